"""Turn what a study sees into the plain files of an export, by its tier's rules."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from survey import plan as plans
from survey import programme
from survey.aggregator.studying import BASES, ID_BYTES, Studied
from survey.aggregator.tools import Aggregator
from survey.interop import package
from survey.interop.package import About, Agreement, Planned, Stage, zipped
from survey.measure.codebook import variables
from survey.measure.instrument import Instrument
from survey.measure.instruments import UnknownInstrument
from survey.measure.rounds import QUARTER_WEEKS, Week, week_of, weeks_between
from survey.privacy import deidentify, hiding, turn
from survey.programme import Programme
from survey.records.queries import exports
from survey.records.queries import studied as rows
from survey.records.rows import AnyRow

__all__ = ["Packed", "TooSmall", "pack", "plan_of", "zipped"]

ROUNDED = 5
"""Numbers of people in the flow are told to the nearest of these."""

Progress = Callable[[int, int], None]


class TooSmall(Exception):
    """The rules of the tier cannot hold; `reason` is why, as it is stored."""

    def __init__(self, reason: str) -> None:
        """Take why: nobody, quarter, measures, or figures of what would help."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Packed:
    """Whose rows lie in the files, and the quarter at whose end time stood still."""

    people: list[bytes]
    quarter: int | None = None


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
    if row.tier == "standard":
        return _standard(studied, row, asked, about, folder)
    package.write(folder, about, variables(asked, "study"), studied.records())
    if not studied.people:
        raise TooSmall("nobody")
    return Packed(studied.people)


def _standard(
    studied: Studied,
    row: AnyRow,
    asked: tuple[Instrument, ...],
    about: About,
    folder: Path,
) -> Packed:
    """Write rough rows of people whose turn it is, once a quarter; TooSmall."""
    connection = studied.connection
    plan = plan_of(connection, row)
    now = week_of(studied.aggregator.clock.now(), plan.time_zone)
    frozen = turn.frozen(now, Week(plan.first_week))
    quarter = weeks_between(Week(plan.first_week), frozen) // QUARTER_WEEKS
    if exports.in_quarter(connection, plan.id, quarter):
        raise TooSmall("quarter")
    studied.before = frozen
    studied.told = exports.told_of(connection, plan.id)
    studied.due = lambda began: turn.due(began, frozen, row.horizon)
    try:
        wanted = [about.plan.measure] if about.plan else []
        columns = variables(asked, "standard")
        rules = deidentify.rules_of(columns, wanted, row.horizon, row.k)
        made = deidentify.standard(studied.records(), rules)
    except deidentify.TooSmall as small:
        figures = {"people": small.people, "k": small.k}
        raise TooSmall(json.dumps(figures)) from None
    except ValueError:
        raise TooSmall("measures") from None
    said = _of_rules(about, made, plan.name)
    package.write(folder, said, made.variables, made.records())
    inside = set(made.ids)
    people = [one for one in studied.people if one[:ID_BYTES].hex() in inside]
    return Packed(people, quarter)


def _of_rules(about: About, made: deidentify.Standard, name: str) -> About:
    report = made.report
    return replace(
        about,
        programme=name if report.names_programme else None,
        left_out=(Stage("left out by these rules", report.left_out),),
        rules=report.steps,
        k=report.held.k,
        m=hiding.KNOWN,
        diversity=report.held.bands,
        known=report.held.known,
        suppressed=report.share,
        periods=made.periods,
    )


def _asked(
    aggregator: Aggregator, connection: Connection, programme_id: str
) -> tuple[Instrument, ...]:
    """Return the instruments that somebody answered for the study."""
    found = []
    for row in rows.answered(connection, programme_id):
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
    counted = rows.flow(connection, programme_id, BASES)
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
