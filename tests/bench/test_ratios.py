"""What must not get slow, as ratios within one run: never as seconds."""

from bench import checkin
from prove import databases, deployment

MOST_OVER_THE_FLOOR = 20
"""A save costs a session, tokens, seals and six rows; this is a fence, not a goal."""


def test_a_save_stays_within_reach_of_the_floor() -> None:
    with databases.folder() as folder:
        made = deployment.make(folder)
        saving = checkin.over_the_floor(made, folder, rounds=3, each=12)
        made.service.store.engine.dispose()

    assert 1 < saving.median < MOST_OVER_THE_FLOOR


def test_opening_a_history_takes_no_more_for_each_week_the_longer_it_is() -> None:
    with databases.folder() as folder:
        made = deployment.make(folder)
        grown = checkin.growth(made, few=20, many=80)
        made.service.store.engine.dispose()

    assert grown.median < 1.6
