"""Bands: what a file tells of an outcome where anybody may get it.

A domain is cut into three, low, middle and high, and never finer: who knows every row
of a file but one reads that one's band, and three of eleven values must then remain,
as behind a picture of a group. So a domain needs nine values at least. Where the cuts
lie is the same for everybody and in every file, so that rows of several may be laid
together.
"""

from collections.abc import Mapping
from types import MappingProxyType

TOP = 10
"""Domains lie on 0 to this."""

FEWEST_VALUES = 9
"""Three bands of three values each."""

NONE, LOW, MIDDLE, HIGH = 0, 1, 2, 3
"""Codes of bands; NONE where there was no answer."""

BANDS: Mapping[int, str] = MappingProxyType(
    {
        LOW: "Low: 0 to under 3.3 of 10",
        MIDDLE: "Middle: 3.3 to 6.7 of 10",
        HIGH: "High: over 6.7 to 10 of 10",
    }
)
"""Three equal parts of a domain; a value on a cut lies in the middle one."""

_FINE = 1e-9
"""What a share of ten may be off by, as floats are."""


def band(value: float) -> int:
    """Find the band of a value from 0 to 10; raise ValueError."""
    if not 0 <= value <= TOP:
        raise ValueError("a domain lies between 0 and 10")
    thirds = value * len(BANDS)
    if thirds < TOP - _FINE:
        return LOW
    return HIGH if thirds > 2 * TOP + _FINE else MIDDLE
