"""What a programme may see of itself, and the only thing of its results views may know.

Figures are rounded and were attacked before they were written. There is no place in
here for anything about one person.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from survey.privacy import shown
from survey.privacy.shown import Page


@dataclass(frozen=True, slots=True)
class Share:
    """Hold a share: both counts rounded, percent, and its 95 % Wilson interval."""

    count: int
    of: int
    percent: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold what is released; figures are percent of the range, counts go by five."""

    n: int
    rounding: int
    mean: int
    median: int
    followed: Share
    ever: Share
    deviation: int | None = None
    quartiles: tuple[int, int] | None = None
    improved: Share | None = None
    worse: Share | None = None
    beyond_usual: Share | None = None


NOISY = "/noisy"
"""What the name of a domain ends with where a release holds its mean with noise."""


@dataclass(frozen=True, slots=True)
class Noisy:
    """Hold a mean on 0 to 10 with noise, which stays within `margin` 19 times of 20.

    `cost` is what it took of the quarter's budget, in thousandths of epsilon.
    """

    mean: float
    margin: float
    cost: int


Shown = Figures | Page
"""What may be shown of a place: figures of many people, else a band as of a group."""


def to_json(found: Shown) -> str:
    """Write what is shown in the one way it is stored: equal figures, equal bytes."""
    if isinstance(found, Page):
        return shown.to_json(found)
    content = {key: part for key, part in asdict(found).items() if part is not None}
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Shown:
    """Read what `to_json` wrote; only a page has a band."""
    content: dict[str, Any] = json.loads(text)
    if "band" in content:
        return shown.from_json(text)
    for name, part in content.items():
        if isinstance(part, dict):
            content[name] = Share(**part)
    quartiles = content.get("quartiles")
    content["quartiles"] = None if quartiles is None else tuple(quartiles)
    return Figures(**content)


def noisy_to_json(noisy: Noisy) -> str:
    """Write a mean with noise in the one way it is stored."""
    return json.dumps(asdict(noisy), sort_keys=True, separators=(",", ":"))


def noisy_from_json(text: str) -> Noisy:
    """Read a mean with noise."""
    return Noisy(**json.loads(text))
