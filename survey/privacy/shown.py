"""What a group may see of itself, and the only thing of a result that a view may know.

A page holds a band, an arrow, a class of how many, and parts in words. It has no place
for a mean, an exact number or anything about one person.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

NClass = Literal["5-9", "10-14", "15+"]
Steps = Literal["low", "middle", "high", "low-middle", "middle-high"]
Word = Literal["few", "some", "half", "most"]


class Arrow(StrEnum):
    """Say where the band went since the last picture of this kind."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Part:
    """Say in a word how many people are on one step, or on two that were joined."""

    steps: Steps
    word: Word


@dataclass(frozen=True, slots=True)
class Page:
    """Hold one picture: `band` runs from 0 to 4, up is the domain's upper end.

    `arrow` is None if no earlier picture of this kind was shown; `parts` is empty
    unless ten or more people counted.
    """

    band: int
    arrow: Arrow | None
    n_class: NClass
    parts: tuple[Part, ...]


def to_json(page: Page) -> str:
    """Write a page in the one way it is stored: equal pages, equal bytes."""
    content = {
        "arrow": page.arrow,
        "band": page.band,
        "n": page.n_class,
        "parts": [[part.steps, part.word] for part in page.parts],
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Page:
    """Read a page that `to_json` wrote."""
    content: Mapping[str, Any] = json.loads(text)
    arrow = content["arrow"]
    return Page(
        content["band"],
        None if arrow is None else Arrow(arrow),
        content["n"],
        tuple(Part(steps, word) for steps, word in content["parts"]),
    )
