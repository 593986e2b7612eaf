"""Sentences that give something back, from the person's own numbers alone.

Which sentence is said follows from the instrument's file and the answers, nothing
else. A sentence whose figures are not all there is left out, never guessed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from survey.measure.answer import Answers
from survey.measure.change import FEWEST_POINTS, usual_range
from survey.measure.instrument import Instrument
from survey.measure.rounds import AWAY_WEEKS
from survey.measure.scoring import figure
from survey.measure.sentence import COMPARED, Phrase, Sentence
from survey.measure.written import Polarity

Speak = Callable[[str, str | None, int | None], str]
"""Give the words in the reader's language: the text, its singular, the count."""


def in_english(text: str, one: str | None, count: int | None) -> str:
    """Give the words as the file has them."""
    return one if one is not None and count == 1 else text


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what sentences may look at; `gap_weeks` is None at the very first time."""

    now: Answers
    before: Answers | None
    history: Sequence[Answers]
    gap_weeks: int | None


def sentences(
    instrument: Instrument,
    now: Answers,
    before: Answers | None,
    history: Sequence[Answers],
    gap_weeks: int | None,
    speak: Speak = in_english,
) -> tuple[str, ...]:
    """Say what follows from these answers and the earlier ones that can be read.

    `history` holds earlier responses under the same comparability key, oldest first,
    without `now`. `gap_weeks` counts the weeks since this instrument was last
    answered, also when those answers cannot be opened; None means never.
    """
    told = Told(now, before, history, gap_weeks)
    said: dict[str, str] = {}
    for sentence in instrument.feedback:
        if sentence.slot not in said and _holds(sentence, instrument, told):
            words = _say(sentence, instrument, told, speak)
            if words is not None:
                said[sentence.slot] = words
    return tuple(said.values())


def _holds(sentence: Sentence, instrument: Instrument, told: Told) -> bool:
    for name, (low, high) in sentence.where.items():
        answer = told.now.get(name)
        if not isinstance(answer, int) or not low <= answer <= high:
            return False
    first = told.before is None and told.gap_weeks is None and not told.history
    away = told.gap_weeks is not None and told.gap_weeks >= AWAY_WEEKS
    by_occasion = {
        "always": True,
        "first_time": first,
        "later": not first,
        "after_gap": away,
    }
    if sentence.when in by_occasion:
        return by_occasion[sentence.when]
    name = sentence.of or ""
    value = figure(instrument, name, told.now)
    if value is None:
        return False
    if sentence.when in COMPARED:
        return _compares(sentence.when, instrument, name, value, told.before)
    return _usual(sentence.when, instrument, name, value, told.history)


def _compares(
    when: str, instrument: Instrument, name: str, now: float, before: Answers | None
) -> bool:
    then = figure(instrument, name, before) if before is not None else None
    if then is None or when == "same" or now == then:
        return then is not None and when == "same" and now == then
    better_is_up = _polarity(instrument, name) is Polarity.HIGHER_BETTER
    return ((now > then) == better_is_up) == (when == "better")


def _usual(
    when: str, instrument: Instrument, name: str, now: float, past: Sequence[Answers]
) -> bool:
    values = [figure(instrument, name, answers) for answers in past]
    known = [value for value in values if value is not None]
    usual = usual_range(known, FEWEST_POINTS)
    return usual is not None and usual.holds(now) == (when == "within_usual")


def _polarity(instrument: Instrument, name: str) -> Polarity:
    for scale in instrument.scales:
        if scale.id == name:
            return scale.polarity
    return instrument.item(name).polarity


def _say(
    sentence: Sentence, instrument: Instrument, told: Told, speak: Speak
) -> str | None:
    figures = _figures(sentence, instrument, told, speak)
    if any(not phrase.names <= figures.keys() for phrase in sentence.say):
        return None
    return " ".join(_fill(phrase, figures, speak) for phrase in sentence.say)


def _fill(phrase: Phrase, figures: dict[str, str], speak: Speak) -> str:
    count = int(float(figures[phrase.count])) if phrase.count else None
    try:
        return speak(phrase.text, phrase.one, count).format_map(figures)
    except (KeyError, IndexError, ValueError):
        # A slip in a translation must not cost a person the page after a check-in.
        return in_english(phrase.text, phrase.one, count).format_map(figures)


def _figures(
    sentence: Sentence, instrument: Instrument, told: Told, speak: Speak
) -> dict[str, str]:
    """Collect, as text, every figure that there is for the names in a sentence."""
    found = {
        name: str(answer) for name, answer in told.now.items() if type(answer) is int
    }
    if sentence.of is None:
        return found
    for name, answers in (("now", told.now), ("before", told.before)):
        value = figure(instrument, sentence.of, answers) if answers else None
        if value is not None:
            found[name] = _figure_text(value)
    return found | _ranked(sentence.of, instrument, told.now, speak)


def _ranked(
    name: str, instrument: Instrument, now: Answers, speak: Speak
) -> dict[str, str]:
    """Name the best, the second and the lowest part of a scale.

    Equal marks go by the order of the file. A name is given only where it is true:
    best and second must lie above the lowest mark; if all are alike, there is only
    their level.
    """
    labels = {item.id: item.label or "" for item in instrument.items}
    labels |= {scale.id: scale.title for scale in instrument.scales}
    parts = (scale.parts for scale in instrument.scales if scale.id == name)
    members = next(parts, ())
    marks = [
        (score, labels[member])
        for member in members
        if (score := figure(instrument, member, now)) is not None
    ]
    if not marks:
        return {}
    if len(marks) > 1 and len({score for score, _ in marks}) == 1:
        return {"level": _figure_text(marks[0][0])}
    lowest = min(marks, key=lambda mark: mark[0])
    above = [mark for mark in marks if mark[0] > lowest[0]]
    above.sort(key=lambda mark: -mark[0])
    found = dict(zip(("best", "second"), (label for _, label in above), strict=False))
    if above:
        found["lower"] = lowest[1]
    return {key: speak(label, None, None) for key, label in found.items()}


def _figure_text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
