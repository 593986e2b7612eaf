"""Open what was sealed for a purpose, as only the holder of its key can.

Later the aggregator does this; until then tests and proofs do, to show that what went
in comes out again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from survey import aggregator_keys, custody
from survey.measure import scoring
from survey.privacy import binding
from survey.privacy.sealing import Suite, open_seal, public_key
from survey.records.tables import EvaluationSeal, OwnSeal, Response, Sitting
from survey.service import Service


@dataclass(frozen=True)
class Opened:
    """One response, opened with a results key."""

    participant_id: bytes
    entry: custody.Entry

    @property
    def scores(self) -> dict[str, float | None]:
        return scoring.scores(self.entry.instrument, self.entry.answers)


def opened(
    service: Service, folder: Path, purpose: str, passphrase: str | None = None
) -> Iterator[Opened]:
    """Open every response that carries a seal for a purpose."""
    keys = aggregator_keys.load(folder, passphrase, purposes=(purpose,))
    query = (
        select(
            Response.__table__,
            Sitting.programme_id,
            Sitting.group_id,
            Sitting.turn,
            OwnSeal.seal.label("own"),
            EvaluationSeal.epoch,
            EvaluationSeal.seal,
        )
        .join(Sitting, Sitting.id == Response.sitting_id)
        .join(OwnSeal, OwnSeal.response_id == Response.id)
        .join(EvaluationSeal, EvaluationSeal.response_id == Response.id)
        .where(EvaluationSeal.purpose == purpose)
    )
    with service.store.read() as connection:
        rows = connection.execute(query).all()
    for row in rows:
        seed = keys.seed(row.programme_id, purpose, row.epoch)
        recipient = public_key(seed, Suite(row.seal[3]))
        place = custody.place_of(custody.checked(service, row))
        key = open_seal(row.seal, seed, binding.seal(purpose, place, recipient))
        entry = custody.read_body(service.instruments, row, key)
        yield Opened(row.participant_id, entry)
