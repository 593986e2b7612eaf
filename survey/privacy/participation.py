"""How many people took part, in three classes: silence is not always smallness.

It is said once in twelve weeks. The cuts of the classes lie a little aside, by a secret
draw: nobody outside knows which newcomer would tip the count over.
"""

import hashlib
import hmac
from typing import Literal

from survey.privacy.binding import context

ParticipationClass = Literal["fewer", "some", "many"]
"""Fewer than 10 (none at all included), 10 to 19, 20 or more."""

CUTS = (10, 20)

ASIDE = (-2, -1, 1, 2)
"""How far a cut may lie from where it is said to lie."""


def participation_class(
    people: int, secret: bytes, place: str, span: int
) -> ParticipationClass:
    """Class the different people who checked in at a place within a span."""
    cuts = (
        cut + _aside(context("participation", place, span, cut), secret) for cut in CUTS
    )
    passed = sum(people >= cut for cut in cuts)
    classes: tuple[ParticipationClass, ...] = ("fewer", "some", "many")
    return classes[passed]


def _aside(bound: bytes, secret: bytes) -> int:
    drawn = hmac.digest(secret, bound, hashlib.sha256)
    return ASIDE[int.from_bytes(drawn, "big") % len(ASIDE)]
