"""A file of rough steps: for anybody, once a quarter, nobody twice; or an honest no."""

import json
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from prove.crowd import crowd
from survey import export, handover
from survey.aggregator import building
from survey.aggregator.studying import BASES
from survey.handover import NotThere, WrongWords
from survey.measure.rounds import Week, add_weeks
from survey.privacy.words import WORDS
from survey.records.queries import exports
from survey.request import LEAST_K, WIDE_K
from tests.exports import STANDARD, at_desk, rows_of, unzipped

BEGAN = Week(date(2026, 9, 7))
WEEKS = [add_weeks(BEGAN, number) for number in (0, 11)]
ENOUGH, FEW = 140, 60
WISH = replace(STANDARD, until=date(2027, 12, 1))


@pytest.fixture
def database_url(tmp_path, migrated_sqlite):
    """Give SQLite alone: the rules have nothing to do with the database."""
    path = tmp_path / "tidemark.sqlite"
    path.write_bytes(migrated_sqlite)
    return f"sqlite:///{path}"


def differing(number, turn):
    strongest = Random(f"{number} {turn}").choice((1, 5, 9))
    given = {"days": 3, "strongest": strongest, "length": 1, "hard": 5, "helped": (1,)}
    return {"urges": given}


@pytest.fixture
def later(service, thursday, clock):
    """Give a time at which whoever began in September was followed long enough."""
    clock.pass_(weeks=20)
    return service


def asked(service):
    """Ask for rough rows; return the export, its words, and who asked."""
    eve, token = at_desk(service, "Eve")
    export_id, code = export.ask(service, WISH, eve)
    assert code is not None
    return export_id, code, (eve, token)


def row(service, export_id):
    with service.store.read() as connection:
        return exports.one(connection, export_id)


def fetched(service, who, export_id):
    found = handover.fetch(service, *who, export_id)
    return b"".join(found.bytes_from(0, found.length - 1))


def test_rough_rows_open_with_seven_words_and_hold_bands_and_spans_alone(
    later, thursday, aggregator, clock
):
    people = crowd(later, thursday.id, ENOUGH, WEEKS, differing, purpose="study")
    export_id, code, who = asked(later)

    built = building.run(aggregator)
    assert built.made == [export_id.hex()], (built, row(later, export_id).reason)
    other = " ".join([*code.words[:6], next(w for w in WORDS if w != code.words[6])])
    for words in (other, "", "not a word of the list"):
        with pytest.raises(WrongWords):
            handover.open_for(later, *who, export_id, words)
        with pytest.raises(NotThere):
            handover.fetch(later, *who, export_id)
    handover.open_for(later, *who, export_id, code.text)
    with pytest.raises(NotThere):
        handover.fetch(later, *at_desk(later, "Ed"), export_id)
    rows = rows_of(unzipped(fetched(later, who, export_id)))

    inside = {each["id"] for each in rows}
    assert 0.8 * len(people) <= len(inside) <= len(people)
    with later.store.read() as connection:
        assert exports.members(connection, export_id, BASES) == len(inside)
    assert {each["urges_calm_band"] for each in rows} == {"1", "2", "3"}
    assert "week" not in rows[0]
    assert "urges_strongest" not in rows[0]
    clock.pass_(minutes=15)
    with pytest.raises(NotThere):
        handover.fetch(later, *who, export_id)


def test_a_small_programme_gets_an_honest_no_and_what_would_help(
    later, thursday, aggregator
):
    crowd(later, thursday.id, FEW, WEEKS, differing, purpose="study")
    export_id, _, _ = asked(later)

    assert building.run(aggregator).refused == [export_id.hex()]
    assert row(later, export_id).state == "refused"
    told = json.loads(row(later, export_id).reason)
    assert told["people"] == FEW
    assert LEAST_K <= told["k"] < WIDE_K


def test_nobodys_row_leaves_twice_and_no_two_files_are_of_one_quarter(
    later, thursday, aggregator, clock
):
    crowd(later, thursday.id, ENOUGH, WEEKS, differing, purpose="study")
    first, code, who = asked(later)
    building.run(aggregator)
    handover.open_for(later, *who, first, code.text)
    export.discard(later, who[0], first)

    second, _, who = asked(later)
    building.run(aggregator)
    assert row(later, second).reason == "quarter"
    clock.pass_(weeks=12)
    third, _, who = asked(later)
    building.run(aggregator)

    assert json.loads(row(later, third).reason) == {"k": None, "people": 0}


def test_who_has_not_been_followed_long_enough_waits(
    later, thursday, aggregator, clock
):
    clock.pass_(weeks=-8)
    crowd(later, thursday.id, FEW, WEEKS, differing, purpose="study")
    export_id, _, _ = asked(later)

    building.run(aggregator)

    assert json.loads(row(later, export_id).reason)["people"] == 0
