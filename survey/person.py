"""Who is asking: a participant on one phone, and whether this phone may read."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from survey.measure.rounds import Week
from survey.privacy.secret import Seed

Token = NewType("Token", bytes)
"""The 32 random bytes T that a phone's cookie carries."""


class Remember(StrEnum):
    """What a phone keeps after its owner has left."""

    NO = "no"
    WRITE = "write"
    READ = "read"


def session_id(token: Token) -> bytes:
    """Return the id of the row that a token opens; the row cannot tell the token."""
    return hashlib.sha256(token).digest()


@dataclass(frozen=True, slots=True)
class Person:
    """A participant in one request."""

    id: bytes
    programme_id: str
    group_id: bytes | None
    joined: Week
    state: str
    remember: Remember
    shared: bool
    token: Token = field(repr=False)
    seed: Seed | None = field(repr=False)

    @property
    def kept(self) -> bool:
        """Return whether the words were confirmed."""
        return self.state != "unkept"

    @property
    def can_read(self) -> bool:
        """Return whether this phone can open the person's history now."""
        return self.seed is not None

    @property
    def session_id(self) -> bytes:
        """Return the id of this phone's session row."""
        return session_id(self.token)


class NeedsWords(Exception):
    """This phone can send check-ins but not read: the words are needed."""


def seed_of(person: Person) -> Seed:
    """Return the key that opens the person's history, or raise NeedsWords."""
    if person.seed is None:
        raise NeedsWords
    return person.seed


@dataclass(frozen=True, slots=True)
class Device:
    """A phone that is signed in or remembered."""

    id: bytes
    remember: Remember
    reads_now: bool
    this: bool
    until: date
