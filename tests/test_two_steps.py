"""A password and six digits let in once per step, and a wrong guess learns nothing."""

import pytest
from sqlalchemy import select, update

from survey import (
    accounts,
    factors,
    staff,
    staff_signin,
    two_steps,
)
from survey.invitations import Wanted
from survey.privacy import passwords
from survey.records.tables import (
    Factor,
    Invitation,
    RecoveryCode,
    StaffSession,
    StaffThrottle,
)
from survey.signin import TryLater
from survey.staff import Role
from survey.two_steps import BadPassword, ClockOff, DigitsUsed, WrongProof
from tests.accounts_of_staff import (
    ASKED,
    ELSEWHERE,
    HERS,
    PASSWORD,
    begun,
    count,
    digits,
    invited,
)


def test_the_database_holds_no_password_secret_code_or_link(service, thursday):
    waiting = invited(service, Wanted("Ida", Role.FACILITATOR, HERS))
    _, secret, codes = begun(service)
    with service.store.read() as connection:
        stored = [
            value if isinstance(value, bytes) else str(value).encode()
            for table in (Factor, RecoveryCode, Invitation, StaffSession)
            for row in connection.execute(select(table.__table__))
            for value in row
        ]
    for hidden in (PASSWORD.encode(), b"$argon2id", secret, waiting, codes[0].encode()):
        assert not [value for value in stored if hidden in value]


@pytest.mark.parametrize(
    ("password", "reason"),
    [("kettle door", "short"), ("password1234", "guessable"), ("k" * 129, "long")],
)
def test_a_password_that_is_guessed_first_is_not_taken(
    service, thursday, password, reason
):
    offer = two_steps.offer(service, ASKED)

    with pytest.raises(BadPassword) as caught:
        two_steps.choose(service, offer, password, digits(service, offer.secret), "Fay")
    assert caught.value.reason == reason


def test_a_page_offers_the_same_secret_again_to_its_own_browser_alone(service):
    first = two_steps.offer(service, ASKED)

    assert two_steps.offer(service, ASKED, first.nonce) == first
    assert two_steps.offer(service, ELSEWHERE, first.nonce).secret != first.secret
    assert two_steps.offer(service, ASKED).secret != first.secret


def test_name_password_and_digits_let_in_once_per_step(service, clock, thursday):
    _, secret, _ = begun(service)
    with pytest.raises(DigitsUsed):
        staff_signin.by_password(service, "Fay", PASSWORD, digits(service, secret))
    clock.pass_(seconds=30)
    now = digits(service, secret)

    token = staff_signin.by_password(service, " fay ", PASSWORD, f"{now[:3]} {now[3:]}")

    assert staff.resume(service, token).name == "Fay"
    with pytest.raises(DigitsUsed):
        staff_signin.by_password(service, "Fay", PASSWORD, now)
    with pytest.raises(DigitsUsed):
        staff_signin.by_password(service, "Fay", PASSWORD, digits(service, secret, -30))


@pytest.mark.parametrize("late", [-60, 60, 300])
def test_a_clock_that_is_two_steps_off_is_told_so(service, clock, thursday, late):
    _, secret, _ = begun(service)
    clock.pass_(minutes=20)

    with pytest.raises(ClockOff) as caught:
        staff_signin.by_password(
            service, "Fay", PASSWORD, digits(service, secret, late)
        )
    assert caught.value.seconds == late


def test_what_is_wrong_is_not_told_and_takes_as_long(service, clock, thursday):
    _, secret, _ = begun(service)
    clock.pass_(minutes=1)
    right = digits(service, secret)
    clock.slept.clear()
    for name, password, typed in (
        ("Nobody", PASSWORD, right),
        ("Fay", "copper kettle by the wall", right),
        ("Fay", PASSWORD, "000000" if right != "000000" else "111111"),
        ("Fay", "copper kettle by the wall", digits(service, secret, 300)),
        ("", "", ""),
    ):
        with pytest.raises(WrongProof):
            staff_signin.by_password(service, name, password, typed)
    assert clock.slept == [service.deadline] * 5


@pytest.mark.parametrize("name", ["Fay", "Nobody"])
def test_a_name_waits_longer_after_each_wrong_try_and_is_never_locked(
    service, clock, thursday, name
):
    _, secret, _ = begun(service)
    for _ in range(5):
        with pytest.raises(WrongProof):
            staff_signin.by_password(service, name, "wrong", "000000")
    waits = []
    for _ in range(7):
        with pytest.raises(TryLater) as caught:
            staff_signin.by_password(service, name.upper(), PASSWORD, "000000")
        waits.append(caught.value.seconds)
        clock.pass_(seconds=waits[-1])
        with pytest.raises(WrongProof):
            staff_signin.by_password(service, name, "wrong", "000000")

    assert waits == [30, 60, 120, 240, 480, 900, 900]
    clock.pass_(seconds=900)
    token = staff_signin.by_password(service, "Fay", PASSWORD, digits(service, secret))
    assert staff.resume(service, token)
    assert count(service, StaffThrottle) == [0 if name == "Fay" else 1]


def test_a_code_on_paper_stands_in_for_the_digits_once(service, thursday):
    _, _, codes = begun(service)
    typed = f" {codes[3][:4].lower()} {codes[3][4:].lower()}"

    staff_signin.by_password(service, "Fay", PASSWORD, typed)

    assert len(set(codes)) == 8
    assert count(service, RecoveryCode) == [7]
    with pytest.raises(WrongProof):
        staff_signin.by_password(service, "Fay", PASSWORD, typed)


def test_codes_drawn_anew_put_the_old_ones_out_of_use(service, thursday):
    fay, _, codes = begun(service)

    fresh = accounts.new_codes(service, fay)

    with pytest.raises(WrongProof):
        staff_signin.by_password(service, "Fay", PASSWORD, codes[0])
    staff_signin.by_password(service, "Fay", PASSWORD, fresh[0])


def test_a_password_is_hashed_anew_when_a_guess_became_too_cheap(
    service, clock, thursday
):
    _fay, secret, _ = begun(service)
    clock.pass_(seconds=30)
    dearer = passwords.Cost(memory_kib=128, iterations=1, lanes=1)
    object.__setattr__(service, "cost", dearer)

    staff_signin.by_password(service, "Fay", PASSWORD, digits(service, secret))

    with service.store.read() as connection:
        row = connection.execute(
            select(Factor.__table__).where(Factor.kind == "password")
        ).one()
    phc = factors.secret_of(service, row).decode()
    assert passwords.cost_of(phc) == dearer
    assert passwords.matches(PASSWORD, phc)


def test_a_factor_copied_to_somebody_else_proves_nothing(service, clock, thursday):
    begun(service)
    uma, secret, _ = begun(service, Wanted("Uma", Role.FACILITATOR, HERS))
    clock.pass_(seconds=30)
    with service.store.write() as connection:
        mine = select(Factor.locked).where(
            Factor.staff_id == uma.id, Factor.kind == "password"
        )
        theirs = connection.execute(mine).scalar_one()
        connection.execute(
            update(Factor).where(Factor.kind == "password").values(locked=theirs)
        )

    staff_signin.by_password(service, "Uma", PASSWORD, digits(service, secret))
    with pytest.raises(WrongProof):
        staff_signin.by_password(service, "Fay", PASSWORD, digits(service, secret))
