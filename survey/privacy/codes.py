"""Codes: the seven words that open one person's history, and join codes of groups.

Reading what somebody typed never touches a key: a wrong word is named by its place
before any work is done. A code never shows itself, nor does a mistake in one.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from string import digits
from typing import Literal, final

from survey.privacy.secret import Hidden
from survey.privacy.words import PREFIX_LETTERS, WORDS

CODE_WORDS = 7
LOCATOR_WORDS = 2
LONGEST_INPUT = 300
MOST_SUGGESTIONS = 3
FARTHEST_SUGGESTION = 3
LONGEST_GUESSED = 14
JOIN_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
JOIN_LENGTH = 8

Reason = Literal["unknown", "too_short", "too_few", "too_many", "too_long"]

_BY_PREFIX = {word[:PREFIX_LETTERS]: word for word in WORDS}
_LETTERS = {word: frozenset(word) for word in WORDS}


@final
class Code(Hidden):
    """Hold the seven words of one slot."""

    __slots__ = ("_words",)

    def __init__(self, words: tuple[str, ...]) -> None:
        """Take seven words of the list; ValueError otherwise."""
        if len(words) != CODE_WORDS or any(
            _BY_PREFIX.get(word[:PREFIX_LETTERS]) != word for word in words
        ):
            raise ValueError("a code is seven words of the list")
        self._words = words

    @property
    def words(self) -> tuple[str, ...]:
        """Return the seven words."""
        return self._words

    @property
    def text(self) -> str:
        """Return the words as they are stretched: small letters, single spaces."""
        return " ".join(self._words)

    @property
    def locator_text(self) -> str:
        """Return the first two words, which only say where to look."""
        return " ".join(self._words[:LOCATOR_WORDS])

    def __eq__(self, other: object) -> bool:
        """Compare word by word."""
        return isinstance(other, Code) and self._words == other._words

    __hash__ = None  # type: ignore[assignment]  # nothing may keep codes in a table


@dataclass(frozen=True, slots=True)
class Problem:
    """Say what is wrong with one typed word, or (position None) with their number."""

    position: int | None
    typed: str = field(repr=False)
    suggestions: tuple[str, ...] = field(repr=False)
    reason: Reason


class BadCode(Exception):
    """What was typed is not a code; every mistake is listed."""

    def __init__(self, problems: tuple[Problem, ...], found: int) -> None:
        """Keep the problems and the number of words found, and show no word."""
        super().__init__(f"{len(problems)} problems in what was typed")
        self.problems = problems
        self.found = found


def draw(choose: Callable[[Sequence[str]], str]) -> Code:
    """Draw a code; `choose` must be uniform and unpredictable (secrets.choice)."""
    return Code(tuple(choose(WORDS) for _ in range(CODE_WORDS)))


def parse(text: str) -> Code:
    """Read a typed or pasted code; BadCode lists every mistake at once."""
    if len(text) > LONGEST_INPUT:
        raise BadCode((Problem(None, "", (), "too_long"),), 0)
    typed = _typed_words(text)
    problems = [
        _problem(place, word)
        for place, word in enumerate(typed[:CODE_WORDS], start=1)
        if _word(word) is None
    ]
    if len(typed) != CODE_WORDS:
        reason: Reason = "too_few" if len(typed) < CODE_WORDS else "too_many"
        problems.append(Problem(None, "", (), reason))
    if problems:
        raise BadCode(tuple(problems), len(typed))
    return Code(tuple(_BY_PREFIX[word[:PREFIX_LETTERS]] for word in typed))


def draw_join_code(choose: Callable[[Sequence[str]], str]) -> str:
    """Draw a group's join code: eight characters that no poster makes ambiguous."""
    return "".join(choose(JOIN_ALPHABET) for _ in range(JOIN_LENGTH))


def normalise_join_code(text: str) -> str:
    """Write a typed join code as it is stored; empty when it cannot be one."""
    if len(text) > LONGEST_INPUT:
        return ""
    kept = [c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum()]
    code = "".join(kept)
    fits = len(code) == JOIN_LENGTH and set(code) <= set(JOIN_ALPHABET)
    return code if fits else ""


def _typed_words(text: str) -> list[str]:
    """Split at whatever is no letter, after folding width, case and accents."""
    # Accents and invisible characters such as soft hyphens sit inside words.
    visible = (
        character
        for character in unicodedata.normalize("NFKD", text).casefold()
        if unicodedata.category(character) not in {"Mn", "Me", "Cf"}
    )
    kept = (character if character.isalnum() else " " for character in visible)
    # Numbering goes; a digit within a word stays, to be named as a mistake.
    stripped = (word.strip(digits) for word in "".join(kept).split())
    return [word for word in stripped if word]


def _word(typed: str) -> str | None:
    word = _BY_PREFIX.get(typed[:PREFIX_LETTERS])
    return word if word is not None and word.startswith(typed) else None


def _problem(position: int, typed: str) -> Problem:
    if len(typed) < PREFIX_LETTERS:
        begin = [word for word in WORDS if word.startswith(typed)]
        return Problem(position, typed, tuple(begin[:MOST_SUGGESTIONS]), "too_short")
    return Problem(position, typed, _suggestions(typed), "unknown")


def _suggestions(typed: str) -> tuple[str, ...]:
    typed = typed[:LONGEST_GUESSED]
    farthest = min(FARTHEST_SUGGESTION, (len(typed) + 1) // 3)
    begun = _BY_PREFIX.get(typed[:PREFIX_LETTERS])
    others = sorted(
        (distance(word, typed), word)
        for word in WORDS
        if word != begun and _could_be(word, typed, farthest)
    )
    # Three letters mean a word, unless one slip of a finger explains them better.
    slips = [word for steps, word in others if steps <= 1]
    farther = [word for steps, word in others if 1 < steps <= farthest]
    found = slips + ([begun] if begun else []) + farther
    return tuple(found[:MOST_SUGGESTIONS])


def _could_be(word: str, typed: str, steps: int) -> bool:
    """Rule most words out cheaply: strangers make this server work here."""
    return (
        abs(len(word) - len(typed)) <= steps
        and len(_LETTERS[word].difference(typed)) <= steps
        and len(set(typed) - _LETTERS[word]) <= steps
    )


def distance(one: str, other: str) -> int:
    """Count the letters to insert, drop, change or swap between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, b in enumerate(other, start=1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                steps = min(steps, above[j - 2] + 1)
            row.append(steps)
    return row[-1]
