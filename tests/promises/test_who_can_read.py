"""Every row of the table on /about, held against the system it speaks of.

The rows about facilitators, organisers, houses and payers are in test_what_staff_see.
"""

import pytest
from sqlalchemy import select

from survey import (
    agenda,
    aggregator_keys,
    checkin,
    consent,
    custody,
    notes,
    sessions,
    signin,
)
from survey.person import NeedsWords, Remember
from survey.privacy import binding
from survey.privacy.keyfile import PassphraseNeeded
from survey.privacy.sealing import CannotOpen, open_seal, public_key
from survey.records.queries import checkins
from survey.records.tables import EvaluationSeal, Participant
from survey.web import app_around, claims
from tests import thief
from tests.cast import check_in, enrol_with_words, present
from tests.web.phone import Phone

MARKER = "Only Ana wrote this"


@pytest.fixture
def ana_with_words(service, thursday):
    ana, code = enrol_with_words(service, thursday.join_code, Remember.WRITE)
    check_in(service, ana)
    notes.write(service, ana, "note", MARKER, agenda.due(service, ana).week)
    return ana, code


def row(settings, who):
    found = [row for row in claims.rows(settings) if row.who.startswith(who)]
    assert len(found) == 1
    return found[0]


def test_you_with_your_words_read_all_of_it(service, settings, ana_with_words):
    _, code = ana_with_words
    you = present(service, signin.sign_in(service, code, Remember.NO))

    assert row(settings, "You, with your words").answers == "yes"
    assert len(checkin.history(service, you)) == 2
    assert notes.latest(service, you, "note").text == MARKER


def test_an_unlocked_phone_that_may_read_reads_all_of_it(
    service, settings, ana_with_words, clock
):
    _, code = ana_with_words
    token = signin.sign_in(service, code, Remember.READ)
    clock.pass_(days=20)
    holder = present(service, token)

    assert row(settings, "Someone who has your words").answers == "yes, all"
    assert len(checkin.history(service, holder)) == 2


def test_a_phone_that_may_only_send_reads_nothing_of_the_past(
    service, settings, ana_with_words, clock
):
    ana, _ = ana_with_words
    clock.pass_(days=3)
    holder = present(service, ana.token)
    with pytest.raises(NeedsWords):
        checkin.history(service, holder)
    with pytest.raises(NeedsWords):
        notes.everything(service, holder)

    check_in(service, holder)

    assert row(settings, "Someone with your phone").notes == "no"
    assert len(checkin.saved(service, holder).entries) == 2
    assert checkin.saved(service, holder).before == {}


def test_people_in_the_group_find_nothing_of_each_other_on_any_page(
    service, settings, ana_with_words, ben, cleo
):
    ana, _ = ana_with_words
    app = app_around(service)
    pages = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and "<" not in rule.rule
    ]
    for other in (ben, cleo):
        phone = Phone(app).hold(other.token)
        for page in [*pages, "/trend/urges", "/trend/days", "/my-data.json"]:
            if page in ("/exit", "/sign-out"):
                continue
            seen = phone.open(page).data
            assert MARKER.encode() not in seen, page
            assert ana.id.hex().encode() not in seen, page

    assert row(settings, "People in your group").answers == "no"
    assert len(pages) > 25


def test_people_who_study_open_only_what_was_shared_with_them(
    service, settings, keys, ana, ben
):
    consent.decide(service, ana, "study", "yes", reach_back=False)
    consent.decide(service, ben, "group", "yes", reach_back=False)
    check_in(service, ana)
    check_in(service, ben)

    assert opened_with(service, keys, "study") == {ana.id}
    assert opened_with(service, keys, "group") == {ben.id}
    assert row(settings, "People who study").notes == "never"


def test_who_runs_the_computer_opens_nothing_that_was_kept_to_oneself(
    service, settings, keys, ana_with_words
):
    assert opened_with(service, keys, "study") == set()
    assert opened_with(service, keys, "group") == set()
    assert tried(service, keys) > 100
    assert "not when you are away" in row(settings, "The people who run").answers


def test_a_thief_of_the_disk_reads_shared_answers_only_with_the_results_key(
    service, settings, keys, ana_with_words, ben
):
    consent.decide(service, ben, "study", "yes", reach_back=False)
    check_in(service, ben)
    said = row(settings, "A thief of the disk").answers

    assert tried(service, keys) > 100
    assert opened_with(service, keys, "study") == {ben.id}
    assert "if it lies on the same disk and no passphrase guards it" in said


def test_a_passphrase_keeps_the_results_key_from_a_thief(tmp_path):
    folder = tmp_path / "under-passphrase"
    aggregator_keys.create_identity(folder, "nine bells")
    aggregator_keys.add_epoch(folder, "harbour", "study", 1, "nine bells")

    with pytest.raises(PassphraseNeeded):
        aggregator_keys.load(folder, None, purposes=("study",))


def test_the_harsher_row_is_printed_where_the_results_key_lies_near(settings, tmp_path):
    apart = settings.model_copy(
        update={
            "keys": settings.keys.model_copy(
                update={"aggregator_folder": str(tmp_path / "nowhere")}
            )
        }
    )

    assert "beside these pages" in row(settings, "The people who run").answers
    assert "beside these pages" not in row(apart, "The people who run").answers


def opened_with(service, keys, purpose):
    """Return whose responses one purpose's key opens, as its holder would try."""
    held = aggregator_keys.load(keys.aggregator, purposes=(purpose,))
    with service.store.read() as connection:
        seals = connection.execute(
            select(EvaluationSeal.__table__).where(EvaluationSeal.purpose == purpose)
        ).all()
        rows = checkins.responses_by_id(connection, [s.response_id for s in seals])
    by_id = {seal.response_id: seal for seal in seals}
    whose = set()
    for found in rows:
        seed = held.seed("harbour", purpose, by_id[found.id].epoch)
        recipient = public_key(seed, custody.suite_of(by_id[found.id].seal))
        bound = binding.seal(purpose, custody.place_of(found), recipient)
        key = open_seal(by_id[found.id].seal, seed, bound)
        custody.read_body(service.instruments, found, key)
        whose.add(found.participant_id)
    return whose


def tried(service, keys):
    """Try every key there is on every answer that its author kept to themselves."""
    held = aggregator_keys.load(keys.aggregator, purposes=("group", "study"))
    seeds = [held.seed("harbour", purpose, 1) for purpose in ("group", "study")]
    tries = 0
    with service.store.read() as connection:
        shared = set(connection.execute(select(EvaluationSeal.response_id)).scalars())
        people = connection.execute(select(Participant.id)).scalars()
        rows = [row for one in people for row in checkins.responses(connection, one)]
    for found in rows:
        if found.id in shared:
            continue
        body = binding.response_body(custody.place_of(found))
        for key in [*thief.loot(service), *(seed.raw for seed in seeds)]:
            assert not thief.opens(found.body, key, body)
            tries += 1
        for seed in seeds:
            recipient = public_key(seed, custody.suite_of(found.seal))
            with pytest.raises(CannotOpen):
                open_seal(
                    found.seal,
                    seed,
                    binding.seal("own", custody.place_of(found), recipient),
                )
    return tries


def test_leaving_in_a_hurry_leaves_no_reading_session(service, ana_with_words):
    ana, _ = ana_with_words

    fresh = sessions.stop_reading(service, ana.token)

    assert sessions.resume(service, ana.token) is None
    assert not present(service, fresh).can_read
