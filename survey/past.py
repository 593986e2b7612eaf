"""Write what somebody said in earlier weeks, sealed like every other check-in.

For people who are read in and for made-up ones: they have a seed that is thrown away
after it gave their public keys, so nobody can open what is theirs alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from survey import consent, custody, enrolment
from survey import sitting as sittings
from survey.groups import OpenGroup
from survey.measure.answer import Answer
from survey.measure.instrument import Instrument
from survey.measure.rounds import Week
from survey.privacy import binding, signing
from survey.privacy.evaluation import PublishedKey
from survey.privacy.sealing import derive
from survey.privacy.secret import Seed
from survey.records.queries import checkins, people
from survey.service import Service
from survey.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be written: who, since when, and who may open what they said."""

    id: bytes
    programme_id: str
    joined: Week
    results: tuple[PublishedKey, ...]
    consents: tuple[tuple[str, consent.Answer], ...]
    consent_version: int | None = None
    state: str = "kept"


@dataclass(frozen=True, slots=True)
class Past:
    """One sitting of an earlier week."""

    week: Week
    group_id: bytes | None
    attempt: bytes
    responses: tuple[tuple[Instrument, dict[str, Answer]], ...]


def derived(service: Service, *names: str) -> bytes:
    """Return 32 bytes that these names always lead to, here and nowhere else.

    Under the oldest row key: it stays for as long as a row carries its mark.
    """
    oldest = service.keys.rowmac(min(service.keys.rowmac_numbers))
    return signing.mac(derive(oldest, "past/v1"), binding.context("past", *names))


def known(connection: Connection, person_id: bytes) -> bool:
    """Return whether somebody has been written before."""
    return people.participant(connection, person_id) is not None


def add_person(
    service: Service, connection: Connection, newcomer: Newcomer, seed: Seed
) -> None:
    """Write a participant with public keys from a seed, and the standing consents."""
    enrolment.add_participant(
        service,
        connection,
        newcomer.id,
        newcomer.programme_id,
        seed,
        newcomer.joined,
        newcomer.state,
    )
    for purpose, answer in newcomer.consents:
        consent.write(
            service,
            connection,
            newcomer.id,
            purpose,
            answer,
            newcomer.joined,
            consent.MOST_ASKED,
            newcomer.consent_version,
        )


def enter(
    service: Service,
    connection: Connection,
    newcomer: Newcomer,
    group_id: bytes | None,
    week: Week,
) -> None:
    """Make the membership agree with the group of a week: join, move or leave."""
    row = people.membership(connection, newcomer.id)
    if (row.group_id if row else None) == group_id:
        return
    enrolment.end_membership(service, connection, newcomer.id, week)
    if group_id is not None:
        enrolment.add_membership(
            service, connection, newcomer.id, newcomer.programme_id, group_id, week
        )


def add_sitting(
    service: Service, connection: Connection, newcomer: Newcomer, past: Past
) -> bool:
    """Seal and write one sitting; return False when it is there already."""
    if checkins.attempt_known(connection, past.attempt):
        return False
    sitting = Sitting(
        newcomer.id,
        newcomer.programme_id,
        past.group_id,
        past.week,
        past.attempt,
        past.responses,
    )
    sittings.write(service, connection, sitting, newcomer.results)
    return True


def results_keys(
    service: Service, connection: Connection, programme_id: str, purposes: Sequence[str]
) -> dict[str, PublishedKey]:
    """Return a trusted key for each purpose, or raise NoKeyToShareWith."""
    found = {}
    for purpose in purposes:
        key = custody.evaluation_key(service, connection, programme_id, purpose)
        if key is None:
            raise consent.NoKeyToShareWith
        found[purpose] = key
    return found


def group_ids(found: Sequence[OpenGroup]) -> dict[str, bytes]:
    """Return groups by site/alias."""
    return {f"{group.site_id}/{group.alias}": group.id for group in found}
