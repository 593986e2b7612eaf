"""A check-in half done: what was answered so far, sealed under the phone's cookie.

What is kept is what was typed, so nothing is lost by a dead battery; it is checked
again, whole, when the check-in is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from survey import notes, scratch
from survey.measure import answers as measured
from survey.measure.answer import Answer
from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.person import Person
from survey.service import Service

Posted = Mapping[str, Sequence[str]]
"""Item id to the strings that a form sent for it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One instrument of a sitting, or some of its items."""

    instrument: Instrument
    only: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One item to ask, and where it stands among those that may come."""

    part: Part
    item: Item
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A check-in under way."""

    attempt: str
    parts: tuple[Part, ...]
    posted: Mapping[str, Posted]
    facts: Mapping[str, str]
    discreet: bool = False
    """Whether the behaviour is not to stand above the questions this time."""

    def part(self, instrument_id: str) -> Part | None:
        """Return the part of one instrument."""
        return next((p for p in self.parts if p.instrument.id == instrument_id), None)

    @property
    def begun(self) -> tuple[Part, ...]:
        """Return the parts of which a question was answered or passed."""
        return tuple(p for p in self.parts if self.posted.get(p.instrument.id))

    def answers(self, part: Part) -> dict[str, Answer]:
        """Return the answers of one part so far; items not reached are left out."""
        posted = self.posted.get(part.instrument.id, {})
        full = measured.read(part.instrument, posted, self.facts, only=part.only)
        return {item: full[item] for item in posted if item in full}

    def questions(self) -> tuple[Question, ...]:
        """Return what is asked, given the answers so far, in order."""
        found = [
            (part, item)
            for part in self.parts
            for item in measured.asked(
                part.instrument, self.answers(part), self.facts, only=part.only
            )
        ]
        return tuple(
            Question(part, item, number, len(found))
            for number, (part, item) in enumerate(found, start=1)
        )

    def question(self, instrument_id: str, item_id: str) -> Question | None:
        """Return one question if it is asked now."""
        for question in self.questions():
            found = (question.part.instrument.id, question.item.id)
            if found == (instrument_id, item_id):
                return question
        return None

    def next_question(self) -> Question | None:
        """Return the first question that has not been passed."""
        return next((q for q in self.questions() if not self.passed(q)), None)

    def passed(self, question: Question) -> bool:
        """Return whether a question was answered or left out already."""
        return question.item.id in self.posted.get(question.part.instrument.id, {})


def load(service: Service, person: Person) -> Draft | None:
    """Return the check-in this phone is in the middle of."""
    with service.store.read() as connection:
        content = scratch.take(service, connection, person.token, "draft")
    return None if content is None else _draft(service, content)


def start(service: Service, person: Person, parts: Sequence[Part]) -> Draft:
    """Begin a check-in; nothing is written before the first answer."""
    return Draft(
        attempt=service.chance.draw(16).hex(),
        parts=tuple(parts),
        posted={},
        facts=facts(service, person),
    )


def facts(service: Service, person: Person) -> dict[str, str]:
    """Return what conditions may ask about; a phone that cannot read knows nothing."""
    if not person.can_read:
        return {}
    goal = notes.latest(service, person, "goal")
    return {"goal": goal.text} if goal else {}


def answered(
    service: Service, person: Person, draft: Draft, instrument_id: str, posted: Posted
) -> Draft:
    """Add answers to a draft and keep it; raise BadAnswers and keep nothing.

    An earlier answer that the new ones rule out is forgotten, to be asked again.
    """
    part = draft.part(instrument_id)
    if part is None:
        raise LookupError(instrument_id)
    merged = {**draft.posted.get(instrument_id, {}), **posted}
    fitting = _fitting(part, merged, draft.facts)
    if not posted.keys() <= fitting.keys():
        measured.read(part.instrument, merged, draft.facts, only=part.only)
    after = replace(draft, posted={**draft.posted, instrument_id: fitting})
    keep(service, person, after)
    return after


def carried(
    service: Service,
    person: Person,
    attempt: str,
    given: Sequence[tuple[Part, Posted]],
) -> Draft:
    """Go on with answers that a form brought along, without those that do not fit."""
    known = facts(service, person)
    draft = Draft(
        attempt=attempt,
        parts=tuple(part for part, _posted in given),
        posted={
            part.instrument.id: _fitting(part, posted, known) for part, posted in given
        },
        facts=known,
    )
    keep(service, person, draft)
    return draft


def keep(service: Service, person: Person, draft: Draft) -> None:
    """Keep a check-in under way for this phone alone."""
    with service.store.write() as connection:
        scratch.put(service, connection, person.token, "draft", _content(draft))


def drop(service: Service, person: Person) -> None:
    """Forget a check-in that was begun."""
    with service.store.write() as connection:
        scratch.drop(connection, person.token, "draft")


def _content(draft: Draft) -> dict[str, Any]:
    return {
        "attempt": draft.attempt,
        "parts": [[p.instrument.id, p.instrument.version, p.only] for p in draft.parts],
        "posted": {
            name: {item: list(values) for item, values in posted.items()}
            for name, posted in draft.posted.items()
        },
        "facts": dict(draft.facts),
        "discreet": draft.discreet,
    }


def _draft(service: Service, content: dict[str, Any]) -> Draft | None:
    """Rebuild a draft; if questions have changed since, with the answers that fit."""
    parts = []
    for name, _version, only in content["parts"]:
        if name not in service.instruments:
            return None
        instrument = service.instruments.current(name)
        parts.append(Part(instrument, tuple(only) if only is not None else None))
    return Draft(
        attempt=content["attempt"],
        parts=tuple(parts),
        posted={
            part.instrument.id: _fitting(
                part, content["posted"].get(part.instrument.id, {}), content["facts"]
            )
            for part in parts
        },
        facts=content["facts"],
        discreet=content["discreet"],
    )


def _fitting(part: Part, posted: Posted, known: Mapping[str, str]) -> Posted:
    """Return the posted answers that can stand together."""
    left = dict(posted)
    while True:
        try:
            measured.read(part.instrument, left, known, only=part.only)
        except measured.BadAnswers as bad:
            kept = {item: left[item] for item in left if item not in bad.problems}
            if len(kept) == len(left):
                return {}
            left = kept
        else:
            return left
