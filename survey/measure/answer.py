"""What one answer can be.

An answer is kept as it was given. It must never be turned into a score here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Missing(StrEnum):
    """Say why there is no answer on the scale."""

    NOT_ASKED = "not_asked"
    SKIPPED = "skipped"
    RATHER_NOT_SAY = "rather_not_say"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Outside:
    """Hold an answer that lies outside the scale and has a code of its own."""

    code: str


Answer = int | Outside | tuple[int, ...] | Missing
"""A tuple holds several choices, sorted and without doubles."""

Answers = Mapping[str, Answer]
"""Item id to answer."""
