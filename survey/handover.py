"""Hand a made file to who asked for it: the words typed, then bytes in any range.

What was opened with words is kept for ten minutes under the cookie of that browser, as
drafts of participants are; a file of tier study leaves as it lies here, sealed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from survey import acts
from survey.clock import expiry
from survey.groups import NoSuchPlace
from survey.person import Token, session_id
from survey.privacy import binding_exports as binding
from survey.privacy import codes, parcel
from survey.privacy.codes import BadCode, Code
from survey.privacy.parcel import PIECE, Parcel
from survey.privacy.passwords import parse_cost, stretch
from survey.privacy.sealing import CannotOpen, derive, lock, unlock
from survey.privacy.secret import ContentKey, Seed
from survey.records.queries import exports
from survey.records.rows import AnyRow
from survey.service import Service
from survey.signin import at_the_deadline
from survey.staff import Role, Staff

LASTS = 600
"""Seconds for which a browser may fetch what it opened."""


class WrongWords(Exception):
    """These words do not open this file."""


class NotThere(Exception):
    """The file is not made, not opened by this browser, or gone."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as this browser gets it: sealed, or open for tier standard."""

    service: Service
    parcel: Parcel
    key: ContentKey | None

    @property
    def length(self) -> int:
        """Count its bytes."""
        return self.parcel.size if self.key else self.parcel.length

    def bytes_from(self, first: int, last: int) -> Iterator[bytes]:
        """Yield the bytes of a range, both ends included, a piece at a time.

        Raise NotThere when the file goes while it is read.
        """
        head = b"" if self.key else self.parcel.head
        each = PIECE if self.key else parcel.LOCKED
        if first < len(head):
            yield head[first : last + 1]
        at = max(first, len(head))
        while at <= last:
            number, skip = divmod(at - len(head), each)
            part = self._piece(number)[skip : skip + last + 1 - at]
            at += len(part)
            yield part

    def _piece(self, number: int) -> bytes:
        with self.service.store.read() as connection:
            blob = exports.chunk(connection, self.parcel.export_id, number)
        if not blob:
            raise NotThere
        return self.parcel.opened(self.key, number, blob) if self.key else blob


def seed_of(code: Code, export_id: bytes, salt: bytes, cost: str) -> Seed:
    """Return the seed that the words of an export lead to; slow on purpose."""
    root = stretch(code.text, salt, b"", export_id, parse_cost(cost))
    return Seed(derive(root, "export-words/v1"))


def open_for(
    service: Service, who: Staff, token: Token, export_id: bytes, words: str = ""
) -> None:
    """Let this browser fetch a file for a while; this is audited.

    Raise WrongWords, NotThere, Busy, or NoSuchPlace for a file of another programme.
    """
    with service.store.read() as connection:
        row = _made(service, exports.one(connection, export_id), who)
    key = None
    if row.tier == "standard":
        with at_the_deadline(service):
            key = _key(row, words)
    with service.store.write() as connection:
        _made(service, exports.lock(connection, export_id), who)
        blob = key and lock(
            _under(token), key.raw, binding.door(who.session_id, row.id)
        )
        ends = expiry(service.clock.now(), LASTS)
        exports.change(connection, row.id, fetched=True)
        exports.put_door(connection, who.session_id, row.id, blob, ends)
        what = {"export": row.id.hex(), "programme": row.programme_id}
        acts.write(service, connection, "export.downloaded", who.id, **what)


def fetch(service: Service, who: Staff, token: Token, export_id: bytes) -> Fetched:
    """Return a file that this browser opened; NotThere or NoSuchPlace."""
    with service.store.read() as connection:
        row = _made(service, exports.one(connection, export_id), who)
        door = exports.door(connection, session_id(token), export_id)
    if door is None or door.expires <= service.clock.now().timestamp():
        raise NotThere
    key = None
    if row.tier == "standard":
        try:
            raw = unlock(
                _under(token), door.blob, binding.door(door.session_id, row.id)
            )
        except CannotOpen:
            raise NotThere from None
        key = ContentKey(raw)
    return Fetched(service, Parcel(row.id, row.seal, row.size), key)


def _made(service: Service, row: AnyRow | None, who: Staff) -> AnyRow:
    theirs = {g.programme_id for g in who.grants if g.role is Role.EVALUATOR}
    if row is None or row.programme_id not in theirs:
        raise NoSuchPlace
    # the sweep comes later than its last day, or never where nobody set it up
    if row.state != "built" or row.until < service.clock.now().date():
        raise NotThere
    return row


def _key(row: AnyRow, words: str) -> ContentKey:
    try:
        seed = seed_of(codes.parse(words), row.id, row.salt, row.cost)
        return parcel.key_in(row.seal, seed, row.id)
    except (BadCode, CannotOpen):
        raise WrongWords from None


def _under(token: Token) -> bytes:
    return derive(token, "export/v1")
