"""What the staff does is written down: who, what, and in which minute.

It joins the audit trail within the transaction that does it. What anybody reads is
never written, and nothing here is about a participant.
"""

from datetime import UTC, datetime

from sqlalchemy import Connection

from survey import trail
from survey.clock import Clock, minute
from survey.service import Service

COMMAND_LINE = "command line"
"""Who it was when somebody typed it on the host."""


def write(
    service: Service,
    connection: Connection,
    kind: str,
    by: bytes | None,
    **what: str | int,
) -> None:
    """Add an act of the staff to the trail; `by` is None for the command line."""
    who = by.hex() if by else COMMAND_LINE
    content = {"by": who, "at": stamp(service.clock), **what}
    trail.write(connection, kind, content)


def stamp(clock: Clock) -> str:
    """Return the present minute (UTC) as the trail writes it."""
    now = datetime.fromtimestamp(minute(clock.now()), UTC)
    return now.strftime("%Y-%m-%dT%H:%MZ")
