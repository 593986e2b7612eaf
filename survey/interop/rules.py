"""Conditions of REDCap and XLSForm, read and never run: equality and ranges only.

    [audit_1] = '2' or [audit_1] = '3'      one of two answers
    ${days} > 0 and selected(${kind}, 'b')  two rules, both must hold

Whatever goes beyond that is refused by name, not guessed.
"""

import re
from dataclasses import dataclass

from survey.interop.questionnaire import Rule

LONGEST = 2000
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<box>\[(?P<boxed>\w+)\((?P<code>-?\w+)\)\])
    | (?P<name>\[(?P<square>\w+)\]|\$\{(?P<curly>[\w-]+)\})
    | (?P<chosen>selected\s*\(\s*\$\{(?P<many>[\w-]+)\}\s*,
        \s*['"](?P<which>[^'"]*)['"]\s*\))
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<number>-?\d+(?:\.\d+)?)
    | (?P<sign><>|!=|<=|>=|=|<|>)
    | (?P<word>\band\b|\bor\b)
    | (?P<paren>[()])
    )""",
    re.VERBOSE | re.IGNORECASE,
)


class NotARule(Exception):
    """A condition says more than equality and ranges."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    said: str


def read(text: str) -> tuple[Rule, ...]:
    """Read a condition into rules that must all hold, or raise NotARule."""
    if len(text) > LONGEST:
        raise NotARule(f"a condition of {len(text)} characters")
    tokens = _tokens(text)
    try:
        rules = _any(tokens)
    except RecursionError:
        raise NotARule("too many brackets") from None
    if tokens:
        raise NotARule(text)
    return tuple(rules)


def _tokens(text: str) -> list[_Token]:
    found, place = [], 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise NotARule(text)
        found.append(_token(match))
        place = match.end()
    return found


def _token(match: re.Match[str]) -> _Token:
    if match["box"]:
        return _Token("box", f"{match['boxed']} {match['code']}")
    if match["chosen"]:
        return _Token("chosen", f"{match['many']} {match['which']}")
    if match["name"]:
        return _Token("name", match["square"] or match["curly"])
    if match["text"]:
        return _Token("value", match["text"][1:-1])
    if match["number"]:
        return _Token("value", match["number"])
    said = match["sign"] or match["word"] or match["paren"]
    return _Token("sign" if match["sign"] else said.lower(), said)


def _any(tokens: list[_Token]) -> list[Rule]:
    """Read alternatives: they must all be answers to one question."""
    sides = [_all(tokens)]
    while tokens and tokens[0].kind == "or":
        tokens.pop(0)
        sides.append(_all(tokens))
    if len(sides) == 1:
        return sides[0]
    first = sides[0][0]
    codes: list[str] = []
    for side in sides:
        if len(side) != 1 or not side[0].one_of or side[0].link != first.link:
            raise NotARule("“or” between different questions")
        codes += side[0].one_of
    return [Rule(first.link, one_of=tuple(dict.fromkeys(codes)))]


def _all(tokens: list[_Token]) -> list[Rule]:
    found = _one(tokens)
    while tokens and tokens[0].kind == "and":
        tokens.pop(0)
        found += _one(tokens)
    return found


def _one(tokens: list[_Token]) -> list[Rule]:
    token = tokens.pop(0) if tokens else _Token("end", "")
    if token.kind == "(":
        inner = _any(tokens)
        if not tokens or tokens.pop(0).kind != ")":
            raise NotARule("a bracket is left open")
        return inner
    if token.kind == "chosen":
        link, code = token.said.split(" ", 1)
        return [Rule(link, one_of=(code,))]
    if token.kind not in {"name", "box"} or len(tokens) < 2:
        raise NotARule(token.said or "a condition that ends early")
    sign, value = tokens.pop(0), tokens.pop(0)
    if sign.kind != "sign" or value.kind != "value":
        raise NotARule(f"{token.said} {sign.said} {value.said}")
    if token.kind == "box":
        return [_ticked(token.said, sign.said, value.said)]
    return [compared(token.said, sign.said, value.said)]


def _ticked(said: str, sign: str, value: str) -> Rule:
    link, code = said.split(" ", 1)
    if sign != "=" or value not in {"0", "1"}:
        raise NotARule(f"[{link}({code})] {sign} {value}")
    if value == "1":
        return Rule(link, one_of=(code,))
    return Rule(link, none_of=(code,))


def compared(link: str, sign: str, value: str) -> Rule:
    """Make a rule of one comparison; raise NotARule for one without meaning."""
    if sign == "=":
        return Rule(link, one_of=(value,))
    if sign in {"!=", "<>"}:
        return Rule(link, none_of=(value,) if value else ())
    try:
        number = float(value)
    except ValueError:
        raise NotARule(f"{link} {sign} {value}") from None
    if sign in {"<", ">"}:
        if not number.is_integer():
            raise NotARule(f"{link} {sign} {value}")
        number += 1 if sign == ">" else -1
    if sign.startswith(">"):
        return Rule(link, at_least=number)
    return Rule(link, at_most=number)
