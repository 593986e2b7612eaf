"""Conditions of other programs are read as equality and ranges, or refused by name."""

import pytest

from survey.interop.questionnaire import Rule
from survey.interop.rules import NotARule, read


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("[a] = '1'", [Rule("a", one_of=("1",))]),
        ('[a]="1" or [a]="2"', [Rule("a", one_of=("1", "2"))]),
        (
            "([a]='2' or [a]='2' or [a]='3') and ([b]='1')",
            [Rule("a", one_of=("2", "3")), Rule("b", one_of=("1",))],
        ),
        ("[box(3)] = '1'", [Rule("box", one_of=("3",))]),
        ("[box(3)] = '0'", [Rule("box", none_of=("3",))]),
        ("[a] <> 'x'", [Rule("a", none_of=("x",))]),
        ("[a] <> ''", [Rule("a")]),
        ("${days} > 0 and ${days} <= 5", [
            Rule("days", at_least=1), Rule("days", at_most=5)]),
        ("${days} >= 2", [Rule("days", at_least=2)]),
        ("${days} < 2", [Rule("days", at_most=1)]),
        ("selected(${what}, 'tea')", [Rule("what", one_of=("tea",))]),
    ],
)  # fmt: skip
def test_equality_and_ranges_are_read(text, rules):
    assert list(read(text)) == rules


@pytest.mark.parametrize(
    "text",
    [
        "[a]='1' or [b]='1'",
        "sum([a],[b]) > 3",
        "not(selected(${a}, 'x'))",
        "[a] = [b]",
        "[a] = '1' and",
        "([a] = '1'",
        "[a] > 'b'",
        "${a} > 1.5",
        "__import__('os').system('x')",
        "(" * 900 + "[a]='1'",
        "[a] = '1'" + " or [a] = '1'" * 1000,
        "'1' = [a]",
        "=",
    ],
)
def test_whatever_goes_beyond_is_refused_and_never_guessed(text):
    with pytest.raises(NotARule):
        read(text)
