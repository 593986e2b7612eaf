"""What opens the responses of a programme for one purpose: keys that are held here."""

from sqlalchemy import Connection

from survey.aggregator.opening import Means
from survey.aggregator.tools import Aggregator
from survey.records.queries import tree


class MissingKey(Exception):
    """The aggregator lacks the key of an epoch that was published; nothing was done."""


def of(
    aggregator: Aggregator, connection: Connection, programme_id: str, purpose: str
) -> Means:
    """Return the keys of every epoch that was published; raise MissingKey."""
    published = {
        key.epoch
        for key in tree.evaluation_keys(connection, programme_id)
        if key.purpose == purpose and key.signer == aggregator.keys.identity.public_key
    }
    seeds = {}
    for epoch in published:
        try:
            seeds[epoch] = aggregator.keys.seed(programme_id, purpose, epoch).raw
        except KeyError:
            raise MissingKey(f"{programme_id}, {purpose}, epoch {epoch}") from None
    return Means(programme_id, purpose, seeds, aggregator.keys.rowmacs)
