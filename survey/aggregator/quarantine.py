"""Take a response out of all results: an operator's act, written to the trail.

Its row is wrong, so nobody knows what it says; its group waits until it is looked at.
"""

from survey import trail
from survey.clock import Clock, minute
from survey.records.queries import rounds
from survey.records.store import Store

QUARANTINED = "response.quarantined"


class NoSuchResponse(Exception):
    """There is no response of that id."""


def put_away(store: Store, clock: Clock, response_id: bytes) -> None:
    """Leave a response out of all results from now on; raise NoSuchResponse."""
    with store.write() as connection:
        if not rounds.quarantine(connection, response_id):
            raise NoSuchResponse(response_id.hex())
        what = {"response": response_id.hex(), "at": minute(clock.now())}
        trail.write(connection, QUARANTINED, what)
