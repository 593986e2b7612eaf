"""Decide what a round or a block shows of a group or pool: count, step, protect.

Exact values come in and pages go out; in between stand only steps. What is to be
written is left on the table, nothing is written here. Doing it a second time leaves
the same: what was written before stands.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from survey.aggregator.table import Counted, Key, Span, Subject, Table
from survey.aggregator.units import Unit
from survey.measure.rounds import rounds_of
from survey.privacy import shown
from survey.privacy.counting import Member, counted
from survey.privacy.disclosure import Contribution, Decision, protect

NO_SITE = "-"
"""The site of people without a group: no site has that name."""


_protected = lru_cache(maxsize=10_000)(protect)
"""Many small groups stand alike: of the same steps the same is decided, once."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said of one domain, in which group."""

    group: bytes
    value: float


Crowd = Mapping[bytes, Said]
"""What each person said."""


def remember(table: Table, span: Span, waiting: Collection[bytes | None]) -> None:
    """Leave the scores of a round to be remembered, but for groups that wait.

    Also of people who do not count yet: their first score is the one before.
    """
    subjects = {subject.name: subject for subject in table.subjects}
    for (number, group, domain), said in table.gathered.values.items():
        if number == span.round and group not in waiting:
            for person, value in said.items():
                table.remember(person, subjects[domain], value, span.week)


def decide_round(table: Table, unit: Unit, span: Span) -> None:
    """Decide what a round shows of a unit, and who of it counts for the programme.

    A group that is shown by blocks has no picture of a round, but its people count.
    """
    for subject in table.subjects:
        key = (unit.place, unit.place_id, subject.name)
        crowd = {
            person: Said(group, value)
            for group in unit.groups
            for person, value in table.gathered.of(
                span.round, group, subject.name
            ).items()
        }
        people = _counted(table, subject, (*key[:2], "round"), span, crowd, key)
        page = ""
        if unit.kind != "block":
            page = _page(table, subject, unit, span, {p: crowd[p] for p in people})
        table.counted += [
            Counted(
                person,
                subject.name,
                crowd[person].value,
                unit.site,
                unit.child if page else None,
            )
            for person in people
        ]


def decide_block(table: Table, unit: Unit, span: Span) -> None:
    """Decide what a block shows of a group that is too small for single rounds."""
    (group,) = unit.groups
    rounds = rounds_of(span.number)
    for subject in table.subjects:
        each: dict[bytes, list[float]] = {}
        for number in rounds:
            said = table.gathered.of(number, group, subject.name)
            for person, value in said.items():
                each.setdefault(person, []).append(value)
        crowd = {person: Said(group, median(v)) for person, v in each.items()}
        place = (unit.place, unit.place_id, "block")
        key = (unit.place, unit.place_id, subject.name)
        people = _counted(table, subject, place, span, crowd, key)
        _page(table, subject, unit, span, {p: crowd[p] for p in people})


def decide_alone(table: Table, span: Span) -> None:
    """Let people without a group count for the programme."""
    for subject in table.subjects:
        said = table.gathered.of(span.round, None, subject.name)
        crowd = {person: Said(b"", value) for person, value in said.items()}
        # their picture is the programme's, in which people of groups count beside them
        picture = ("programme", table.programme_id, subject.name)
        beside = sum(one.domain == subject.name for one in table.counted)
        unit = ("programme", "", "round")
        people = _counted(table, subject, unit, span, crowd, picture, beside)
        table.counted += [
            Counted(person, subject.name, said[person], NO_SITE, None)
            for person in people
        ]


def _counted(
    table: Table,
    subject: Subject,
    unit: tuple[str, str, str],
    span: Span,
    crowd: Crowd,
    picture: Key,
    beside: int = 0,
) -> Sequence[bytes]:
    """Return who counts in a picture, and leave it to be remembered."""
    name = "/".join(unit)
    joined = table.gathered.joined
    members = [
        Member(
            person,
            joined[person, said.group or None],
            table.since(person, subject, name, span.round),
        )
        for person, said in crowd.items()
    ]
    chosen = counted(members, span.round, picture not in span.before, beside)
    people = [member.id for member in chosen]
    for person in people:
        table.counts(person, subject, name, span.round)
    return people


def _page(table: Table, subject: Subject, unit: Unit, span: Span, crowd: Crowd) -> str:
    """Return the page of a unit, as it stands or as it is decided now."""
    key: Key = (unit.place, unit.place_id, subject.name)
    if key in span.written:
        return span.written[key]
    before = span.before.get(key)
    contributions = [
        # of a group alone there is nothing to tell people apart by
        Contribution(
            said.group if unit.kind == "pool" else b"",
            table.step(person, subject, said.value),
        )
        for person, said in crowd.items()
    ]
    contributions.sort(key=lambda one: (one.unit, one.step))
    page = _protected(
        Decision(
            kind=unit.kind,
            values=subject.scale.values,
            contributions=tuple(contributions),
            before=shown.from_json(before) if before else None,
            house=unit.house,
        )
    )
    text = shown.to_json(page) if page else ""
    table.add_row(span, key, text)
    return text
