"""Sharing is a matter of keys: no yes, no seal; a no drops every seal at once."""

import pytest
from sqlalchemy import select, update

from survey import aggregator_keys, consent, custody
from survey.consent import NoKeyToShareWith
from survey.person import NeedsWords, Remember
from survey.privacy import binding
from survey.privacy.sealing import CannotOpen, open_seal
from survey.records.queries import checkins
from survey.records.tables import Consent, EvaluationKey, EvaluationSeal
from tests.cast import check_in, enrol, present


def seals(service, purpose):
    with service.store.read() as connection:
        return connection.execute(
            select(EvaluationSeal.__table__).where(EvaluationSeal.purpose == purpose)
        ).all()


def opens(service, keys, purpose, person):
    """Open a person's responses with one purpose's key alone, as its holder would."""
    held = aggregator_keys.load(keys.aggregator, purposes=(purpose,))
    by_id = {row.response_id: row for row in seals(service, purpose)}
    with service.store.read() as connection:
        rows = checkins.responses(connection, person.id)
    found = []
    for row in rows:
        if row.id in by_id:
            seed = held.seed("harbour", purpose, by_id[row.id].epoch)
            public = custody.public_key_of(seed, custody.suite_of(by_id[row.id].seal))
            bound = binding.seal(purpose, custody.place_of(row), public)
            key = open_seal(by_id[row.id].seal, seed, bound)
            found.append(custody.read_body(service.instruments, row, key))
    return found


def test_nothing_is_sealed_for_anybody_else_unless_asked(service, ana):
    check_in(service, ana)

    assert seals(service, "group") == seals(service, "study") == []


def test_a_yes_to_the_group_opens_for_the_group_key_and_for_no_other(
    service, ana, keys
):
    consent.decide(service, ana, "group", "yes", reach_back=False)
    check_in(service, ana)

    opened = opens(service, keys, "group", ana)
    assert [e.instrument.id for e in opened] == ["days", "urges"]
    assert opened[0].answers["as_wanted"] == 4
    assert seals(service, "study") == []
    study = aggregator_keys.load(keys.aggregator, purposes=("study",))
    with service.store.read() as connection:
        row = checkins.responses(connection, ana.id)[0]
    bound = binding.seal("group", custody.place_of(row), b"x" * 32)
    with pytest.raises(CannotOpen):
        open_seal(
            seals(service, "group")[0].seal, study.seed("harbour", "study", 1), bound
        )


def test_group_keys_are_not_loaded_with_study_keys(keys, service):
    held = aggregator_keys.load(keys.aggregator, purposes=("study",))

    with pytest.raises(KeyError):
        held.seed("harbour", "group", 1)


def test_from_today_leaves_earlier_answers_closed(service, ana):
    check_in(service, ana)

    consent.decide(service, ana, "study", "yes", reach_back=False)

    assert seals(service, "study") == []


def test_reaching_back_opens_earlier_answers_to_the_study(service, ana, keys):
    check_in(service, ana)

    consent.decide(service, ana, "study", "yes", reach_back=True)

    assert len(opens(service, keys, "study", ana)) == 2


def test_reaching_back_for_the_group_stops_at_decided_rounds(service, ana, clock):
    check_in(service, ana)
    clock.pass_(weeks=6)
    present_ana = enrol_again(service, ana)
    check_in(service, present_ana)

    consent.decide(service, present_ana, "group", "yes", reach_back=True)

    assert len(seals(service, "group")) == 2


def enrol_again(service, person):
    """Sign somebody in anew, as if they had typed their words."""
    from survey import sessions

    with service.store.write() as connection:
        token = sessions.opened(
            service, connection, person.id, person.seed, Remember.NO, shared=False
        )
    return present(service, token)


def test_a_no_drops_the_seals_of_that_purpose_alone_at_once(service, ana, ben):
    for person in (ana, ben):
        for purpose in consent.PURPOSES:
            consent.decide(service, person, purpose, "yes", reach_back=False)
        check_in(service, person)

    consent.decide(service, ana, "group", "no", reach_back=False)

    assert len(seals(service, "group")) == 2
    assert len(seals(service, "study")) == 4


def test_a_new_consent_text_makes_no_new_seals_until_it_is_answered(
    service, ana, monkeypatch
):
    consent.decide(service, ana, "group", "yes", reach_back=False)
    monkeypatch.setitem(consent.TEXT_VERSION, "group", 2)
    check_in(service, ana)

    assert seals(service, "group") == []
    assert consent.ask_now(service, ana)


def test_a_yes_forged_in_the_database_makes_no_seal(service, ana):
    consent.decide(service, ana, "group", "no", reach_back=False)
    with service.store.write() as connection:
        connection.execute(update(Consent).values(answer="yes"))
    check_in(service, ana)

    assert seals(service, "group") == []


def test_a_results_key_that_nobody_signed_is_never_sealed_to(service, ana):
    consent.decide(service, ana, "group", "yes", reach_back=False)
    with service.store.write() as connection:
        connection.execute(update(EvaluationKey).values(public_key=b"e" * 32))
    check_in(service, ana)

    assert seals(service, "group") == []
    with pytest.raises(NoKeyToShareWith):
        consent.decide(service, ana, "study", "yes", reach_back=False)


def test_deciding_needs_the_words(service, clock, thursday):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(hours=3)

    with pytest.raises(NeedsWords):
        consent.decide(service, present(service, ana.token), "group", "yes", False)


def test_sharing_is_asked_about_twice_and_never_again(service, ana):
    assert consent.ask_now(service, ana)
    consent.asked(service, ana)
    assert not consent.ask_now(service, ana)
    for _ in range(consent.ASK_AFTER):
        check_in(service, ana)
    assert consent.ask_now(service, ana)
    consent.asked(service, ana)

    assert not consent.ask_now(service, ana)
