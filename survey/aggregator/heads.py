"""Vouch for the audit trail: sign its end, and remember it outside the database.

Whoever can write to the database may cut the trail off or write it anew; they can
neither sign an end of it nor reach the file in the aggregator's folder.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from survey import acts
from survey.aggregator.tools import Aggregator
from survey.privacy import binding
from survey.records.queries import trail
from survey.trail import SIGNED, write

HEAD = "audit-head"


@dataclass(frozen=True, slots=True)
class Head:
    """An end of the trail: the number and the digest of its last event."""

    number: int
    digest: bytes


def vouch(aggregator: Aggregator) -> None:
    """Sign the end of the trail if it has grown, and write it to the folder.

    The last event under a signature is that it was signed, and when.
    """
    with aggregator.store.write() as connection:
        trail.queue(connection)
        last = trail.last(connection)
        if last is None:
            return
        if last.number > trail.newest_head(connection):
            write(connection, SIGNED, {"at": acts.stamp(aggregator.clock)})
            last = trail.last(connection) or last
            identity = aggregator.keys.identity
            signed = identity.sign(binding.audit_head(last.number, last.digest))
            trail.add_head(
                connection,
                number=last.number,
                digest=last.digest,
                signer=identity.public_key,
                signature=signed,
            )
        # within the queue: of two aggregators neither writes over the other's file
        known = remembered(aggregator.folder)
        if known is None or known.number < last.number:
            _remember(aggregator.folder, Head(last.number, last.digest))


def remembered(folder: Path) -> Head | None:
    """Return the end that was remembered in the aggregator's folder, if any."""
    try:
        said = json.loads((folder / HEAD).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    return Head(said["number"], bytes.fromhex(said["digest"]))


def _remember(folder: Path, head: Head) -> None:
    """Write the file whole or not at all."""
    text = json.dumps({"number": head.number, "digest": head.digest.hex()})
    fresh = folder / f"{HEAD}.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / HEAD)
