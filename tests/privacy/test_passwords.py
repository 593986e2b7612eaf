"""One guess costs what we say it costs, and a stored cost cannot lie."""

import pytest

from survey.privacy import passwords
from survey.privacy.passwords import (
    CODE_COST,
    PIN_COST,
    BadCost,
    Cost,
    needs_raise,
    parse_cost,
    stretch,
)

QUICK = Cost(memory_kib=64, iterations=1, lanes=1)
WORDS = "apple banana cactus dentist elephant falcon garlic"
GIVEN = (WORDS, b"s" * 16, b"k" * 32, b"A" * 16, QUICK)


def test_stretching_gives_the_answer_that_rfc_9106_publishes():
    # Source: RFC 9106, section 5.3.
    answer = stretch(
        "\x01" * 32, b"\x02" * 16, b"\x03" * 8, b"\x04" * 12, Cost(32, 3, 4)
    )

    assert answer.hex() == (
        "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    )


@pytest.mark.parametrize(
    ("place", "other"),
    [
        (0, WORDS.replace("garlic", "gecko")),
        (1, b"t" * 16),
        (2, b"l" * 32),
        (3, b"B" * 16),
        (4, Cost(memory_kib=64, iterations=2, lanes=1)),
    ],
    ids=["words", "salt", "pepper", "person", "cost"],
)
def test_everything_counts_towards_the_key(place, other):
    changed = (*GIVEN[:place], other, *GIVEN[place + 1 :])

    assert len(stretch(*GIVEN)) == 32
    assert stretch(*GIVEN) == stretch(*GIVEN)
    assert stretch(*changed) != stretch(*GIVEN)


@pytest.mark.parametrize("cost", [CODE_COST, PIN_COST, QUICK])
def test_a_cost_is_stored_as_text_and_read_back(cost):
    assert parse_cost(cost.text) == cost


def test_the_costs_are_those_of_the_design():
    assert CODE_COST.text == "argon2id m=19456,t=2,p=1"
    assert PIN_COST.text == "argon2id m=65536,t=3,p=1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "argon2id",
        "argon2i m=19456,t=2,p=1",
        "argon2id m=19456,t=2,p=1 ",
        "argon2id m=019456,t=2,p=1",
        "argon2id m=١٩٤٥٦,t=2,p=1",
        "argon2id m=-1,t=2,p=1",
        "argon2id m=19456,t=0,p=1",
        "argon2id m=7,t=2,p=1",
        "argon2id m=4194304,t=2,p=1",
        "argon2id m=19456,t=99,p=1",
        "argon2id m=19456,t=2,p=64",
        "argon2id m=" + "9" * 5000 + ",t=2,p=1",
    ],
)
def test_a_cost_that_we_never_wrote_or_could_not_pay_is_refused(text):
    with pytest.raises(BadCost):
        parse_cost(text)


@pytest.mark.parametrize(
    ("cost", "cheap"),
    [
        (CODE_COST, False),
        (PIN_COST, False),
        (Cost(memory_kib=19455), True),
        (Cost(iterations=1), True),
    ],
)
def test_a_cost_below_todays_is_raised(cost, cheap):
    assert needs_raise(cost) is cheap


def test_a_cost_is_measured_against_the_one_that_is_wanted():
    assert needs_raise(CODE_COST, PIN_COST)


SECRET = b"12345678901234567890"
RFC_6238 = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}
"""Appendix B, SHA-1, eight digits; six digits are their last six."""


@pytest.mark.parametrize("now", RFC_6238)
def test_six_digits_are_those_of_the_rfc(now):
    digits = RFC_6238[now][2:]

    assert passwords.totp_digits(SECRET, now) == digits
    assert passwords.totp_step(SECRET, digits, now) == now // 30


@pytest.mark.parametrize(("late", "step"), [(-30, 9), (0, 10), (30, 11), (60, None)])
def test_six_digits_may_be_one_step_off_and_no_more(late, step):
    digits = passwords.totp_digits(SECRET, 300 + late)

    assert passwords.totp_step(SECRET, digits, 300) == step
    assert passwords.totp_step(SECRET, digits, 300, reach=4) == 10 + late // 30


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６"])
def test_what_is_not_six_digits_matches_nothing(typed):
    assert passwords.totp_step(SECRET, typed, 300) is None


def test_a_password_matches_its_own_hash_alone_and_the_hash_tells_its_cost():
    phc = passwords.hashed("copper kettle", QUICK)

    assert passwords.matches("copper kettle", phc)
    assert not passwords.matches("copper kettles", phc)
    assert passwords.cost_of(phc) == QUICK
    assert passwords.hashed("copper kettle", QUICK) != phc


@pytest.mark.parametrize(
    "phc", ["", "$argon2id$v=19$m=99999999,t=1,p=1$c2FsdHNhbHQ$aGFzaA", "$2b$12$abc"]
)
def test_a_hash_that_could_eat_the_machine_is_none_of_ours(phc):
    with pytest.raises(passwords.BadCost):
        passwords.matches("copper kettle", phc)
