"""Write one sitting: its responses, their seals, and the receipt for the phone.

The caller has the transaction, so all of it is on the disk or none.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from survey import consent, custody, scratch
from survey.custody import SealedResponse
from survey.measure.answer import Answer
from survey.measure.instrument import Instrument
from survey.measure.rounds import Week
from survey.person import Person
from survey.privacy.binding import ResponsePlace
from survey.records.queries import checkins
from survey.service import Service


def write(
    service: Service,
    connection: Connection,
    person: Person,
    week: Week,
    key: bytes,
    read: Sequence[tuple[Instrument, dict[str, Answer]]],
) -> None:
    """Seal what was read and write it as one sitting, with a receipt for the phone."""
    sitting_id = service.chance.draw(16)
    recipient = custody.own_recipient(service, connection, person.id)
    results = consent.recipients(service, connection, person)
    sealed = [
        custody.seal_response(
            service,
            ResponsePlace(
                programme_id=person.programme_id,
                group_id=person.group_id,
                participant_id=person.id,
                sitting_id=sitting_id,
                response_id=service.chance.draw(16),
                instrument=instrument.id,
                version=instrument.version,
                week=week,
            ),
            (instrument, given),
            recipient,
            [] if instrument.keep_to_myself else results,
        )
        for instrument, given in read
    ]
    sitting: dict[str, Any] = {
        "id": sitting_id,
        "participant_id": person.id,
        "programme_id": person.programme_id,
        "group_id": person.group_id,
        "week": week,
        "turn": checkins.turns(connection, person.id, week) + 1,
        "attempt": key,
    }
    add_sitting(connection, sitting, sealed)
    scratch.drop(connection, person.token, "draft")
    keys = {s.response["id"].hex(): s.key.raw.hex() for s in sealed}
    scratch.put(service, connection, person.token, "receipt", {"keys": keys})


def add_sitting(
    connection: Connection, sitting: dict[str, Any], sealed: Sequence[SealedResponse]
) -> None:
    """Write a sitting with its responses and every seal."""
    checkins.add_sitting(connection, **sitting)
    checkins.add_responses(connection, [s.response for s in sealed])
    checkins.add_own_seals(connection, [s.own_seal for s in sealed])
    seals = [seal for s in sealed for seal in s.evaluation_seals]
    checkins.add_evaluation_seals(connection, seals)
