"""Disclosure control: decide what a group may see, or that its picture rests.

Rules and numbers are those of docs/disclosure.md, where each has its reason and an
example. They are no settings: a deployment cannot loosen them. There is one answer
for every reason to show nothing, None, so that silence explains nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from survey.privacy.distribution import parts
from survey.privacy.gate import withstands
from survey.privacy.pools import HOUSE_N, shown_together
from survey.privacy.shown import Arrow, NClass, Page
from survey.privacy.steps import QUARTERS, TOP, WORTH, Shift, Step, candidates, steps_of

Kind = Literal["round", "block", "pool", "site"]

FEWEST: Mapping[Kind, int] = MappingProxyType(
    {"round": 8, "block": 5, "pool": 8, "site": 8}
)
"""People who must count. Source: NHS Digital shows a mean from eight contributors on;
five is the floor of UK and US practice, here only for four rounds in one."""

FEWEST_APART = 2
"""People outside the most common step. If nobody is, everybody's step is on show; if
one is, that one knows everybody else's."""

BANDS = 5


@dataclass(frozen=True, slots=True)
class Contribution:
    """Bring one person's step, and the group or (for a site) the unit it comes by."""

    unit: bytes
    step: Step


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold what one picture is decided from.

    `values` is the number of possible values of the domain, `before` the last page
    that was shown of the same unit, domain and kind. For a site `unit` names what is
    shown below it: a group of its own, or the pool as one.
    """

    kind: Kind
    values: int
    contributions: tuple[Contribution, ...]
    before: Page | None = None
    house: bool = False


def protect(decision: Decision) -> Page | None:
    """Decide a picture; None means that it rests, whatever the reason."""
    units: dict[bytes, Counter[Step]] = {}
    for person in decision.contributions:
        units.setdefault(person.unit, Counter())[person.step] += 1
    if not _enough(decision, {unit: c.total() for unit, c in units.items()}):
        return None
    everybody = Counter(person.step for person in decision.contributions)
    # What is shown below a site can be taken from it: each rest must be mixed too.
    by_unit = decision.kind == "site"
    page = _page(decision, units.values() if by_unit else [everybody], everybody)
    if page is None:
        return None

    def same(unit: Counter[Step], was: Step, now: Step) -> bool:
        gone, come = Counter([was]), Counter([now])
        people = everybody - gone + come
        picture = unit - gone + come if by_unit else people
        return _page(decision, [picture], people) == page

    def left(step: Step, shift: Shift | None) -> frozenset[int]:
        return candidates(step, decision.values, shift)

    steps = steps_of(decision.values)
    # one person stands for all on the same step of units that stand alike
    alike = {tuple(sorted(unit.items())): unit for unit in units.values()}
    withstood = (
        withstands([step for step in steps if same(unit, was, step)], left)
        for unit in alike.values()
        for was in unit
    )
    return page if all(withstood) else None


def _page(
    decision: Decision, pictures: Iterable[Counter[Step]], everybody: Counter[Step]
) -> Page | None:
    """Draw the picture of enough people, if each of these pictures is mixed."""
    if not all(map(_mixed, pictures)):
        return None
    band = _band(everybody)
    return Page(
        band, _arrow(band, decision.before), _n_class(everybody), parts(everybody)
    )


def _enough(decision: Decision, sizes: dict[bytes, int]) -> bool:
    n = sum(sizes.values())
    if n < (HOUSE_N if decision.house else FEWEST[decision.kind]):
        return False
    if decision.kind == "pool":
        return shown_together(sizes.values(), house=decision.house)
    if decision.kind == "site":
        return min(sizes.values()) >= FEWEST["site"]
    return True


def _mixed(people: Counter[Step]) -> bool:
    return people.total() - max(people.values()) >= FEWEST_APART


def _band(people: Counter[Step]) -> int:
    """Find the band of the mean, exactly; a mean on a cut lies in the upper band."""
    quarters = sum(WORTH[step] * count for step, count in people.items())
    return BANDS * quarters // (QUARTERS * TOP * people.total())


def _arrow(band: int, before: Page | None) -> Arrow | None:
    if before is None:
        return None
    if band == before.band:
        return Arrow.STEADY
    return Arrow.UP if band > before.band else Arrow.DOWN


def _n_class(people: Counter[Step]) -> NClass:
    n = people.total()
    return "15+" if n >= 15 else "10-14" if n >= 10 else "5-9"
