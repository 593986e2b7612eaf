"""What leaves with somebody's rows in it: they see it, and it ends when they leave.

A file that was given away cannot be called back; one that lies here is destroyed, in
the transaction in which its person goes or takes the yes back.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from survey import trail
from survey.measure.rounds import Week
from survey.person import Person
from survey.records.queries import exports, people
from survey.records.rows import AnyRow
from survey.service import Service


@dataclass(frozen=True, slots=True)
class Offered:
    """A file with rows of somebody: in which week, how fine, to whom, what for."""

    week: Week
    tier: str
    recipient: str
    purpose: str


def offered(service: Service, person: Person) -> tuple[Offered, ...]:
    """Return the files that were made with a person's rows in them, newest first."""
    with service.store.read() as connection:
        rows = exports.offered(connection, person.id)
    return tuple(
        Offered(Week(row.week), row.tier, row.recipient, row.purpose) for row in rows
    )


def recall(connection: Connection, participant_id: bytes) -> int:
    """Destroy the files that lie here with rows of somebody; return how many.

    Waits for a file that is just being written. The trail says that somebody left,
    never who or when.
    """
    people.lock_participant(connection, participant_id)
    found = exports.holding(connection, participant_id)
    for row in found:
        exports.end(connection, row.id, "discarded", "left")
        _tell(connection, "export.discarded", row, why="somebody left")
    return len(found)


def expire(connection: Connection, today: date, now: int) -> int:
    """End what is past its last day, with the seed of its ids; return how many."""
    found = exports.ended(connection, today)
    for row in found:
        exports.end(connection, row.id, "expired", "")
        _tell(connection, "export.expired", row)
    exports.drop_doors(connection, now)
    return len(found)


def _tell(connection: Connection, kind: str, row: AnyRow, **why: str) -> None:
    what = {"export": row.id.hex(), "programme": row.programme_id, **why}
    trail.write(connection, kind, what)
