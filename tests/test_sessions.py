"""A phone may do what its owner chose, for as long as they chose, and no longer."""

import pytest

from survey import agenda, checkin, drafts, enrolment, sessions, signin
from survey.person import NeedsWords, Remember
from survey.records.queries import people, phones
from tests.cast import check_in, enrol, enrol_with_words, present, visit


def test_reading_ends_after_twenty_idle_minutes(service, clock, thursday):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(minutes=26)

    later = present(service, ana.token)

    assert not later.can_read
    with pytest.raises(NeedsWords):
        checkin.history(service, later)


def test_a_phone_in_use_keeps_reading_but_never_past_two_hours(
    service, clock, thursday
):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    for _ in range(11):
        clock.pass_(minutes=10)
        assert present(service, ana.token).can_read

    clock.pass_(minutes=16)

    assert not present(service, ana.token).can_read


def test_a_phone_remembered_for_check_ins_can_send_but_not_read(
    service, clock, thursday
):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    check_in(service, ana)
    clock.pass_(days=8)

    phone = present(service, ana.token)
    check_in(service, phone)

    assert checkin.saved(service, phone).before == {}
    with service.store.read() as connection:
        row = phones.session(connection, phone.session_id)
        assert row.wrapped is None


def test_a_phone_remembered_for_check_ins_is_forgotten_after_ninety_days(
    service, clock, thursday
):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(days=80)
    assert sessions.resume(service, ana.token)
    clock.pass_(days=80)
    assert sessions.resume(service, ana.token)

    clock.pass_(days=92)

    assert sessions.resume(service, ana.token) is None


def test_a_phone_that_may_read_reads_for_thirty_days_since_last_used(
    service, clock, thursday
):
    ana = enrol(service, thursday.join_code, Remember.READ)
    clock.pass_(days=29)
    assert present(service, ana.token).can_read
    clock.pass_(days=29)
    assert present(service, ana.token).can_read

    clock.pass_(days=32)

    assert not present(service, ana.token).can_read


def test_a_phone_that_is_not_remembered_is_signed_out_when_idle(
    service, clock, thursday
):
    ana = enrol(service, thursday.join_code)
    clock.pass_(minutes=26)

    assert sessions.resume(service, ana.token) is None


def test_stored_ends_are_whole_five_minutes(service, clock, thursday):
    clock.pass_(seconds=77)
    ana = enrol(service, thursday.join_code, Remember.WRITE)

    with service.store.read() as connection:
        row = phones.session(connection, ana.session_id)

    assert {n % 300 for n in (row.expires, row.read_until, row.read_end)} == {0}


def test_leaving_in_a_hurry_ends_reading_and_keeps_a_remembered_phone(
    service, thursday
):
    ana = enrol(service, thursday.join_code, Remember.READ)
    ben = enrol(service, thursday.join_code)

    check_in(service, ana)
    drafts.answered(
        service,
        ana,
        drafts.start(service, ana, agenda.weekly(service, ana)),
        "days",
        {"any": ["3"]},
    )

    fresh = sessions.stop_reading(service, ana.token)
    assert sessions.stop_reading(service, ben.token) is None

    left = present(service, fresh)
    assert not left.can_read
    assert left.remember is Remember.WRITE
    assert checkin.saved(service, left) is None
    assert drafts.load(service, left) is None
    assert sessions.resume(service, ana.token) is None
    assert sessions.resume(service, ben.token) is None


def test_a_check_in_half_done_when_time_ran_out_goes_on_after_the_words(
    service, clock, thursday
):
    ana, code = enrol_with_words(service, thursday.join_code)
    begun = drafts.start(service, ana, agenda.weekly(service, ana))
    drafts.answered(service, ana, begun, "days", {"any": ["3"]})
    clock.pass_(minutes=26)
    assert sessions.resume(service, ana.token) is None
    enrolment.sweep(service)

    token = signin.sign_in(service, code, Remember.NO, old_token=ana.token)

    assert drafts.load(service, present(service, token)).posted["days"]["any"] == ["3"]


def test_a_session_that_ran_out_opens_nothing_however_much_was_begun(
    service, clock, thursday
):
    ana = enrol(service, thursday.join_code)
    begun = drafts.start(service, ana, agenda.weekly(service, ana))
    drafts.answered(service, ana, begun, "days", {"any": ["3"]})
    clock.pass_(minutes=26)

    assert sessions.resume(service, ana.token) is None
    with service.store.read() as connection:
        assert phones.session(connection, ana.session_id).wrapped is None
    clock.pass_(hours=25)
    enrolment.sweep(service)
    with service.store.read() as connection:
        assert phones.session(connection, ana.session_id) is None


def test_somebody_unkept_vanishes_with_their_visit(service, clock, thursday):
    left, idle = visit(service, thursday.join_code), visit(service)
    check_in(service, idle)

    sessions.end(service, left.token)
    clock.pass_(hours=3)
    swept = enrolment.sweep(service)

    assert swept.unkept == 1
    with service.store.read() as connection:
        assert people.participant(connection, left.id) is None
        assert people.participant(connection, idle.id) is None


def test_nobody_can_end_another_persons_phone(service, ana, cleo):
    assert not sessions.end_one(service, cleo, ana.session_id)
    assert sessions.resume(service, ana.token)
    assert sessions.end_one(service, ana, ana.session_id)
    assert sessions.resume(service, ana.token) is None


def test_a_stolen_session_row_opens_nothing_without_the_cookie(service, ana, ben):
    with service.store.write() as connection:
        row = phones.session(connection, ana.session_id)
        phones.change_session(
            connection,
            ben.session_id,
            wrapped=row.wrapped,
        )

    assert not present(service, ben.token).can_read
