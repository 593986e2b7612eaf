"""Sets that stay apart: one's place, and who one is, reach no picture of a group."""

from pathlib import Path

import pytest
from sqlalchemy import select

from survey import consent, programme
from survey.records.tables import EvaluationSeal, Response
from tests.cast import check_in

MORE = """
[[schedule]]
instrument = "home"
every = 12
offset = 7

[[schedule]]
instrument = "about-me"
after_check_ins = 3
"""
PLACE = {"kept": ["4"], "safe": ["0"], "warning": ["2"]}


@pytest.fixture
def sharer(service, ana):
    """Give Ana, who said yes to everything, in a programme with every set."""
    text = (Path(__file__).parent / "programme.toml").read_text(encoding="utf-8")
    programme.apply(service, text + MORE)
    for purpose in consent.PURPOSES:
        consent.decide(service, ana, purpose, "yes", reach_back=False)
    return ana


def sealed_for(service):
    """Say for which results each set was sealed."""
    with service.store.read() as connection:
        rows = connection.execute(
            select(Response.instrument, EvaluationSeal.purpose).join(
                EvaluationSeal, EvaluationSeal.response_id == Response.id
            )
        ).all()
    return {(row.instrument, row.purpose) for row in rows}


@pytest.mark.parametrize("answer", [[], ["0"], ["rather_not_say"]])
def test_the_set_about_ones_place_stays_with_its_author(service, sharer, answer):
    check_in(service, sharer, {"home": {**PLACE, "share": answer}})

    assert sealed_for(service) == set()


def test_it_counts_only_where_the_person_says_so_each_time(service, sharer):
    check_in(service, sharer, {"home": {**PLACE, "share": ["1"]}})

    assert sealed_for(service) == {("home", "group"), ("home", "study")}


def test_who_one_is_goes_to_the_study_and_to_no_group(service, sharer):
    check_in(service, sharer, {"about-me": {"age": ["3"], "work": ["1"]}})

    assert sealed_for(service) == {("about-me", "study")}


def test_a_later_yes_does_not_reach_what_was_kept_to_oneself(service, sharer):
    for purpose in consent.PURPOSES:
        consent.decide(service, sharer, purpose, "no", reach_back=False)
    check_in(service, sharer, {"home": PLACE})
    check_in(service, sharer, {"about-me": {"age": ["3"]}})

    for purpose in consent.PURPOSES:
        consent.decide(service, sharer, purpose, "yes", reach_back=True)

    assert sealed_for(service) == {("about-me", "study")}
