"""The versions of a programme: what its file said each time it was put in force.

Each is an act in the audit trail and holds all that the file said, without the
comments, so that what changed can be told in words, whatever the words are.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection

from survey import acts, trail
from survey.service import Service

APPLIED = "programme.applied"

Said = Mapping[str, Any]
LISTS = {"site": "name", "schedule": "instrument", "behaviour": "label", "help": "name"}
"""The lists of a file, and what one entry of each is called."""
IDS = {"site": "id", "behaviour": "id"}
"""What an entry is known again by, where that is not what it is called."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one part of a file; `names` are the entries of a list."""

    part: str
    how: Literal["new", "gone", "changed"]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """What was put in force when; the first one known changed nothing."""

    at: datetime
    by: str
    """Who of the staff, in hex, or the command line of the host."""
    digest: str
    changes: tuple[Change, ...]
    first: bool

    @property
    def by_hand(self) -> bool:
        """Say whether it was put in force at the host, by its command line."""
        return self.by == acts.COMMAND_LINE


def record(
    service: Service,
    connection: Connection,
    programme_id: str,
    checksum: bytes,
    says: Said,
) -> None:
    """Write that a file was put in force, and all that it says."""
    what = {"programme": programme_id, "digest": checksum.hex()}
    acts.write(service, connection, APPLIED, None, **what, says=trail.canonical(says))


def of_programme(connection: Connection, programme_id: str) -> tuple[Version, ...]:
    """Return every version of a programme, the one in force first."""
    found: list[Version] = []
    before: Said | None = None
    for event in trail.of_programme(connection, programme_id, [APPLIED]):
        act = event.content
        says = json.loads(act["says"])
        found.append(
            Version(
                at=datetime.fromisoformat(act["at"]),
                by=act["by"],
                digest=act["digest"],
                changes=tuple(_changes(before or {}, says)) if before else (),
                first=before is None,
            )
        )
        before = says
    return tuple(reversed(found))


def _changes(before: Said, now: Said) -> Iterator[Change]:
    """Yield what differs between two files, part by part."""
    for part in dict.fromkeys((*before, *now)):
        was, is_ = before.get(part), now.get(part)
        if was == is_:
            continue
        if part in LISTS:
            yield from _within(part, _named(part, was), _named(part, is_))
        else:
            yield Change(part, "gone" if is_ is None else "changed" if was else "new")


def _within(part: str, was: Said, is_: Said) -> Iterator[Change]:
    called = LISTS[part]
    gone = tuple(was[key][called] for key in was if key not in is_)
    new = tuple(is_[key][called] for key in is_ if key not in was)
    both = [key for key in is_ if key in was]
    changed = tuple(is_[key][called] for key in both if is_[key] != was[key])
    if new:
        yield Change(part, "new", new)
    if gone:
        yield Change(part, "gone", gone)
    # another order alone is a change too: things are asked in it
    if changed or (not new and not gone):
        yield Change(part, "changed", changed)


def _named(part: str, entries: list[Said] | None) -> Said:
    known_by = IDS.get(part, LISTS[part])
    return {entry[known_by]: entry for entry in entries or ()}
