"""What one response becomes in a record: answers as given, scores, domains.

Source of the keys: `study`. Everything is worked out anew from the version that asked.
Answers are read from packed bytes that we wrote and sealed ourselves, so they are not
checked a second time; a test holds that what comes out is what `packing` and `scoring`
say of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from survey.measure import packing, scoring
from survey.measure.answer import Answer
from survey.measure.instrument import Instrument
from survey.measure.study import Gone, Value

Choices = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Recorder:
    """Read one version of one instrument.

    `items` has the id of each item and, where several choices may be taken, the key of
    each choice. `single` are the domains that are one item: key, id, and the value of
    each answer; `scored` those that come from scales.
    """

    instrument: Instrument
    items: tuple[tuple[str, Choices], ...] = field(repr=False)
    single: tuple[tuple[str, str, Mapping[int, float]], ...] = field(repr=False)
    scored: tuple[str, ...]

    def values(self, plain: bytes) -> dict[str, Value]:
        """Return every value of a response by its key, from its packed answers."""
        found: dict[str, Value] = {}
        answers: dict[str, Answer] = {}
        read = packing.sound(plain)
        for (name, choices), answer in zip(self.items, read, strict=True):
            answers[name] = answer
            if choices:
                found.update(_taken(choices, answer))
            elif not isinstance(answer, tuple):
                found[name] = answer
        for key, name, values in self.single:
            answer = answers[name]
            told = values.get(answer) if type(answer) is int else None
            found[key] = Gone.NOT_COMPUTED if told is None else told
        if self.scored or self.instrument.scales:
            found.update(self._of_scales(answers))
        return found

    def _of_scales(self, answers: dict[str, Answer]) -> Iterator[tuple[str, Value]]:
        for name, score in scoring.scores(self.instrument, answers).items():
            yield f"score.{name}", Gone.NOT_COMPUTED if score is None else score
        if self.scored:
            levels = scoring.domains(self.instrument, answers)
            for name in self.scored:
                level = levels[f"{self.instrument.id}.{name}"]
                yield f"domain.{name}", Gone.NOT_COMPUTED if level is None else level


def recorder(instrument: Instrument) -> Recorder:
    """Return how to read an instrument for records."""
    single = []
    for domain in instrument.domains:
        source = domain.source.item
        if source is not None:
            full = f"{instrument.id}.{domain.id}"
            levels = {
                answer: level
                for answer in instrument.item(source).values
                if (level := scoring.domains(instrument, {source: answer})[full])
                is not None
            }
            single.append((f"domain.{domain.id}", source, levels))
    return Recorder(
        instrument,
        tuple(
            (
                item.id,
                tuple((one.value, f"{item.id}.{one.value}") for one in item.choices)
                if item.type == "several"
                else (),
            )
            for item in instrument.items
        ),
        tuple(single),
        tuple(d.id for d in instrument.domains if d.source.item is None),
    )


def _taken(choices: Choices, answer: Answer) -> dict[str, Value]:
    """Return one figure for each choice of an item that takes several."""
    if isinstance(answer, tuple):
        return {key: 1 if value in answer else 0 for value, key in choices}
    if isinstance(answer, int):
        return {key: int(value == answer) for value, key in choices}
    return {key: answer for _, key in choices}
