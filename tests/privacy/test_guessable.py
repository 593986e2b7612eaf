"""What a guesser tries first is refused; what a person makes up is not."""

import pytest

from survey.privacy.guessable import is_guessable

TRIED_FIRST = """
password1234 P@ssw0rd1234 passwordpassword qwertyuiop12 1q2w3e4r5t6y qazwsxedcrfv
12345qwert12345 123456789012 098765432109 abcdefghijkl aaaaaaaaaaaa abcabcabcabc
iloveyou2024 letmein12345!! trustno1trustno1 Summer2026!! liverpool1892
""".split()


@pytest.mark.parametrize("password", TRIED_FIRST)
def test_what_is_tried_first_is_guessable(password):
    assert is_guessable(password)


@pytest.mark.parametrize(
    "password",
    [
        "copper kettle by the door",
        "tractor-elbow-nineteen",
        "zu spät am bahnhof 7",
        "x7Kp29qLm4Rt",
        "пока трамвай не придёт",
    ],
)
def test_what_a_person_makes_up_is_not(password):
    assert not is_guessable(password, "Fay Harper", "Check-in")


def test_ones_own_name_is_guessable_for_its_owner_alone():
    assert is_guessable("harperfay1987", "Fay Harper")
    assert not is_guessable("harperfay1987", "Ben")
