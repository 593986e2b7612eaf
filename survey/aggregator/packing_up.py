"""Turn what a study sees into the plain files of an export, by its tier's rules."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from survey import plan as plans
from survey import programme
from survey.aggregator.studying import BASES, Studied
from survey.aggregator.tools import Aggregator
from survey.interop import package
from survey.interop.package import About, Agreement, Planned, Stage, zipped
from survey.measure.codebook import variables
from survey.measure.instrument import Instrument
from survey.measure.library import UnknownInstrument
from survey.programme import Programme
from survey.records.queries import exports
from survey.records.rows import AnyRow

__all__ = ["Packed", "TooSmall", "pack", "plan_of", "zipped"]

ROUNDED = 5
"""Numbers of people in the flow are told to the nearest of these."""

Progress = Callable[[int, int], None]


class TooSmall(Exception):
    """The rules of the tier cannot hold; `reason` says why and what would help."""

    def __init__(self, why: str, **helps: object) -> None:
        """Take why, and the figures that would help."""
        self.reason = json.dumps({"why": why, **helps}, sort_keys=True)
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class Packed:
    """Whose rows lie in the files, and what a later export is compared with."""

    people: list[bytes]
    quarter: int | None = None
    classes: bytes | None = None


def plan_of(connection: Connection, row: AnyRow) -> Programme:
    """Return the programme that an export is of."""
    return programme.one(connection, row.programme_id)


def pack(
    aggregator: Aggregator,
    connection: Connection,
    row: AnyRow,
    seed: bytes,
    folder: Path,
    progress: Progress,
) -> Packed:
    """Write the files of an export; raise TooSmall, Held, MissingKey or OSError."""
    studied = Studied(aggregator, connection, row.programme_id, seed, tell=progress)
    asked = _asked(aggregator, connection, row.programme_id)
    about = _about(aggregator, connection, row, asked)
    package.write(folder, about, variables(asked, row.tier), studied.records())
    if not studied.people:
        raise TooSmall("nobody")
    return Packed(studied.people)


def _asked(
    aggregator: Aggregator, connection: Connection, programme_id: str
) -> tuple[Instrument, ...]:
    """Return the instruments that somebody answered for the study."""
    found = []
    for row in exports.answered(connection, programme_id):
        try:
            one = aggregator.instruments.version(row.instrument, row.version)
        except UnknownInstrument:
            # whoever answered it is refused by name when the rows are opened
            continue
        found.append(one)
    return tuple(sorted(found, key=lambda one: (one.id, one.version)))


def _about(
    aggregator: Aggregator,
    connection: Connection,
    row: AnyRow,
    asked: tuple[Instrument, ...],
) -> About:
    now = aggregator.clock.now()
    return About(
        export=row.id.hex(),
        tier=row.tier,
        as_of=f"quarter {(now.month + 2) // 3} of {now.year}",
        instruments=asked,
        programme=plan_of(connection, row).name,
        flow=_flow(connection, row.programme_id),
        plan=_planned(connection, row.programme_id),
        agreement=_agreement(row),
        delete_by=row.until,
    )


def _flow(connection: Connection, programme_id: str) -> tuple[Stage, ...]:
    counted = exports.flow(connection, programme_id, BASES)
    names = ("joined", "kept their words", "checked in", "shared for study")
    return tuple(
        Stage(name, ROUNDED * round(people / ROUNDED))
        for name, people in zip(names, counted, strict=True)
    )


def _agreement(row: AnyRow) -> Agreement | None:
    if row.agreement is None:
        return None
    return Agreement(row.recipient, row.purpose, row.until, row.agreement)


def _planned(connection: Connection, programme_id: str) -> Planned | None:
    found = plans.standing(connection, programme_id)
    if found is None:
        return None
    plan = found.plan
    return Planned(
        plan.measure,
        *plan.window,
        plan.minimum_n,
        plan.comparison,
        found.since.date(),
        found.digest,
    )
