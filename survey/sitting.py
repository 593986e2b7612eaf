"""Write one sitting: its responses and every seal.

The caller has the transaction, so all of it is on the disk or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from survey import custody
from survey.custody import SealedResponse
from survey.measure.answer import Answer
from survey.measure.instrument import Instrument
from survey.measure.rounds import Week
from survey.privacy.binding import ResponsePlace
from survey.privacy.evaluation import PublishedKey
from survey.records.queries import checkins
from survey.service import Service


@dataclass(frozen=True, slots=True)
class Sitting:
    """One visit: whose, in which group and week, and what was said."""

    participant_id: bytes
    programme_id: str
    group_id: bytes | None
    week: Week
    attempt: bytes
    responses: tuple[tuple[Instrument, dict[str, Answer]], ...]


def write(
    service: Service,
    connection: Connection,
    sitting: Sitting,
    results: Sequence[PublishedKey],
) -> tuple[SealedResponse, ...]:
    """Seal a sitting to its author and to these results keys, and write it whole."""
    sitting_id = service.chance.draw(16)
    recipient = custody.own_recipient(service, connection, sitting.participant_id)
    sealed = tuple(
        custody.seal_response(
            service,
            _place(service, sitting, sitting_id, instrument),
            (instrument, given),
            recipient,
            [key for key in results if key.purpose in instrument.results(given)],
        )
        for instrument, given in sitting.responses
    )
    checkins.add_sitting(
        connection,
        id=sitting_id,
        participant_id=sitting.participant_id,
        programme_id=sitting.programme_id,
        group_id=sitting.group_id,
        week=sitting.week,
        turn=checkins.turns(connection, sitting.participant_id, sitting.week) + 1,
        attempt=sitting.attempt,
    )
    checkins.add_responses(connection, [s.response for s in sealed])
    checkins.add_own_seals(connection, [s.own_seal for s in sealed])
    seals = [seal for s in sealed for seal in s.evaluation_seals]
    checkins.add_evaluation_seals(connection, seals)
    return sealed


def _place(
    service: Service, sitting: Sitting, sitting_id: bytes, instrument: Instrument
) -> ResponsePlace:
    return ResponsePlace(
        programme_id=sitting.programme_id,
        group_id=sitting.group_id,
        participant_id=sitting.participant_id,
        sitting_id=sitting_id,
        response_id=service.chance.draw(16),
        instrument=instrument.id,
        version=instrument.version,
        week=sitting.week,
    )
