"""Stretch what a person can remember into a key that is slow to guess.

The cost is stored as text beside each use and bound to it, so it can be raised later.
The staff's passwords are only ever compared, so their hash carries its cost and salt
itself; beside it stands the second step, six digits that an app counts out of time.
Source: Argon2id, RFC 9106 (2021); the cost for codes is the OWASP minimum, Password
Storage Cheat Sheet (2024); six digits, RFC 6238 (2011).
"""

import hmac
import os
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.twofactor.totp import TOTP

KEY_BYTES = 32
SALT_BYTES = 16
TOTP_BYTES = 20
TOTP_SECONDS = 30
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
_PHC = re.compile(r"\$argon2id\$v=19\$(m=\d+,t=\d+,p=\d+)\$", re.ASCII)


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


def hashed(password: str, cost: Cost) -> str:
    """Return a password as a PHC text, which holds the cost and a salt of its own."""
    return Argon2id(
        salt=os.urandom(SALT_BYTES),
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive_phc_encoded(password.encode())


def matches(password: str, phc: str) -> bool:
    """Say whether a password is the one behind a PHC text."""
    cost_of(phc)
    try:
        Argon2id.verify_phc_encoded(password.encode(), phc)
    except InvalidKey:
        return False
    return True


def cost_of(phc: str) -> Cost:
    """Read what one guess at a PHC text costs; BadCost when out of bounds."""
    match = _PHC.match(phc)
    if match is None:
        raise BadCost
    return parse_cost(f"argon2id {match[1]}")


def totp_step(secret: bytes, digits: str, now: int, reach: int = 1) -> int | None:
    """Return the step of 30 seconds whose six digits these are, None if too far off.

    The step of now is tried with `reach` steps on either side (RFC 6238, section 5.2:
    one), and all of them are, so that the time taken tells nothing.
    """
    totp, at = _totp(secret), now // TOTP_SECONDS
    found = None
    for step in range(max(0, at - reach), at + reach + 1):
        same = hmac.compare_digest(
            totp.generate(step * TOTP_SECONDS), digits.encode(errors="replace")
        )
        if same and (found is None or abs(step - at) < abs(found - at)):
            found = step
    return found


def totp_digits(secret: bytes, now: int) -> str:
    """Return the six digits of now, as an app shows them."""
    return _totp(secret).generate(now).decode()


def totp_address(secret: bytes, name: str, issuer: str) -> str:
    """Return the otpauth address that an app takes the secret from."""
    return _totp(secret).get_provisioning_uri(name, issuer)


def _totp(secret: bytes) -> TOTP:
    # HMAC-SHA-1, six digits, 30 seconds: what every app takes for granted
    return TOTP(secret, 6, SHA1(), TOTP_SECONDS)  # noqa: S303  # RFC 6238
