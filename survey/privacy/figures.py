"""What a programme may see of itself, and the only thing of its results views may know.

Figures are rounded and were attacked before they were written. There is no place in
here for anything about one person.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any


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


def to_json(figures: Figures) -> str:
    """Write figures in the one way they are stored: equal figures, equal bytes."""
    content = {key: part for key, part in asdict(figures).items() if part is not None}
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Figures:
    """Read figures that `to_json` wrote."""
    content: dict[str, Any] = json.loads(text)
    for name, part in content.items():
        if isinstance(part, dict):
            content[name] = Share(**part)
    quartiles = content.get("quartiles")
    content["quartiles"] = None if quartiles is None else tuple(quartiles)
    return Figures(**content)
