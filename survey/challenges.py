"""What a passkey is to sign: drawn for one browser, good for ten minutes, and once.

Drawing writes nothing down, so a page that strangers open leaves no row; our mark on
what comes back says that we drew it, for whom, and when.
"""

import hashlib
from typing import Literal

from sqlalchemy import Connection

from survey.clock import expiry, minute
from survey.privacy import binding, signing
from survey.records.queries import accounts
from survey.service import Service

LASTS = 10 * 60
"""Seconds for which a challenge may be answered."""
NONCE, MINUTE = 16, 8

Purpose = Literal["begin", "prove"]


class PasskeyRefused(Exception):
    """What the phone sent is no proof of anything here."""


class ChallengeTooOld(PasskeyRefused):
    """The page stood open for too long, or the same was sent before."""


def draw(service: Service, purpose: Purpose, asked: bytes) -> bytes:
    """Draw what a browser's passkey is to sign: a number, the minute, our mark."""
    nonce, now = service.chance.draw(NONCE), minute(service.clock.now())
    bound = binding.challenge(purpose, asked, nonce, now)
    return nonce + now.to_bytes(MINUTE, "big") + signing.mac(_key(service), bound)


def spend(
    service: Service,
    connection: Connection,
    purpose: Purpose,
    asked: bytes,
    signed: bytes,
) -> None:
    """Take what was signed, once; raise PasskeyRefused or ChallengeTooOld."""
    nonce, rest = signed[:NONCE], signed[NONCE:]
    drawn, mark = int.from_bytes(rest[:MINUTE], "big"), rest[MINUTE:]
    bound = binding.challenge(purpose, asked, nonce, drawn)
    if not signing.check_mac(_key(service), bound, mark):
        raise PasskeyRefused
    now = service.clock.now()
    if minute(now) - drawn > LASTS or not accounts.spend_challenge(
        connection, hashlib.sha256(signed).digest(), expiry(now, 2 * LASTS)
    ):
        raise ChallengeTooOld


def _key(service: Service) -> bytes:
    return service.keys.staff_key(service.keys.pepper_number)
