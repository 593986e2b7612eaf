"""Answers that must stay secret for thirty years use a suite that may hold so long."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from survey import checkin, consent, notes, signin
from survey.custody import Suite, evaluation_key
from survey.person import Remember
from survey.privacy.sealing import suite_of
from survey.records.queries import checkins
from survey.records.tables import EvaluationSeal
from survey.service import Service
from tests.cast import check_in, enrol_with_words, present, publish_keys
from tests.reading_back import opened


@pytest.fixture
def hybrid(service: Service) -> Service:
    """Return the same service after its operator chose the hybrid suite."""
    keys = service.settings.keys.model_copy(update={"suite": "hybrid"})
    changed = replace(
        service, settings=service.settings.model_copy(update={"keys": keys})
    )
    publish_keys(changed)
    return changed


def suites(service, person):
    with service.store.read() as connection:
        rows = checkins.responses(connection, person.id)
    return {suite_of(row.seal) for row in rows}


def test_new_seals_use_the_suite_in_force(service, ana, hybrid, keys):
    consent.decide(hybrid, ana, "study", "yes", reach_back=False)
    check_in(hybrid, ana)

    with hybrid.store.read() as connection:
        seals = connection.execute(select(EvaluationSeal.seal)).scalars().all()
    assert {suite_of(seal) for seal in seals} == {Suite.HYBRID}
    assert suites(hybrid, ana) == {Suite.HYBRID}
    assert checkin.history(hybrid, ana)[0].answers["as_wanted"] == 4
    assert len(list(opened(hybrid, keys.aggregator, "study"))) == 2


def test_old_seals_are_made_again_at_the_next_sign_in(service, thursday, hybrid):
    ana, code = enrol_with_words(service, thursday.join_code)
    check_in(service, ana)
    notes.write(service, ana, "note", "before", ana.joined)
    assert suites(service, ana) == {Suite.X25519}

    token = signin.sign_in(hybrid, code, Remember.NO)

    you = present(hybrid, token)
    assert suites(hybrid, you) == {Suite.HYBRID}
    assert checkin.history(hybrid, you)[0].answers["as_wanted"] == 4
    assert notes.latest(hybrid, you, "note").text == "before"
    with hybrid.store.read() as connection:
        rows = checkins.notes(connection, you.id)
    assert {suite_of(row.seal) for row in rows} == {Suite.HYBRID}


def test_an_epoch_that_ended_is_never_sealed_to_again(service, hybrid):
    with service.store.read() as connection:
        back = evaluation_key(service, connection, "harbour", "study")
        now = evaluation_key(hybrid, connection, "harbour", "study")

    assert back is None
    assert (now.epoch, now.suite) == (2, Suite.HYBRID)
