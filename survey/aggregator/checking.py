"""Check whose rows these are: people, their yes, their groups, each with its mark."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from survey.privacy import binding
from survey.privacy.binding import Context
from survey.privacy.signing import MacKey
from survey.records.queries import sealed
from survey.records.queries.sealed import People
from survey.records.rows import AnyRow

PERSON = "the row of its person does not carry the mark of the web tier"
CONSENT = "the row of its person's yes does not carry the mark of the web tier"
MEMBERSHIP = "a membership of its person does not carry the mark of the web tier"

Bound = tuple[Context, int, bytes]


class _Person(NamedTuple):
    """A person's row beside that of their answer."""

    id: bytes
    programme_id: str
    public_key: bytes
    hybrid_key: bytes | None
    joined: date
    state: str
    mac_key: int
    mac: bytes
    answer: str
    version: int
    since: date
    consent_mac_key: int
    consent_mac: bytes


class Papers:
    """What is known so far of the people whose rows come in for one purpose."""

    def __init__(self, rowmacs: Mapping[int, bytes], purpose: str) -> None:
        """Take the row keys by number."""
        self._marks = {number: MacKey(key) for number, key in rowmacs.items()}
        self._purpose = purpose
        self._forged: dict[bytes, str] = {}
        self._joined: dict[tuple[bytes, bytes | None], list[date]] = {}
        self._basis: dict[bytes, int] = {}

    def meet(self, connection: Connection, people: People) -> None:
        """Read and check the rows of people."""
        for row in map(_Person._make, sealed.people(connection, self._purpose, people)):
            self._joined[row.id, None] = [row.joined]
            if row.answer == "yes" and row.state != "unkept":
                self._basis[row.id] = row.version
            for reason, bound in (
                (PERSON, _person(row)),
                (CONSENT, _consent(row, self._purpose)),
            ):
                if not self._genuine(*bound):
                    self._forged.setdefault(row.id, reason)
        for one in sealed.memberships(connection, people):
            if self._genuine(*_membership(one)):
                key = (one.participant_id, one.group_id)
                self._joined.setdefault(key, []).append(one.joined)
            else:
                self._forged.setdefault(one.participant_id, MEMBERSHIP)

    def basis(self, person: bytes) -> int | None:
        """Return to which version of the text somebody who is kept said yes."""
        return self._basis.get(person)

    def forged(self, person: bytes) -> str | None:
        """Return what is wrong with somebody's rows."""
        return self._forged.get(person)

    def joined(self, person: bytes, group: bytes | None, week: date) -> date | None:
        """Return the week in which somebody came into the group they sat in."""
        weeks = self._joined.get((person, group), ())
        return max([since for since in weeks if since <= week], default=None)

    def _genuine(self, bound: Context, number: int, mac: bytes) -> bool:
        mark = self._marks.get(number)
        return mark is not None and mark.check(bound, mac)


def _person(row: _Person) -> Bound:
    bound = binding.participant_mac(
        row.id, row.programme_id, row.public_key, row.hybrid_key, row.joined
    )
    return bound, row.mac_key, row.mac


def _consent(row: _Person, purpose: str) -> Bound:
    bound = binding.consent_mac(row.id, purpose, row.answer, row.version, row.since)
    return bound, row.consent_mac_key, row.consent_mac


def _membership(row: AnyRow) -> Bound:
    bound = binding.membership_mac(
        row.id,
        row.participant_id,
        row.programme_id,
        row.group_id,
        joined=row.joined,
        left=row.left,
    )
    return bound, row.mac_key, row.mac
