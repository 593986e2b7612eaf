"""Key slots: the ways to a participant's seed that words open (as in LUKS)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection

from survey.privacy import binding, signing
from survey.privacy.codes import Code, draw
from survey.privacy.passwords import BadCost, Cost, needs_raise, parse_cost, stretch
from survey.privacy.sealing import CannotOpen, derive, lock, unlock
from survey.privacy.secret import Seed
from survey.records.queries import people
from survey.service import Service

Kind = Literal["code", "recovery"]
SHARED_BY = 4
"""Slots that may have one locator, so that sign-in tries no more than these."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose seed typed words led to, and by which slot."""

    participant_id: bytes
    slot_id: bytes
    kind: Kind
    pepper: int
    cost: Cost
    seed: Seed


def draw_code(service: Service, connection: Connection) -> Code:
    """Draw seven words whose locator has room."""
    while True:
        code = draw(service.chance.choose)
        locators = [_locator(service, n, code) for n in service.keys.pepper_numbers]
        if people.count_at(connection, locators) < SHARED_BY:
            return code


def made(
    service: Service, participant_id: bytes, kind: Kind, code: Code, seed: Seed
) -> dict[str, Any]:
    """Return the row that makes these words open this seed.

    Slow on purpose, so it is called outside any transaction.
    """
    slot_id = service.chance.draw(16)
    salt = service.chance.draw(16)
    pepper = service.keys.pepper_number
    key = _slot_key(service, pepper, salt, service.cost.text, participant_id, code)
    bound = binding.slot(slot_id, participant_id, kind, service.cost.text, pepper)
    return {
        "id": slot_id,
        "participant_id": participant_id,
        "kind": kind,
        "locator": _locator(service, pepper, code),
        "pepper": pepper,
        "salt": salt,
        "cost": service.cost.text,
        "wrapped": lock(key, seed.raw, bound, key_id=pepper),
    }


def find(service: Service, code: Code) -> Opened | None:
    """Try the slots that these words could open, under every pepper."""
    with service.store.read() as connection:
        rows = [
            row
            for number in service.keys.pepper_numbers
            for row in people.slots_at(connection, _locator(service, number, code))
            if row.pepper == number and row.state != "unkept"
        ]
    for row in rows:
        seed = try_slot(service, row._asdict(), code)
        if seed is not None:
            cost = parse_cost(row.cost)
            return Opened(row.participant_id, row.id, row.kind, row.pepper, cost, seed)
    return None


def try_slot(service: Service, slot: Mapping[str, Any], code: Code) -> Seed | None:
    """Open one slot with these words, or return None."""
    pepper, cost, owner = slot["pepper"], slot["cost"], slot["participant_id"]
    bound = binding.slot(slot["id"], owner, slot["kind"], cost, pepper)
    try:
        key = _slot_key(service, pepper, slot["salt"], cost, owner, code)
        return Seed(unlock(key, slot["wrapped"], bound))
    except (CannotOpen, BadCost):
        return None


def renewed(service: Service, opened: Opened, code: Code) -> dict[str, Any] | None:
    """Return the slot made again under today's pepper and cost, if it is older."""
    cheap = needs_raise(opened.cost, service.cost)
    if opened.pepper == service.keys.pepper_number and not cheap:
        return None
    return made(service, opened.participant_id, opened.kind, code, opened.seed)


def _locator(service: Service, pepper: int, code: Code) -> bytes:
    bound = binding.locator(code.locator_text)
    return signing.mac(service.keys.locator_key(pepper), bound)


def _slot_key(
    service: Service,
    pepper: int,
    salt: bytes,
    cost: str,
    participant_id: bytes,
    code: Code,
) -> bytes:
    root = stretch(
        code.text,
        salt,
        service.keys.kdf_key(pepper),
        participant_id,
        parse_cost(cost),
    )
    return derive(root, "slot-wrap/v1")
