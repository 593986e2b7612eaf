"""One guess costs what we say it costs, and a stored cost cannot lie."""

import pytest

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
