"""Passwords that a guesser tries first, told by rules of our own.

The lists that leaked hold few passwords of twelve letters that are not one of these:
a well-known word or two with a number behind it, a walk over the keyboard, a count,
one thing said twice, or the name of who uses it. Pure.
"""

import re
import unicodedata

SHORTEST = 12
LONGEST = 128
FEWEST_LETTERS = 5
"""Different characters that a password must have at least."""

_LIKE = str.maketrans("@4310$5!7", "aaeiossit")
"""Digits and signs that stand for a letter: p@ssw0rd."""
_WALKS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
)
_KNOWN = frozenset(
    """
    access account admin administrator angel baby baseball batman beautiful changeme
    charlie chelsea cheese chocolate computer cookie daniel default dragon everton
    facilitator facebook flower football forever freedom friend friends ginger google
    group guest hallo hello home hunter iloveyou internet jennifer jessica jesus
    killer kitty letmein letme liverpool login london love loveme lovely loveyou manager
    maggie master matrix meeting michael michelle monkey mother mustang my nicole
    ninja orange organiser pass passphrase passwd password passwort please pokemon
    princess purple recovery samsung secret secure secret shadow soccer someone starwars
    summer winter spring autumn sunshine superman system tempo temporary test testing
    thomas tidemark tigger trustno trust welcome whatever with word you your yourself
    the this is i a an and in it me one two now new old super boss qwerty asdf zxcv
    january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
_LONGEST_KNOWN = max(map(len, _KNOWN))


def is_guessable(password: str, *names: str) -> bool:
    """Say whether a password, of any length, is among those that are tried first.

    `names` are words that belong to who chose it: their name, the product's.
    """
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(set(plain)) < FEWEST_LETTERS or _is_said_again(plain):
        return True
    own = {part for name in names for part in name.casefold().split() if len(part) > 2}
    return any(
        _is_made_of(letters, _KNOWN | own) or _is_walk(letters)
        for letters in (plain, _letters(plain), _letters(_core(plain).translate(_LIKE)))
    )


def _core(text: str) -> str:
    """Return a text without the numbers and signs that stand around it."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def _letters(text: str) -> str:
    """Return the letters alone: a number or a sign more is tried soon."""
    return "".join(c for c in text if c.isalpha())


def _is_said_again(text: str) -> bool:
    """Say whether a text is one part, said again and again: a doubled text holds it."""
    return len(text) > 1 and text in (text + text)[1:-1]


def _is_walk(text: str) -> bool:
    """Say whether a text goes along the keyboard, the alphabet or the digits."""
    return bool(text) and any(_goes_along(text, walk) for walk in _WALKS)


def _goes_along(text: str, walk: str) -> bool:
    """Say whether a text falls into pieces of three or more, each a part of a walk."""
    there, back, rest = walk, walk[::-1], text
    while rest:
        most = next(
            (
                size
                for size in range(len(rest), 2, -1)
                if rest[:size] in there or rest[:size] in back
            ),
            0,
        )
        if not most:
            return False
        rest = rest[most:]
    return True


def _is_made_of(letters: str, known: frozenset[str]) -> bool:
    """Say whether known words, one after another, make up all the letters."""
    longest = max(_LONGEST_KNOWN, *map(len, known))
    reached = {0}
    for end in range(1, len(letters) + 1):
        if any(
            start in reached and letters[start:end] in known
            for start in range(max(0, end - longest), end)
        ):
            reached.add(end)
    return len(letters) in reached
