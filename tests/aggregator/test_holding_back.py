"""A row that is not what it should be holds its own unit back, and no other."""

import json

import pytest
from sqlalchemy import select, text

from prove.crowd import crowd
from survey import release
from survey.aggregator import opening, quarantine
from survey.aggregator.checking import CONSENT, MEMBERSHIP, PERSON
from survey.records.tables import AuditEvent, Participant, Release, Response, Round
from tests.aggregator.conftest import weeks
from tests.aggregator.looking import releases, rows, spoil


def literal(service, raw):
    return f"x'{raw.hex()}'" if service.store.is_sqlite else f"'\\x{raw.hex()}'"


@pytest.fixture
def both(service, thursday, monday):
    """Let two groups of ten check in; nobody has looked at it yet."""
    crowd(service, thursday.id, 10, weeks(6))
    crowd(service, monday.id, 10, weeks(6))
    return service


def of_thursday(service, thursday):
    query = (
        "SELECT response.id FROM response JOIN sitting ON sitting.id = sitting_id "
        f"WHERE group_id = {literal(service, thursday.id)} AND sitting.week = :week "
        "ORDER BY response.id LIMIT 1"
    )
    with service.store.read() as connection:
        found = connection.execute(text(query), {"week": weeks(3)[2].isoformat()})
        return bytes(found.scalar_one())


SPOILT = {
    opening.MARK: "UPDATE response SET version = 2 WHERE id = {id}",
    opening.SEAL: (
        "UPDATE evaluation_seal SET seal = (SELECT seal FROM evaluation_seal e "
        "WHERE e.response_id <> {id} LIMIT 1) WHERE response_id = {id}"
    ),
    PERSON: (
        "UPDATE participant SET joined = '2020-01-06' WHERE id = "
        "(SELECT participant_id FROM response WHERE id = {id})"
    ),
    MEMBERSHIP: (
        "UPDATE membership SET joined = '2020-01-06' WHERE participant_id = "
        "(SELECT participant_id FROM response WHERE id = {id})"
    ),
    CONSENT: (
        "UPDATE consent SET since = '2020-01-06' WHERE participant_id = "
        "(SELECT participant_id FROM response WHERE id = {id})"
    ),
}


@pytest.mark.parametrize("reason", list(SPOILT))
def test_a_forged_row_stops_its_group_and_lets_the_other_go_on(
    both, thursday, monday, aggregator, reason
):
    response = of_thursday(both, thursday)
    spoil(both, SPOILT[reason].format(id=literal(both, response)))

    ran = release.run(aggregator)

    assert not ran.well
    assert response in {held.refused.id for held in ran.held}
    assert {held.refused.reason for held in ran.held} == {reason}
    first = min(held.round for held in ran.held)
    stopped = {row.number for row in releases(both, place_id=thursday.id.hex())}
    assert not {number for number in stopped if first <= number <= 10}
    went_on = {
        row.number for row in releases(both, place_id=monday.id.hex(), span="round")
    }
    assert went_on == {7, 8, 9, 10}
    states = {row.number: row.state for row in rows(both, Round)}
    assert {states[number] for number in range(first, 11)} == {"closed"}
    assert releases(both, place="programme", number=first, span="round") == []


def test_in_quarantine_it_counts_nowhere_and_its_group_catches_up(
    both, thursday, aggregator, clock
):
    response = of_thursday(both, thursday)
    spoil(both, SPOILT[opening.MARK].format(id=literal(both, response)))
    release.run(aggregator)
    others = releases(both)

    quarantine.put_away(both.store, clock, response)
    ran = release.run(aggregator)

    assert ran.well
    assert {row.state for row in rows(both, Round) if row.number <= 10} == {"decided"}
    caught_up = releases(both, place_id=thursday.id.hex(), span="round")
    assert {row.number for row in caught_up} == {7, 8, 9, 10}
    assert set(others) < set(releases(both))
    kinds = [json.loads(e.content) for e in rows(both, AuditEvent)]
    assert {"response": response.hex(), "at": 1793613600} in kinds


def test_an_unknown_response_cannot_be_put_away(both, clock):
    with pytest.raises(quarantine.NoSuchResponse):
        quarantine.put_away(both.store, clock, bytes(16))


def test_what_was_decided_while_one_waited_is_what_it_would_have_been(
    both, thursday, monday, aggregator, clock
):
    """The whole of a round is decided late, and nobody is counted twice for it."""
    response = of_thursday(both, thursday)
    spoil(both, SPOILT[opening.MARK].format(id=literal(both, response)))
    release.run(aggregator)
    release.run(aggregator)
    quarantine.put_away(both.store, clock, response)
    release.run(aggregator)

    with both.store.read() as connection:
        keys = connection.execute(select(*Release.__table__.primary_key.columns)).all()
        people = connection.execute(select(Participant.id)).all()
        answers = connection.execute(select(Response.id)).all()
    assert len(keys) == len(set(keys))
    assert (len(people), len(answers)) == (20, 120)
    for row in releases(both, place="programme", number=8, span="round"):
        assert row.week.isoformat() == "2026-09-14"
