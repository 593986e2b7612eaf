"""The plan of an evaluation: what counts, when, in how many, fixed before any result.

It stands in a programme's file and enters the audit trail with the file, so that a
report can say since when it stands. What lies outside it was looked at afterwards.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from survey import acts, trail
from survey.measure.instruments import Library
from survey.measure.schedule import Entry
from survey.service import Service

RECORDED, WITHDRAWN = "plan.recorded", "plan.withdrawn"
LATEST_WEEK = 520
"""Ten years: a window beyond is a slip of the hand."""


class Plan(BaseModel):
    """What an evaluation looks at: `measure` is instrument.domain.

    `window` is the first and the last week of the follow-up, counted from each
    person's baseline.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    measure: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.[a-z0-9_-]+$")]
    window: tuple[int, int]
    minimum_n: Annotated[int, Field(ge=2)]
    comparison: Literal["own baseline"]

    @property
    def text(self) -> str:
        """Return it in the one way it is written down: equal plans, equal text."""
        return trail.canonical(self.model_dump(mode="json"))

    @property
    def digest(self) -> str:
        """Return the SHA-256 of its text, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan as the audit trail has it; `earlier` ones, newest first, are past."""

    plan: Plan
    digest: str
    since: datetime
    earlier: tuple["Standing", ...] = ()


def amiss(plan: Plan, entries: Sequence[Entry], library: Library) -> tuple[str, ...]:
    """List what is wrong with a plan in a programme that asks these."""
    found = (*_window(plan), *_measure(plan, entries, library))
    return tuple(f"evaluation: {reason}" for reason in found)


def record(
    service: Service, connection: Connection, programme_id: str, plan: Plan | None
) -> None:
    """Write a plan into the trail, or that none stands any more.

    The plan that stands already is not written again.
    """
    before = standing(connection, programme_id)
    if plan == (before and before.plan):
        return
    if plan is None:
        acts.write(service, connection, WITHDRAWN, None, programme=programme_id)
        return
    what = {"digest": plan.digest, "plan": plan.text}
    acts.write(service, connection, RECORDED, None, programme=programme_id, **what)


def standing(connection: Connection, programme_id: str) -> Standing | None:
    """Return the plan of a programme that stands now, if any does."""
    found: tuple[Standing, ...] = ()
    stands = False
    for row in trail.of_programme(connection, programme_id, (RECORDED, WITHDRAWN)):
        stands = row.kind == RECORDED
        if stands:
            found = (_read(row.content), *found)
    if not stands:
        return None
    newest, *earlier = found
    return Standing(newest.plan, newest.digest, newest.since, tuple(earlier))


def taken_back(connection: Connection, programme_id: str) -> bool:
    """Return whether a plan stood once and none stands now."""
    acts_on_it = trail.of_programme(connection, programme_id, (RECORDED, WITHDRAWN))
    kinds = [act.kind for act in acts_on_it]
    return kinds[-1:] == [WITHDRAWN]


def _read(act: Mapping[str, Any]) -> Standing:
    since = datetime.fromisoformat(act["at"])
    return Standing(Plan.model_validate_json(act["plan"]), act["digest"], since)


def _window(plan: Plan) -> Iterator[str]:
    first, last = plan.window
    if first < 1:
        yield f"window: it begins in week {first}, and week 0 is the baseline itself"
    if last < first:
        yield f"window: it ends in week {last}, before it begins"
    if last > LATEST_WEEK:
        yield f"window: week {last} is more than ten years away"


def _measure(plan: Plan, entries: Sequence[Entry], library: Library) -> Iterator[str]:
    name, _, domain = plan.measure.partition(".")
    if name not in library:
        yield f"measure: no instrument {name!r} among {', '.join(library.ids)}"
        return
    instrument = library.current(name)
    known = [each.id for each in instrument.domains]
    if domain not in known:
        declared = ", ".join(known) or "none"
        yield f"measure: {name} declares no domain {domain!r}; it has: {declared}"
    if instrument.importable_only:
        # answers are read in from a file, and the schedule says nothing of them
        return
    every = _every(name, entries)
    if every is None:
        yield f"measure: {name} is not asked again and again in this programme"
    elif not _meets(plan.window, every):
        first, last = plan.window
        yield (
            f"window: {name} is asked every {every} weeks, so never in weeks {first} "
            f"to {last} after its baseline"
        )


def _every(name: str, entries: Sequence[Entry]) -> int | None:
    """Return how many weeks lie between two answers; None if it is asked once."""
    asked = {entry.instrument: entry for entry in entries}
    entry = asked.get(name)
    if entry is not None and entry.beside is not None:
        entry = asked.get(entry.beside)
    return (entry.every or None) if entry is not None else None


def _meets(window: tuple[int, int], every: int) -> bool:
    first, last = window
    return any(week % every == 0 for week in range(max(first, 1), last + 1))
