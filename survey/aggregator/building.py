"""Build what was agreed to: from sealed answers to sealed pieces, whole or not at all.

Plain files lie in a folder of the aggregator's alone while they are made, in memory if
its settings say so; a run that was killed leaves them, and the next removes them first.
The pieces, whose rows they hold and the event that tells of it are written in one
transaction.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from survey import request, trail
from survey.aggregator import packing_up
from survey.aggregator.means import MissingKey
from survey.aggregator.opening import Refused
from survey.aggregator.packing_up import TooSmall
from survey.aggregator.studying import BASES, ID_BYTES, PURPOSE, Held
from survey.aggregator.tools import Aggregator, for_purpose
from survey.measure.rounds import week_of
from survey.privacy import binding_exports as binding
from survey.privacy import parcel, sealing, signing
from survey.privacy.secret import ContentKey
from survey.programme import Programme
from survey.records.queries import exports, studied
from survey.records.rows import AnyRow

TRIES = 3
"""Times that a file is built anew because people changed their choices meanwhile."""
BATCH = 500
"""People written at a time as being in a file."""
STEP = 5
"""Per cent after which it is told how far a file is."""
LAST_STEP = 95
"""Where the telling ends while a file is being made: what is left is to write it."""

Tell = Callable[[str], None]


class Changed(Exception):
    """Somebody in the file took their yes back: build again."""


@dataclass(slots=True)
class Built:
    """What a run has built, and what it could not.

    `held` are rows that are wrong, `missing` keys that are not here, `busy` exports
    whose people were changing their choices, `failed` what the machine said.
    """

    made: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    held: list[tuple[str, Refused]] = field(default_factory=list)
    forged: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    busy: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Say whether nothing waits for an operator."""
        return not (self.held or self.forged or self.missing or self.failed)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was asked for and is not made: agreed to, and what is not from our web."""

    ready: list[AnyRow]
    forged: list[AnyRow]


def run(aggregator: Aggregator, tell: Tell = lambda _name: None) -> Built:
    """Build every export that may be built, with the study's keys and no others."""
    found = waiting(aggregator)
    built = Built(forged=[row.id.hex() for row in found.forged])
    with _workplace(aggregator.workplace) as place:
        if place and found.ready:
            alone = for_purpose(aggregator, PURPOSE)
            for row in found.ready:
                tell(row.id.hex())
                _try(alone, row, place, built)
    return built


def tidy(aggregator: Aggregator) -> None:
    """Remove the plain files of a run that was killed, if none is at work.

    What it was building may never be wanted again: somebody in it may have left.
    """
    with _workplace(aggregator.workplace):
        pass


def waiting(aggregator: Aggregator) -> Waiting:
    """Return what may be built now, and what somebody forged; needs no study key."""
    today = aggregator.clock.now().date()
    with aggregator.store.read() as connection:
        rows = exports.waiting(connection)
    ours = [row for row in rows if _is_ours(aggregator, row)]
    agreed = [row for row in ours if request.is_agreed(row._asdict())]
    return Waiting(
        ready=[row for row in agreed if row.until >= today],
        forged=[row for row in rows if row not in ours],
    )


def _is_ours(aggregator: Aggregator, row: AnyRow) -> bool:
    """Return whether the web tier wrote this request, and who agreed to it."""
    key = aggregator.keys.rowmacs.get(row.mac_key)
    bound = request.bound(row._asdict())
    return key is not None and signing.check_mac(key, bound, row.mac)


def _try(aggregator: Aggregator, row: AnyRow, place: Path, built: Built) -> None:
    name = row.id.hex()
    try:
        for _ in range(TRIES):
            try:
                if _build(aggregator, row, place):
                    built.made.append(name)
            except Changed:
                continue
            return
        built.busy.append(name)
    except TooSmall as small:
        _refuse(aggregator, row, small)
        built.refused.append(name)
    except Held as held:
        built.held += [(name, each) for each in held.refused]
    except MissingKey as missing:
        built.missing.append(str(missing))
    except (OSError, OperationalError) as error:
        built.failed.append((name, str(getattr(error, "orig", error))))
    finally:
        _empty(place)


def _build(aggregator: Aggregator, row: AnyRow, place: Path) -> bool:
    """Build one file and write it; False if the request ended meanwhile.

    Raise Changed and leave nothing when somebody in it took their yes back.
    """
    _empty(place)
    seed, key = os.urandom(32), ContentKey(os.urandom(32))
    plain, sealed = place / "plain", place / "sealed"
    plain.mkdir()
    with aggregator.store.read() as connection:
        plan = packing_up.plan_of(connection, row)
        week = week_of(aggregator.clock.now(), plan.time_zone)
        seals = studied.seals(connection, plan.id, week)
        packed = packing_up.pack(
            aggregator, connection, row, seed, plain, _progress(aggregator, row)
        )
    size, own = 0, aggregator.keys.ledger_key
    with sealed.open("wb") as file:
        for blob in parcel.packed(key, row.id, packing_up.zipped(plain)):
            size += file.write(blob) - (parcel.LOCKED - parcel.PIECE)
    shutil.rmtree(plain)
    with aggregator.store.write() as connection:
        now = exports.lock(connection, row.id)
        if now is None or now.state != row.state:
            return False
        _write_members(connection, row, packed.people)
        if studied.seals(connection, plan.id, week) != seals:
            raise Changed
        _write_pieces(connection, row, sealed)
        exports.change(
            connection,
            row.id,
            state="built",
            share=100,
            size=size,
            week=week,
            seal=parcel.sealed_to(row.public_key, key, row.id),
            seed=sealing.lock(own, seed, binding.memory(row.id, "seed")),
            quarter=packed.quarter,
        )
        _tell(connection, "export.built", row, plan)
    return True


def _write_members(connection: Connection, row: AnyRow, people: list[bytes]) -> None:
    for start in range(0, len(people), BATCH):
        few = [one[ID_BYTES:] for one in people[start : start + BATCH]]
        exports.add_members(connection, row.id, few, BASES)
    if exports.members(connection, row.id, BASES) != len(people):
        raise Changed


def _write_pieces(connection: Connection, row: AnyRow, sealed: Path) -> None:
    with sealed.open("rb") as file:
        number = 0
        while blob := file.read(parcel.LOCKED):
            exports.add_chunk(connection, row.id, number, blob)
            number += 1


def _refuse(aggregator: Aggregator, row: AnyRow, small: TooSmall) -> None:
    with aggregator.store.write() as connection:
        plan = packing_up.plan_of(connection, row)
        exports.end(connection, row.id, "refused", small.reason)
        _tell(connection, "export.refused", row, plan)


def _tell(connection: Connection, kind: str, row: AnyRow, plan: Programme) -> None:
    what = {"export": row.id.hex(), "programme": plan.id, "tier": row.tier}
    trail.write(connection, kind, what)


def _progress(aggregator: Aggregator, row: AnyRow) -> Callable[[int, int], None]:
    said = 0

    def tell(done: int, total: int) -> None:
        nonlocal said
        share = done * LAST_STEP // max(1, total)
        if share >= said + STEP:
            said = share
            with aggregator.store.write() as connection:
                exports.change(connection, row.id, share=share)

    return tell


@contextmanager
def _workplace(folder: Path) -> Iterator[Path | None]:
    """Give a folder of our own to work in; None while another run has it."""
    place = folder / "building"
    place.mkdir(mode=0o700, exist_ok=True)
    with (folder / "building.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        _empty(place)
        yield place


def _empty(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700, exist_ok=True)
