"""Whether people answered just as others did: what copies of one person would do."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field

from survey.measure.study import Occasion, Record

FEWEST_ANSWERS = 5
"""On shorter sets many people are alike by chance."""


@dataclass(slots=True)
class Likeness:
    """Count the first answers of each person to the longest of their first sets."""

    patterns: Counter[Hashable] = field(default_factory=Counter)

    def take(self, record: Record) -> None:
        """Read one more person; whoever answered no long set counts nowhere."""
        first: dict[str, Occasion] = {}
        for each in record.occasions:
            first.setdefault(each.instrument, each)
        longest = max(map(_pattern, first.values()), key=len, default=())
        if len(longest) > FEWEST_ANSWERS:
            self.patterns[longest] += 1

    @property
    def people(self) -> int:
        """Count those whose answers were long enough to tell them apart."""
        return self.patterns.total()

    @property
    def alike(self) -> int:
        """Count those who answered each question just as somebody else did."""
        return sum(count for count in self.patterns.values() if count > 1)


def _pattern(occasion: Occasion) -> tuple[Hashable, ...]:
    """Give the set and its answers as they were given, without scores."""
    answers = (
        (key, value)
        for key, value in sorted(occasion.values.items())
        if isinstance(value, int) and not key.startswith(("score.", "domain."))
    )
    return (f"{occasion.instrument}/{occasion.version}", *answers)
