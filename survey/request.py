"""A request for rows: when it can stand, who must agree, and what marks its row.

The web tier marks the row and the aggregator believes nothing else, so whoever can
write to the database alone can neither ask for rows nor agree for somebody. Nor can
they with the pages: what lets the staff in is marked too (survey/let_in.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from survey.privacy import binding_exports as binding
from survey.privacy import parcel
from survey.privacy.binding import Context
from survey.privacy.sealing import NotAKey
from survey.privacy.secret import ContentKey
from survey.privacy.shape import SPANS

Tier = Literal["standard", "study"]
Field = Literal[
    "tier", "recipient", "purpose", "until", "public_key", "agreed", "k", "horizon"
]

LONGEST = 200
"""Characters of who receives a file, and of what for."""
LONGEST_LIFE = timedelta(days=366)

AGREEMENT = 1
"""The version of what a recipient promises: no guessing who, no joining with other
files, deleted by the last day, leaks told, never used to decide about anybody."""
WIDE_K, LEAST_K, MOST_K = 11, 5, 99
"""People alike in tier standard: for anybody, for who has promised, and at most.
Source: PCORnet cell rule (11); DESIGN, section 10."""

_MARKED = (
    "recipient", "purpose", "until", "agreement", "public_key", "asked_by",
    "approved_by",
)  # fmt: skip


class BadWish(Exception):
    """A request cannot stand as it is; nothing was written."""

    def __init__(self, field: Field) -> None:
        """Take the field that is to be put right."""
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: whose rows, how fine, for whom, what for, how long.

    `k` and `horizon`, the weeks that people are followed, are those of tier standard.
    """

    programme_id: str
    tier: Tier
    recipient: str
    purpose: str
    until: date
    agreed: bool = False
    k: int = WIDE_K
    horizon: int = min(SPANS)
    public_key: bytes = b""


def needs_second(tier: str, k: int | None) -> bool:
    """Return whether rows are fine enough that two people and a promise are needed."""
    return tier == "study" or (k or 0) < WIDE_K


def is_agreed(row: Mapping[str, Any]) -> bool:
    """Return whether all that such a file needs was done by two different people."""
    if not needs_second(row["tier"], row["k"]):
        return True
    second = row["approved_by"]
    return bool(second and second != row["asked_by"] and row["agreement"])


def bound(row: Mapping[str, Any]) -> Context:
    """Return what the mark of a request binds."""
    fixed = (row["id"], row["programme_id"], row["tier"], row["k"], row["horizon"])
    return binding.mac(*fixed, **{name: row[name] for name in _MARKED})


def check(wish: Wish, today: date) -> None:
    """Hold that a request can stand; raise BadWish."""
    fine = needs_second(wish.tier, wish.k)
    wrong: dict[Field, bool] = {
        "recipient": not 0 < len(wish.recipient) <= LONGEST,
        "purpose": not 0 < len(wish.purpose) <= LONGEST,
        "until": not today < wish.until <= today + LONGEST_LIFE,
        "k": wish.tier == "standard" and not LEAST_K <= wish.k <= MOST_K,
        "horizon": wish.tier == "standard" and wish.horizon not in SPANS,
        "public_key": wish.tier == "study" and not _is_key(wish.public_key),
        "agreed": fine and not wish.agreed,
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise BadWish(field)


def row_of(export_id: bytes, wish: Wish, asked_by: bytes | None) -> dict[str, Any]:
    """Return what the row of a request says, before it is marked."""
    fine = needs_second(wish.tier, wish.k)
    return {
        "id": export_id,
        "programme_id": wish.programme_id,
        "tier": wish.tier,
        "k": wish.k if wish.tier == "standard" else None,
        "horizon": wish.horizon if wish.tier == "standard" else None,
        "recipient": wish.recipient,
        "purpose": wish.purpose,
        "until": wish.until,
        "agreement": AGREEMENT if fine else None,
        "public_key": wish.public_key,
        "asked_by": asked_by,
        "approved_by": None,
    }


def _is_key(raw: bytes) -> bool:
    try:
        parcel.sealed_to(raw, ContentKey(bytes(32)), bytes(parcel.ID_BYTES))
    except NotAKey:
        return False
    return True
