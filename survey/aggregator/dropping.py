"""Drop group seals past their time: thirty days after the last that can use them.

A seal serves its round; where a group is shown by blocks it serves the whole block.
"""

from datetime import date, timedelta

from sqlalchemy import Connection

from survey import trail
from survey.aggregator.settling import weeks
from survey.aggregator.tools import Aggregator
from survey.measure.rounds import block_of, rounds_of
from survey.programme import Programme
from survey.records.queries import rounds, sealed

KEPT = timedelta(days=30)

DROPPED = "seals.dropped"


def drop(aggregator: Aggregator, plan: Programme) -> int:
    """Delete the seals of a programme that nothing may use now; return how many."""
    today = aggregator.clock.now().date()
    gone = 0
    with aggregator.store.write() as connection:
        decided = {
            row.number: row.decided
            for row in rounds.of_programme(connection, plan.id)
            if row.decided is not None
        }
        for number in decided:
            gone += _of_round(connection, plan, number, decided, today)
    return gone


def _of_round(
    connection: Connection,
    plan: Programme,
    number: int,
    decided: dict[int, date],
    today: date,
) -> int:
    block = block_of(number)
    small = [
        group
        for group, unit in rounds.placed(connection, plan.id, block).items()
        if unit == "block"
    ]
    when = weeks(plan, number, number)
    gone = 0
    if decided[number] + KEPT <= today:
        gone += sealed.drop_seals(connection, plan.id, when, small, but_these=True)
    ends = decided.get(rounds_of(block)[-1])
    if ends is not None and ends + KEPT <= today:
        gone += sealed.drop_seals(connection, plan.id, when, small, but_these=False)
    if gone:
        what = {"programme": plan.id, "round": number}
        trail.write(connection, DROPPED, what)
    return gone
