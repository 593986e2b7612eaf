"""Write what was decided of a round: all of it in one transaction, or nothing.

Nothing in here is undone half way: whoever is killed leaves the round as it was, and
whoever comes second finds it decided.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from survey import trail
from survey.aggregator import ledger
from survey.aggregator.settling import Verdict
from survey.aggregator.tools import BASES, PURPOSE, Aggregator
from survey.measure.rounds import week_of
from survey.privacy.sealing import Locker
from survey.programme import Programme
from survey.records.queries import budget, results, rounds, sealed
from survey.trail import Event

RELEASE, PLACEMENT, DECIDED = "release", "placement", "round.decided"


class Changed(Exception):
    """What a verdict rests on is no longer so: decide again."""


def write(aggregator: Aggregator, plan: Programme, verdict: Verdict) -> bool:
    """Write a verdict; return False if the round was decided meanwhile.

    Raise Changed if somebody took their yes back, or a second aggregator was faster.
    """
    with aggregator.store.write() as connection:
        if rounds.lock(connection, plan.id, verdict.number) != "closed":
            return False
        _still_so(connection, plan, verdict)
        rounds.add_placements(connection, verdict.placements)
        results.add_releases(connection, verdict.table.rows)
        for quarter, cost in verdict.table.spending.items():
            if not budget.spend(connection, plan.id, quarter, cost):
                raise Changed
        results.put_ledger(connection, list(_remembered(aggregator, verdict)))
        events = [Event(PLACEMENT, _placed(row)) for row in verdict.placements]
        events += [Event(RELEASE, told(row)) for row in verdict.table.rows]
        if not verdict.waiting:
            day = aggregator.clock.now().date()
            rounds.decide(connection, plan.id, verdict.number, day)
            what = {"programme": plan.id, "round": verdict.number}
            week = week_of(aggregator.clock.now(), plan.time_zone)
            events.append(Event(DECIDED, {**what, "week": week.isoformat()}))
        trail.write_all(connection, events)
    return True


def told(release: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the trail says of a release: all of it."""
    return {**release, "week": release["week"].isoformat()}


def _still_so(connection: Connection, plan: Programme, verdict: Verdict) -> None:
    for span in verdict.spans:
        found = results.written(connection, plan.id, span.kind, span.number)
        if found != span.written:
            raise Changed
    people = {person for person, _ in verdict.table.changed}
    if people - sealed.consenting(connection, plan.id, PURPOSE, BASES):
        raise Changed


def _remembered(aggregator: Aggregator, verdict: Verdict) -> Any:
    locker, memories = Locker(aggregator.keys.ledger_key), verdict.table.memories
    for person, domain in sorted(verdict.table.changed):
        blob = ledger.locked(locker, person, domain, memories[person, domain])
        yield {"participant_id": person, "domain": domain, "blob": blob}


def _placed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "group_id": row["group_id"].hex()}
