"""What a check-in form sent: answers, and to which version of which questions.

An answer is named `urges.strongest`, its version `urges/version`, and the items that
were asked, if not all, `urges/only`. A field that does not belong is refused whole.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

from flask import request

from survey import checkin, drafts
from survey.checkin import Submitted
from survey.drafts import Draft, Part, Posted
from survey.measure.answers import BadAnswers
from survey.measure.instruments import UnknownInstrument
from survey.person import Person
from survey.service import Service
from survey.web import csrf

_INSTRUMENT = r"[a-z][a-z0-9-]{0,39}"
_ANSWER = re.compile(rf"({_INSTRUMENT})\.([a-z][a-z0-9_]{{0,39}})")
_VERSION = re.compile(rf"({_INSTRUMENT})/version=([1-9][0-9]{{0,3}})")
_ONLY = re.compile(rf"({_INSTRUMENT})/only=([a-z0-9_ ]{{1,400}})")
_ATTEMPT = re.compile(r"[0-9a-f]{32}")

SO_FAR = "so_far"
"""The field in which the page of one question carries the answers before it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A check-in, or a piece of one, as a form sent it."""

    attempt: str
    submitted: tuple[Submitted, ...]

    def answers(self, instrument_id: str) -> Posted:
        """Return what was posted for one instrument."""
        found = [s.posted for s in self.submitted if s.instrument == instrument_id]
        return found[0] if found else {}

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return the same once more, as the fields of a form."""
        return fields(self.attempt, self.submitted)


class FieldTooMany(Exception):
    """A form brought a field that is not one of its own; nothing was saved."""

    def __init__(self, sent: Sent) -> None:
        """Take what could be understood of it."""
        super().__init__("a field too many")
        self.sent = sent


def name(instrument_id: str, item_id: str) -> str:
    """Return the name under which a form sends an answer."""
    return f"{instrument_id}.{item_id}"


def read(known: Iterable[str] = ()) -> Sent:
    """Read the form of this request; fields in `known` are somebody else's to read."""
    return _read(request.form.lists(), {*known, csrf.FIELD, SO_FAR})


def so_far(draft: Draft) -> str:
    """Return a draft as one field, should the visit end before the next answer."""
    submitted = [
        Submitted(part.instrument.id, part.instrument.version, part.only, given)
        for part in draft.begun
        for given in [_passed(draft.posted[part.instrument.id])]
    ]
    return urlencode(fields(draft.attempt, submitted)) if submitted else ""


def with_earlier(sent: Sent) -> Sent:
    """Return what was sent together with the earlier answers that came along."""
    try:
        fields = parse_qs(request.form.get(SO_FAR, ""), keep_blank_values=True)
        earlier = _read(fields.items(), frozenset())
    except (FieldTooMany, ValueError):
        return sent
    newer = {one.instrument: one for one in sent.submitted}
    together = [
        replace(one, posted={**one.posted, **sent.answers(one.instrument)})
        if newer.pop(one.instrument, None)
        else one
        for one in earlier.submitted
    ]
    return Sent(sent.attempt or earlier.attempt, (*together, *newer.values()))


def _read(form: Iterable[tuple[str, list[str]]], passed: Collection[str]) -> Sent:
    attempt, versions, onlies = "", dict[str, int](), dict[str, tuple[str, ...]]()
    answers: dict[str, dict[str, list[str]]] = {}
    foreign = False
    for field, values in form:
        said = f"{field}={values[0]}"
        if found := _ANSWER.fullmatch(field):
            answers.setdefault(found[1], {})[found[2]] = values
        elif found := _VERSION.fullmatch(said):
            versions[found[1]] = int(found[2])
        elif found := _ONLY.fullmatch(said):
            onlies[found[1]] = tuple(found[2].split())
        elif field == "attempt" and _ATTEMPT.fullmatch(values[0]):
            attempt = values[0]
        elif field not in passed:
            foreign = True
    sent = Sent(
        attempt,
        tuple(
            Submitted(instrument, versions[instrument], onlies.get(instrument), given)
            for instrument, given in answers.items()
            if instrument in versions
        ),
    )
    if foreign or not answers.keys() | onlies.keys() <= versions.keys():
        raise FieldTooMany(sent)
    return sent


def of_draft(draft: Draft) -> Sent:
    """Return a draft as the form that sends it: each question of the sets begun.

    A set that was not begun is left for another time, not sent as skipped.
    """
    submitted = []
    for part in draft.begun:
        given = draft.posted.get(part.instrument.id, {})
        asked = [q.item.id for q in draft.questions() if q.part == part]
        posted = {item: given.get(item) or ("",) for item in asked}
        submitted.append(
            Submitted(part.instrument.id, part.instrument.version, part.only, posted)
        )
    return Sent(draft.attempt, tuple(submitted))


def fields(attempt: str, submitted: Sequence[Submitted]) -> tuple[tuple[str, str], ...]:
    """Return names and values for hidden fields."""
    found = [("attempt", attempt)] if attempt else []
    for one in submitted:
        found.append((f"{one.instrument}/version", str(one.version)))
        if one.only is not None:
            found.append((f"{one.instrument}/only", " ".join(one.only)))
        found += [
            (name(one.instrument, item), value)
            for item, values in one.posted.items()
            for value in values
        ]
    return tuple(found)


def _passed(given: Posted) -> Posted:
    return {item: values or ("",) for item, values in given.items()}


def carry(service: Service, person: Person, sent: Sent) -> Draft:
    """Make a check-in under way of what was sent, as far as it fits today."""
    given = []
    for one in sent.submitted:
        try:
            instrument = service.instruments.current(one.instrument)
        except UnknownInstrument:
            continue
        given.append((Part(instrument, one.only), one.posted))
    attempt = sent.attempt
    if not attempt or checkin.known(service, person, attempt):
        attempt = drafts.start(service, person, ()).attempt
    return drafts.carried(service, person, attempt, given)


def rescue(service: Service, person: Person, sent: Sent) -> None:
    """Keep, in the check-in under way, those answers of a refused form that fit."""
    draft = drafts.load(service, person)
    if draft is None or (sent.attempt and sent.attempt != draft.attempt):
        carry(service, person, sent)
        return
    for one in sent.submitted:
        part = draft.part(one.instrument)
        if part is None:
            continue
        known = {item.id for item in part.instrument.items}
        fitting = {item: given for item, given in one.posted.items() if item in known}
        draft = _with(service, person, draft, one.instrument, fitting)


def _with(
    service: Service, person: Person, draft: Draft, instrument_id: str, given: Posted
) -> Draft:
    """Add answers to a draft, without those that do not fit."""
    while given:
        try:
            return drafts.answered(service, person, draft, instrument_id, given)
        except BadAnswers as bad:
            left = {item: given[item] for item in given if item not in bad.problems}
            given = left if len(left) < len(given) else {}
    return draft
