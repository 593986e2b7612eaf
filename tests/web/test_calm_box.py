"""Some answers show people to call, at once and to nobody's knowledge."""

import pytest
from sqlalchemy import func, select, update

from survey.records.tables import Session, Sitting
from tests.cast import check_in

CALM = "That sounds like a lot."


@pytest.fixture
def life(ana_walk, service, ana, clock):
    """Give Ana in a week in which the areas of life are asked too."""
    check_in(service, ana)
    clock.pass_(days=7)
    with service.store.write() as connection:
        connection.execute(
            update(Session).values(
                expires=2**31, read_until=2**31 - 1, read_end=2**31 - 1
            )
        )
    ana_walk.open("/check-in").press("Start")
    return ana_walk.open("/check-in/life/2")


@pytest.mark.parametrize("mark", ["0", "2"])
def test_a_low_mark_shows_people_to_call_on_the_next_page(life, mark):
    assert not life.says(CALM)
    life.press("Continue", life__mood=mark)

    assert life.path == "/check-in/life/3"
    assert life.says(CALM)
    assert life.says("Nobody has been told what you tapped.")


@pytest.mark.parametrize("mark", ["3", "10", "rather_not_say", "not_applicable"])
def test_any_other_answer_shows_none(life, mark):
    life.press("Continue", life__mood=mark)

    assert not life.says(CALM)


def test_feeling_unsafe_shows_people_under_a_neutral_heading(life):
    life.open("/check-in/life/7").press("Continue", life__safe="1")

    assert not life.says(CALM)
    assert life.says("Nobody has been told what you tapped.")


def test_that_the_box_was_shown_is_written_nowhere(life, service, caplog):
    def everything():
        with service.store.read() as connection:
            return {
                table.name: connection.execute(
                    select(func.count()).select_from(table)
                ).scalar_one()
                for table in Sitting.metadata.sorted_tables
            }

    before = everything()
    life.press("Continue", life__mood="0")
    shown = everything()
    life.follow("Back").press("Continue", life__mood="9")

    assert before == shown == everything()
    assert "calm" not in caplog.text
