"""Check whose rows these are: people, their yes, their groups, each with its mark."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Connection

from survey.privacy import binding
from survey.privacy.binding import Context
from survey.privacy.signing import MacKey
from survey.records.queries import sealed
from survey.records.rows import AnyRow

PERSON = "the row of its person does not carry the mark of the web tier"
CONSENT = "the row of its person's yes does not carry the mark of the web tier"
MEMBERSHIP = "a membership of its person does not carry the mark of the web tier"

Bound = tuple[Context, int, bytes]


class Papers:
    """What is known so far of the people whose rows come in for one purpose."""

    def __init__(self, rowmacs: Mapping[int, bytes], purpose: str) -> None:
        """Take the row keys by number."""
        self._marks = {number: MacKey(key) for number, key in rowmacs.items()}
        self._purpose = purpose
        self._known: set[bytes] = set()
        self._forged: dict[bytes, str] = {}
        self._joined: dict[tuple[bytes, bytes | None], list[date]] = {}
        self._basis: dict[bytes, int] = {}

    def meet(self, connection: Connection, people: Collection[bytes]) -> None:
        """Read and check the rows of people who are not known yet."""
        strangers = list(set(people) - self._known)
        if not strangers:
            return
        self._known.update(strangers)
        for row in sealed.people(connection, self._purpose, strangers):
            self._joined[row.id, None] = [row.joined]
            if row.answer == "yes" and row.state != "unkept":
                self._basis[row.id] = row.version
            for reason, bound in (
                (PERSON, _person(row)),
                (CONSENT, _consent(row, self._purpose)),
            ):
                if not self._genuine(*bound):
                    self._forged.setdefault(row.id, reason)
        for row in sealed.memberships(connection, strangers):
            if self._genuine(*_membership(row)):
                key = (row.participant_id, row.group_id)
                self._joined.setdefault(key, []).append(row.joined)
            else:
                self._forged.setdefault(row.participant_id, MEMBERSHIP)

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


def _person(row: AnyRow) -> Bound:
    bound = binding.participant_mac(
        row.id, row.programme_id, row.public_key, row.hybrid_key, row.joined
    )
    return bound, row.mac_key, row.mac


def _consent(row: AnyRow, purpose: str) -> Bound:
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
