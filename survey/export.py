"""Ask for a file of rows, have a second person agree, and end it: what staff does.

Making the file is the aggregator's work (survey/aggregator/building.py).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from survey import acts, custody, handover, programme
from survey.clock import minute
from survey.consent import NoKeyToShareWith
from survey.groups import NoSuchPlace
from survey.marks import mark
from survey.privacy import parcel
from survey.privacy.codes import Code, draw
from survey.privacy.sealing import Suite, public_key
from survey.privacy.signing import fingerprint
from survey.records.queries import exports, tree
from survey.records.rows import AnyRow
from survey.request import Tier, Wish, bound, check, needs_second, row_of
from survey.service import Service
from survey.staff import Role, Staff

NO_ROWS = frozenset({"alliance"})
"""Kinds of programme that are paid by results: totals, never a row (DESIGN, 1)."""
SECOND = (Role.EVALUATOR, Role.ORGANISER)
"""Who may agree that finer rows leave the house."""


class NeverRows(Exception):
    """The programme is paid by results: no row of it leaves."""


class OneWaits(Exception):
    """A file of tier standard waits or lies here already for this programme."""


class OnePersonAlone(Exception):
    """Who asked cannot be the one who agrees."""


class NotNow(Exception):
    """An export is not in a state in which that can be done."""


@dataclass(frozen=True, slots=True)
class Export:
    """A request and what became of it, as staff of its programme sees it."""

    id: bytes
    programme_id: str
    tier: Tier
    k: int | None
    recipient: str
    purpose: str
    until: date
    public_key: bytes
    state: str
    share: int
    reason: str
    asked: int
    asked_by: bytes | None
    asker: str | None
    second: str | None
    size: int | None

    @property
    def needs_second(self) -> bool:
        """Return whether somebody else has to agree."""
        return needs_second(self.tier, self.k)

    @property
    def fingerprint(self) -> str:
        """Return the short name of the key that opens the file, to be compared."""
        return fingerprint(self.public_key)


def ask(
    service: Service, wish: Wish, who: Staff | None = None
) -> tuple[bytes, Code | None]:
    """Write a request; return its id, and for tier standard its words, shown once.

    Raise NoSuchPlace for more than the role's programme, BadWish, NeverRows, OneWaits,
    or NoKeyToShareWith while the keys of the study change. `who` None is the host.
    """
    if who is not None and wish.programme_id not in asks_for(who):
        raise NoSuchPlace
    check(wish, service.clock.now().date())
    export_id = service.chance.draw(parcel.ID_BYTES)
    row = row_of(export_id, wish, who.id if who else None)
    code = None
    if wish.tier == "standard":
        code = draw(service.chance.choose)
        # slow on purpose, so before the transaction
        row |= _opened_by(service, export_id, code)
    with service.store.write() as connection:
        _may_begin(service, connection, wish)
        asked = minute(service.clock.now())
        how = {
            "asked": asked,
            "state": "requested",
            "share": 0,
            "reason": "",
            "fetched": False,
        }
        exports.add(connection, **row, **how, **mark(service, bound(row)))
        _tell(service, connection, "export.requested", who, row)
    return export_id, code


def approve(service: Service, who: Staff, export_id: bytes) -> None:
    """Agree, as the second person; OnePersonAlone, NotNow or NoSuchPlace."""
    with service.store.write() as connection:
        row = _to_answer(connection, who, export_id)
        agreed = {**row._asdict(), "approved_by": who.id}
        marked = mark(service, bound(agreed))
        new = {"approved_by": who.id, "state": "approved", **marked}
        exports.change(connection, export_id, **new)
        _tell(service, connection, "export.approved", who, agreed)


def refuse(service: Service, who: Staff, export_id: bytes) -> None:
    """Say no, as the second person; OnePersonAlone, NotNow or NoSuchPlace."""
    with service.store.write() as connection:
        row = _to_answer(connection, who, export_id)
        exports.end(connection, export_id, "refused", "colleague")
        _tell(service, connection, "export.refused", who, row._asdict())


def discard(service: Service, who: Staff, export_id: bytes) -> None:
    """End a request, or destroy its file; NotNow or NoSuchPlace."""
    with service.store.write() as connection:
        row = _theirs(connection, who, export_id, (Role.EVALUATOR,))
        if row.state not in exports.LIVE:
            raise NotNow
        exports.end(connection, export_id, "discarded", "staff")
        _tell(service, connection, "export.discarded", who, row._asdict())
    service.store.forget_deleted()


def asks_for(who: Staff) -> frozenset[str]:
    """Return the programmes of which somebody may ask for rows."""
    return _programmes(who, (Role.EVALUATOR,))


def listed(service: Service, who: Staff | None = None) -> tuple[Export, ...]:
    """Return the exports of somebody's programmes, newest first; None: of all."""
    with service.store.read() as connection:
        if who is None:
            found = frozenset(row.id for row in tree.programmes(connection))
        else:
            found = _programmes(who, SECOND)
        return tuple(map(_seen, exports.of_programmes(connection, found)))


def one(service: Service, who: Staff, export_id: bytes) -> Export:
    """Return one export of somebody's programmes, or raise NoSuchPlace."""
    with service.store.read() as connection:
        row = exports.one(connection, export_id)
    if row is None or row.programme_id not in _programmes(who, SECOND):
        raise NoSuchPlace
    return _seen(row)


def _opened_by(service: Service, export_id: bytes, code: Code) -> dict[str, Any]:
    salt, cost = service.chance.draw(16), service.cost.text
    seed = handover.seed_of(code, export_id, salt, cost)
    public = public_key(seed, Suite.X25519)
    return {"public_key": public, "salt": salt, "cost": cost}


def _may_begin(service: Service, connection: Connection, wish: Wish) -> None:
    if tree.programme(connection, wish.programme_id) is None:
        raise NoSuchPlace(f"programme {wish.programme_id}")
    plan = programme.one(connection, wish.programme_id)
    if plan.kind in NO_ROWS:
        raise NeverRows
    if not custody.evaluation_key(service, connection, plan.id, "study"):
        raise NoKeyToShareWith
    others = exports.of_programmes(connection, {plan.id})
    if wish.tier == "standard" and any(
        row.tier == "standard" and row.state in exports.LIVE for row in others
    ):
        raise OneWaits


def _to_answer(connection: Connection, who: Staff, export_id: bytes) -> AnyRow:
    row = _theirs(connection, who, export_id, SECOND)
    if row.state != "requested" or not needs_second(row.tier, row.k):
        raise NotNow
    if row.asked_by == who.id:
        raise OnePersonAlone
    return row


def _theirs(
    connection: Connection, who: Staff, export_id: bytes, roles: tuple[Role, ...]
) -> AnyRow:
    row = exports.lock(connection, export_id)
    if row is None or row.programme_id not in _programmes(who, roles):
        raise NoSuchPlace
    return row


def _programmes(who: Staff, roles: tuple[Role, ...]) -> frozenset[str]:
    return frozenset(g.programme_id for g in who.grants if g.role in roles)


def _seen(row: AnyRow) -> Export:
    told = row._asdict()
    return Export(**{name: told[name] for name in Export.__slots__})


def _tell(
    service: Service,
    connection: Connection,
    kind: str,
    who: Staff | None,
    row: dict[str, Any],
) -> None:
    what = {"export": row["id"].hex(), "programme": row["programme_id"]}
    what |= {"tier": row["tier"], "recipient": row["recipient"]}
    acts.write(service, connection, kind, who.id if who else None, **what)
