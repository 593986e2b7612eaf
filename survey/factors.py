"""What proves who somebody of the staff is: rows that only the web's own key opens.

Each is bound to its owner and kind, so a row that was copied to somebody else, or
written by who has the database alone, proves nothing. Nobody can drop their last way.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from survey import acts
from survey.clock import minute
from survey.groups import NoSuchPlace
from survey.privacy import binding, sealing
from survey.records.queries import accounts
from survey.records.rows import AnyRow
from survey.service import Service
from survey.staff import Staff

LONGEST_LABEL = 40


class Kind(StrEnum):
    """What a factor is."""

    PASSWORD = "password"  # noqa: S105  # its name
    TOTP = "totp"
    PASSKEY = "passkey"


TWO_STEPS = (Kind.PASSWORD, Kind.TOTP)
"""What makes a way in together; a passkey is one alone."""


class LastWayIn(Exception):
    """Without this nothing would be left to sign in with."""


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey, as its owner sees it."""

    id: bytes
    label: str
    made: int


@dataclass(frozen=True, slots=True)
class Held:
    """The ways in that somebody has."""

    passkeys: tuple[Passkey, ...]
    two_steps: bool
    codes_left: int

    @property
    def any(self) -> bool:
        """Return whether there is a way in at all."""
        return bool(self.passkeys) or self.two_steps


def held(service: Service, staff_id: bytes) -> Held:
    """Return the ways in that somebody has."""
    with service.store.read() as connection:
        return _held(connection, staff_id)


def new(
    service: Service, staff_id: bytes, kind: Kind, secret: bytes, **rest: Any
) -> dict[str, Any]:
    """Return the row of a new factor; `rest` are label, credential and counter."""
    factor_id = service.chance.draw(16)
    return {
        "id": factor_id,
        "staff_id": staff_id,
        "kind": kind.value,
        "label": "",
        "credential": None,
        "locked": _locked(service, factor_id, staff_id, kind, secret),
        "counter": 0,
        "made": minute(service.clock.now()),
        **rest,
    }


def secret_of(service: Service, row: AnyRow) -> bytes | None:
    """Return what a row keeps locked; None if it was not written by us, for them."""
    try:
        key = service.keys.factor_key(sealing.key_id(row.locked))
        return sealing.unlock(
            key, row.locked, binding.factor(row.id, row.staff_id, row.kind)
        )
    except (sealing.CannotOpen, KeyError):
        return None


def renew(service: Service, connection: Connection, row: AnyRow, secret: bytes) -> None:
    """Lock something under the newest key."""
    locked = _locked(service, row.id, row.staff_id, Kind(row.kind), secret)
    accounts.lock_anew(connection, row.id, locked)


def is_old(service: Service, row: AnyRow) -> bool:
    """Return whether a row is locked under a key that is not the newest."""
    return sealing.key_id(row.locked) != service.keys.pepper_number


def drop_passkey(service: Service, who: Staff, factor_id: bytes) -> None:
    """Drop one's own passkey; raise NoSuchPlace or LastWayIn."""
    with service.store.write() as connection:
        mine = accounts.factors(connection, who.id, Kind.PASSKEY)
        if factor_id not in {row.id for row in mine}:
            raise NoSuchPlace
        if len(mine) == 1 and not _held(connection, who.id).two_steps:
            raise LastWayIn
        accounts.drop_factor(connection, factor_id)
        told(service, connection, who.id, "passkey dropped")


def drop_two_steps(service: Service, who: Staff) -> None:
    """Drop one's own password with its six digits and codes; raise LastWayIn."""
    with service.store.write() as connection:
        if not _held(connection, who.id).passkeys:
            raise LastWayIn
        accounts.drop_factors(connection, who.id, *TWO_STEPS)
        accounts.put_codes(connection, who.id, ())
        told(service, connection, who.id, "password dropped")


def told(
    service: Service,
    connection: Connection,
    staff_id: bytes,
    what: str,
    *,
    by_hand: bool = False,
) -> None:
    """Write down that somebody changed their ways in, or a hand on the host did."""
    by = None if by_hand else staff_id
    acts.write(service, connection, "staff.factor", by, staff=staff_id.hex(), what=what)


def _held(connection: Connection, staff_id: bytes) -> Held:
    rows = accounts.factors(connection, staff_id)
    kinds = {row.kind for row in rows}
    return Held(
        tuple(
            Passkey(row.id, row.label, row.made)
            for row in rows
            if row.kind == Kind.PASSKEY
        ),
        kinds.issuperset(TWO_STEPS),
        accounts.codes_left(connection, staff_id),
    )


def _locked(
    service: Service, factor_id: bytes, staff_id: bytes, kind: Kind, secret: bytes
) -> bytes:
    number = service.keys.pepper_number
    bound = binding.factor(factor_id, staff_id, kind.value)
    return sealing.lock(service.keys.factor_key(number), secret, bound, number)
