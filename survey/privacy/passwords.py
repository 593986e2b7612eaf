"""Stretch what a person can remember into a key that is slow to guess.

The cost is stored as text beside each use and bound to it, so it can be raised later.
Source: Argon2id, RFC 9106 (2021); the cost for codes is the OWASP minimum, Password
Storage Cheat Sheet (2024).
"""

import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

KEY_BYTES = 32
# Above these a stored row could make one sign-in eat the machine.
MOST_MEMORY_KIB = 1024 * 1024
MOST_ITERATIONS = 16
MOST_LANES = 16


class BadCost(ValueError):
    """The text is no cost of ours, or one beyond what a sign-in may spend."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Say what one guess costs: memory in KiB, passes over it, lanes."""

    memory_kib: int = 19456
    iterations: int = 2
    lanes: int = 1

    @property
    def text(self) -> str:
        """Return the cost as it is stored and bound."""
        return f"argon2id m={self.memory_kib},t={self.iterations},p={self.lanes}"


CODE_COST = Cost()
PIN_COST = Cost(memory_kib=65536, iterations=3, lanes=1)

_TEXT = re.compile(
    r"argon2id m=([1-9]\d{0,9}),t=([1-9]\d{0,3}),p=([1-9]\d{0,3})", re.ASCII
)


def parse_cost(text: str) -> Cost:
    """Read a stored cost; BadCost when it is malformed or out of bounds."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise BadCost
    cost = Cost(*map(int, match.groups()))
    if (
        not 8 * cost.lanes <= cost.memory_kib <= MOST_MEMORY_KIB
        or cost.iterations > MOST_ITERATIONS
        or cost.lanes > MOST_LANES
    ):
        raise BadCost
    return cost


def needs_raise(cost: Cost, wanted: Cost = CODE_COST) -> bool:
    """Say whether a guess at this cost is cheaper than wanted."""
    return cost.memory_kib < wanted.memory_kib or cost.iterations < wanted.iterations


def stretch(
    words: str, salt: bytes, secret: bytes, participant_id: bytes, cost: Cost
) -> bytes:
    """Return 32 bytes that cost this much per guess, for this person and pepper."""
    function = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
        ad=participant_id,
        secret=secret,
    )
    return function.derive(words.encode())
