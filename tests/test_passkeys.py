"""A passkey lets its owner in, on our page, now and once; the last way in stays."""

import pytest

from survey import (
    accounts,
    factors,
    links,
    staff,
    staff_signin,
)
from survey.challenges import ChallengeTooOld, PasskeyRefused
from survey.factors import LastWayIn
from survey.groups import NoSuchPlace
from survey.invitations import Wanted
from survey.records.tables import (
    Factor,
    StaffSession,
)
from survey.staff import Role
from survey.two_steps import WrongProof
from tests.accounts_of_staff import (
    ASKED,
    ELSEWHERE,
    HERS,
    PASSWORD,
    PLACE,
    begun,
    begun_with_passkey,
    count,
    digits,
    signed,
)


def test_wrong_tries_for_one_name_slow_no_other_and_no_passkey(service, thursday):
    fay, phone = begun_with_passkey(service)
    for _ in range(5):
        with pytest.raises(WrongProof):
            staff_signin.by_password(service, "Fay", "wrong", "000000")

    token = staff_signin.by_passkey(service, PLACE, ASKED, signed(service, phone))
    assert staff.resume(service, token).id == fay.id
    with pytest.raises(WrongProof):
        staff_signin.by_password(service, "Finn", "wrong", "000000")


def test_a_passkey_is_both_factors_and_what_it_signed_counts_once(service, thursday):
    fay, phone = begun_with_passkey(service)
    sent = signed(service, phone)

    token = staff_signin.by_passkey(service, PLACE, ASKED, sent)

    assert staff.resume(service, token).id == fay.id
    with pytest.raises(ChallengeTooOld):
        staff_signin.by_passkey(service, PLACE, ASKED, sent)


@pytest.mark.parametrize(
    "how", ["another site", "not verified", "unknown", "other browser", "late", "torn"]
)
def test_a_passkey_that_proves_nothing_opens_nothing(service, clock, thursday, how):
    _, phone = begun_with_passkey(service)
    before = count(service, StaffSession)
    if how == "another site":
        phone.origin = "http://localhost.example"
    elif how == "not verified":
        phone.verifies = False
    elif how == "unknown":
        phone.credential = bytes(32)
    sent = signed(service, phone, ELSEWHERE if how == "other browser" else ASKED)
    if how == "late":
        clock.pass_(minutes=11)
    elif how == "torn":
        sent = sent[: len(sent) // 2]

    with pytest.raises(PasskeyRefused):
        staff_signin.by_passkey(service, PLACE, ASKED, sent)
    assert count(service, StaffSession) == before


def test_a_copy_of_a_passkey_that_counts_is_noticed(service, thursday):
    _, phone = begun_with_passkey(service)
    phone.counter = 7
    staff_signin.by_passkey(service, PLACE, ASKED, signed(service, phone))
    phone.counter = 6

    with pytest.raises(PasskeyRefused):
        staff_signin.by_passkey(service, PLACE, ASKED, signed(service, phone))


def test_a_closed_account_has_no_way_in(service, clock, thursday):
    _, phone = begun_with_passkey(service)
    _, secret, _ = begun(service, Wanted("Uma", Role.FACILITATOR, HERS))
    clock.pass_(seconds=30)
    for name in ("Fay", "Uma"):
        links.close_account(service, name)

    with pytest.raises(PasskeyRefused):
        staff_signin.by_passkey(service, PLACE, ASKED, signed(service, phone))
    with pytest.raises(WrongProof):
        staff_signin.by_password(service, "Uma", PASSWORD, digits(service, secret))


def test_a_way_in_that_was_shown_is_fresh_for_minutes(service, clock, thursday):
    _fay, phone = begun_with_passkey(service)
    token = staff_signin.by_passkey(service, PLACE, ASKED, signed(service, phone))
    assert staff.resume(service, token).is_fresh
    clock.pass_(minutes=5)
    stale = staff.resume(service, token)
    assert not stale.is_fresh

    staff_signin.again_by_passkey(service, stale, PLACE, ASKED, signed(service, phone))
    assert staff.resume(service, token).is_fresh


def test_nobody_is_fresh_by_the_passkey_of_another(service, thursday):
    fay, _ = begun_with_passkey(service)
    _, theirs = begun_with_passkey(service, Wanted("Uma", Role.FACILITATOR, HERS))

    with pytest.raises(PasskeyRefused):
        staff_signin.again_by_passkey(
            service, fay, PLACE, ASKED, signed(service, theirs)
        )


def test_the_last_way_in_stays_and_that_of_another_is_not_there(service, thursday):
    fay, _ = begun_with_passkey(service)
    uma, _, _ = begun(service, Wanted("Uma", Role.FACILITATOR, HERS))
    (key,) = factors.held(service, fay.id).passkeys

    with pytest.raises(LastWayIn):
        factors.drop_passkey(service, fay, key.id)
    with pytest.raises(LastWayIn):
        factors.drop_two_steps(service, uma)
    with pytest.raises(NoSuchPlace):
        factors.drop_passkey(service, uma, key.id)
    with pytest.raises(NoSuchPlace):
        accounts.end_visit(service, uma, fay.session_id)
    assert count(service, Factor, StaffSession) == [3, 2]
