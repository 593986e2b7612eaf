"""A sentence of feedback as it stands in an instrument file.

Conditions are a small closed vocabulary; a file can never carry code.
"""

from collections.abc import Mapping
from string import Formatter
from typing import Annotated, Literal

from pydantic import Field

from survey.measure.written import Id, Span, Words, Written

Occasion = Literal[
    "always",
    "first_time",
    "later",
    "after_gap",
    "better",
    "harder",
    "same",
    "within_usual",
    "beyond_usual",
]
COMPARED = frozenset({"better", "harder", "same"})
RANKED = frozenset({"best", "second", "lower", "level"})
GIVEN = frozenset({"now", "before"}) | RANKED
"""Names that a sentence may use besides the ids of items."""


class Phrase(Written):
    """Hold words with names in braces; `one` is said when the count is 1."""

    text: Words
    one: Words | None = None
    count: Id | None = None

    @property
    def names(self) -> frozenset[str]:
        """List the names in braces; raise ValueError if a brace is left open."""
        found = {self.count} if self.count else set()
        for words in (self.text, self.one or ""):
            for _, name, form, conversion in Formatter().parse(words):
                if name is not None:
                    found.add(name + ("!" if form or conversion else ""))
        return frozenset(found)


class Sentence(Written):
    """Say something back when a condition holds; one sentence at most per slot."""

    id: Id
    slot: Id
    when: Occasion
    of: Id | None = None
    where: Mapping[Id, Span] = {}
    say: Annotated[tuple[Phrase, ...], Field(min_length=1)]
