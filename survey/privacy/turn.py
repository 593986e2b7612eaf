"""Whose turn it is: everybody's row leaves in one standard export and in no other.

Two exports that share people can be subtracted: whoever came or left in between is
what remains. Exports that share nobody cannot, whatever each of them holds. So a
person waits until all that an export will tell of them has passed, is in one, and
then in none that follows. docs/decisions/0009 has the reasons.
"""

from survey.measure.rounds import (
    BeforeFirstWeek,
    Week,
    quarter_of,
    weeks_between,
    weeks_of_quarter,
)

GRACE_WEEKS = 4
"""How much later than the first response of all that of one measure may come and still
be followed for as long as anybody's. So no gap in a row tells when somebody joined."""


def frozen(now: Week, first_week: Week) -> Week:
    """Give the Monday that begins this quarter: an export holds what was before it."""
    try:
        return weeks_of_quarter(quarter_of(now, first_week), first_week)[0]
    except BeforeFirstWeek:
        return first_week


def due(began: Week, frozen_on: Week, horizon: int) -> bool:
    """Say whether all weeks up to the horizon have passed since a first response."""
    return weeks_between(began, frozen_on) > horizon + GRACE_WEEKS
