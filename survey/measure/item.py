"""One question of an instrument: its words, its range, its conditions.

It says what may be answered, never what was answered and never what it means.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from survey.measure.answer import Answer, Missing, Outside
from survey.measure.written import (
    Goal,
    Id,
    Polarity,
    Recall,
    Span,
    Whole,
    Words,
    Written,
)


class Choice(Written):
    """Offer one answer of a question that is answered by choosing."""

    value: Whole
    label: Words


class OutsideChoice(Written):
    """Offer an answer that is not a point of the scale."""

    code: Id
    label: Words


class Condition(Written):
    """Name what must hold for an item to be asked: an earlier answer or a fact."""

    item: Id | None = None
    fact: Literal["goal"] | None = None
    one_of: tuple[Whole | Words, ...] | None = None
    at_least: Whole | None = None
    at_most: Whole | None = None

    def holds(self, value: int | str) -> bool:
        """Test a value that is known."""
        if self.one_of is not None and value not in self.one_of:
            return False
        if isinstance(value, str):
            return self.at_least is None and self.at_most is None
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )


class ImpliedZero(Written):
    """Name answers that settle others: those are not asked and count as nought.

    Unlike `when` of an item it takes answers that are known to hold, all of them.
    """

    when: Annotated[tuple[Condition, ...], Field(min_length=1)]
    items: Annotated[tuple[Id, ...], Field(min_length=1)]


class HelpBox(Written):
    """Name the answers after which people to call are shown at once."""

    at_least: Whole
    at_most: Whole
    heading: Words | None = None

    def opens_on(self, answer: Answer) -> bool:
        """Test one answer."""
        return isinstance(answer, int) and self.at_least <= answer <= self.at_most


class Item(Written):
    """Stand for one question."""

    id: Id
    type: Literal["scale", "count", "number", "single", "several"]
    text: Words | None = None
    label: Words | None = None
    hint: Words | None = None
    min: Whole | None = None
    max: Whole | None = None
    steps: tuple[Whole, ...] = ()
    unit: Words | None = None
    anchors: Mapping[Whole, Words] = {}
    choices: tuple[Choice, ...] = ()
    outside: tuple[OutsideChoice, ...] = ()
    not_applicable: Words | None = None
    polarity: Polarity = Polarity.NEUTRAL
    polarity_by_goal: Mapping[Goal, Polarity] = {}
    lightly_for: tuple[Goal, ...] = ()
    when: tuple[Condition, ...] = ()
    otherwise: Whole | Literal["not_asked", "not_applicable"] = "not_asked"
    not_above: Id | None = None
    help_box: HelpBox | None = None
    recall: Recall | None = None
    recode: Mapping[Whole, float] = {}
    reverse: Span | None = None
    unscored: bool = False
    quasi_identifier: bool = False

    @property
    def values(self) -> Sequence[int]:
        """List the whole numbers that may be answered, in the order shown."""
        if self.choices:
            return tuple(choice.value for choice in self.choices)
        if self.steps:
            return self.steps
        if self.min is None or self.max is None:
            return ()
        return range(self.min, self.max + 1)

    def polarity_for(self, goal: str | None) -> Polarity:
        """Say which way is better for somebody with this goal."""
        for name, polarity in self.polarity_by_goal.items():
            if name == goal:
                return polarity
        return self.polarity

    def words(self, answer: Answer) -> tuple[str, ...]:
        """Give the author's words for an answer; none for a bare number."""
        match answer:
            case Missing.NOT_APPLICABLE if self.not_applicable:
                return (self.not_applicable,)
            case Missing():
                return ()
            case Outside(code):
                return tuple(o.label for o in self.outside if o.code == code)
            case tuple():
                return tuple(c.label for c in self.choices if c.value in answer)
        if self.choices:
            return tuple(c.label for c in self.choices if c.value == answer)
        return (self.anchors[answer],) if answer in self.anchors else ()
