"""Decide what a round or a block shows of a group or pool: count, step, protect.

Exact values come in and pages go out; in between stand only steps. What is to be
written is left on the table, nothing is written here. Doing it a second time leaves
the same: what was written before stands.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from statistics import median
from typing import NamedTuple

from survey.aggregator.table import Counted, Key, Span, Subject, Table
from survey.aggregator.units import Unit
from survey.measure.rounds import rounds_of
from survey.privacy import alike, shown
from survey.privacy.counting import Member, counted
from survey.privacy.steps import Step

NO_SITE = "-"
"""The site of people without a group: no site has that name."""


class Said(NamedTuple):
    """What one person said of one domain, in which group."""

    group: bytes
    value: float


Crowd = Mapping[bytes, Said]
"""What each person said."""

Steps = Mapping[bytes, Step]
"""On which step each person stands who counts."""


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
        steps = _counted(table, subject, (*key[:2], "round"), span, crowd, key)
        page = ""
        if unit.kind != "block":
            page = _page(table, subject, unit, span, crowd, steps)
        _count(table, subject, crowd, steps, unit.site, unit.child if page else None)


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
        steps = _counted(table, subject, place, span, crowd, key)
        _page(table, subject, unit, span, crowd, steps)


def decide_alone(table: Table, span: Span) -> None:
    """Let people without a group count for the programme."""
    for subject in table.subjects:
        said = table.gathered.of(span.round, None, subject.name)
        crowd = {person: Said(b"", value) for person, value in said.items()}
        # their picture is the programme's, in which people of groups count beside them
        picture = ("programme", table.programme_id, subject.name)
        beside = sum(one.domain == subject.name for one in table.counted)
        unit = ("programme", "", "round")
        steps = _counted(table, subject, unit, span, crowd, picture, beside)
        _count(table, subject, crowd, steps, NO_SITE, None)


def _counted(
    table: Table,
    subject: Subject,
    unit: tuple[str, str, str],
    span: Span,
    crowd: Crowd,
    picture: Key,
    beside: int = 0,
) -> Steps:
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
    steps = {}
    for member in counted(members, span.round, picture not in span.before, beside):
        table.counts(member.id, subject, name, span.round)
        steps[member.id] = table.step(member.id, subject, crowd[member.id].value)
    return steps


def _count(
    table: Table,
    subject: Subject,
    crowd: Crowd,
    steps: Steps,
    site: str,
    child: bytes | None,
) -> None:
    """Let people count for their site and the programme."""
    table.counted += [
        Counted(person, subject.name, crowd[person].value, step, site, child)
        for person, step in steps.items()
    ]


def _page(
    table: Table, subject: Subject, unit: Unit, span: Span, crowd: Crowd, steps: Steps
) -> str:
    """Return the page of a unit, as it stands or as it is decided now."""
    key: Key = (unit.place, unit.place_id, subject.name)
    if key in span.written:
        return span.written[key]
    before = span.before.get(key)
    groups = defaultdict(list)
    for person, step in steps.items():
        # of a group alone there is nothing to tell people apart by
        group = crowd[person].group if unit.kind == "pool" else b""
        groups[group].append(step)
    page = alike.decide(
        unit.kind,
        subject.scale.values,
        groups.values(),
        shown.from_json(before) if before else None,
        house=unit.house,
    )
    text = shown.to_json(page) if page else ""
    table.add_row(span, key, text)
    return text
