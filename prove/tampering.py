"""Audit logs that somebody with the whole database touched: every one is to be found.

Each log is a small one of its own, signed by the aggregator to its end. Whoever touches
it is no fool: besides the plain slip of a pen they drop the triggers, reckon every
digest anew behind the place that they touched, and throw the signatures away that would
speak against them.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from prove.table import Row
from survey import trail
from survey.aggregator import heads, verifying
from survey.aggregator.tools import Aggregator
from survey.aggregator_keys import AggregatorKeys
from survey.clock import SystemClock
from survey.measure.instruments import Library
from survey.privacy.secret import Seed
from survey.privacy.signing import fingerprint
from survey.records import migrate
from survey.records.store import Store
from survey.settings import Settings

TAMPERED, UNTOUCHED = 1000, 100
KINDS = ("group.opened", "meeting.recorded", "staff.link", "export.requested")

Event = tuple[int, str, str, bytes, bytes]
"""Number, kind, content, previous, digest: a row as it lies in the table."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many logs were called touched, by what was done to them."""

    tried: dict[str, int]
    caught: dict[str, int]
    accused: int
    untouched: int


def counted(tampered: int, untouched: int, seed: int = 4) -> Found:
    """Make that many logs, touch them in each way in turn, and look at each."""
    random, ways = Random(seed), list(WAYS)
    tried, caught = dict.fromkeys(ways, 0), dict.fromkeys(ways, 0)
    accused = 0
    with TemporaryDirectory() as folder:
        empty = _empty(Path(folder))
        for number in range(tampered + untouched):
            log = _Log(Path(folder) / f"{number}", empty, random)
            touched = number < tampered
            if touched:
                way = ways[number % len(ways)]
                log.touch(WAYS[way], reckoned=random.random() < 0.7)
                tried[way] += 1
                caught[way] += log.problems()
            else:
                accused += log.problems()
    return Found(tried, caught, accused, untouched)


def logs(tampered: int = TAMPERED, untouched: int = UNTOUCHED) -> list[Row]:
    """Count the touched logs that are found, and the others that are accused."""
    found = counted(tampered, untouched)
    ways = ", ".join(f"{way} {found.caught[way]}" for way in WAYS)
    caught = sum(found.caught.values())
    return [
        Row(
            "a touched audit log is found (edit, drop, swap, cut)",
            f"{tampered} of {tampered}",
            f"{caught} of {tampered} ({ways})",
            holds=caught == tampered,
        ),
        Row(
            "an audit log that nobody touched is not accused",
            f"0 of {untouched}",
            f"{found.accused} of {untouched}",
            holds=found.accused == 0,
        ),
    ]


class _Log:
    """One log with an aggregator of its own beside it."""

    def __init__(self, folder: Path, empty: bytes, random: Random) -> None:
        folder.mkdir()
        self.file, self.random = folder / "log.sqlite", random
        self.file.write_bytes(empty)
        store = Store(f"sqlite:///{self.file}")
        keys = {"aggregator_folder": str(folder)}
        self.aggregator = Aggregator(
            settings=Settings.model_validate({"keys": keys}),
            store=store,
            keys=AggregatorKeys(Seed(random.randbytes(32)), {}, {}, False),
            instruments=Library({}),
            clock=SystemClock(),
        )
        for turn in range(random.randint(1, 4)):
            self._act(turn)
            heads.vouch(self.aggregator)
        store.engine.dispose()

    def _act(self, turn: int) -> None:
        with self.aggregator.store.write() as connection:
            for number in range(self.random.randint(2, 12)):
                # no two alike: to swap those would be to change nothing
                what = {"by": "command line", "group": f"{turn}-{number}"}
                trail.write(connection, self.random.choice(KINDS), what)

    def touch(self, way: "Way", *, reckoned: bool) -> None:
        """Do something to the rows; then make them look right again if `reckoned`."""
        with closing(sqlite3.connect(self.file)) as database:
            named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for (name,) in database.execute(named).fetchall():
                database.execute(f'DROP TRIGGER "{name}"')
            events: list[Event] = database.execute(
                "SELECT number, kind, content, previous, digest FROM audit_event "
                "ORDER BY number"
            ).fetchall()
            after = way(events, self.random)
            if reckoned:
                after = list(_reckoned(after))
            numbers = {event[0]: event[4] for event in after}
            signed = database.execute("SELECT number, digest FROM audit_head")
            for number, digest in signed.fetchall():
                gone = number not in numbers
                if gone or (numbers[number] != digest and self.random.random() < 0.5):
                    drop = "DELETE FROM audit_head WHERE number = ?"
                    database.execute(drop, [number])
            database.execute("DELETE FROM audit_event")
            row = "INSERT INTO audit_event (number, kind, content, previous, digest)"
            database.executemany(f"{row} VALUES (?, ?, ?, ?, ?)", after)
            database.commit()

    def problems(self) -> bool:
        """Return whether somebody who looks finds anything wrong."""
        pinned = fingerprint(self.aggregator.keys.identity.public_key)
        store = Store(f"sqlite:///{self.file}")
        found = verifying.verify(store, pinned, self.aggregator.folder)
        store.engine.dispose()
        return bool(found.problems)


Way = Callable[[list[Event], Random], list[Event]]


def _edit(events: list[Event], random: Random) -> list[Event]:
    at = random.randrange(len(events))
    number, kind, content, *rest = events[at]
    if random.random() < 0.5:
        kind = "group.closed"
    else:
        content = content[:-1] + ',"more":1}'
    return [*events[:at], (number, kind, content, *rest), *events[at + 1 :]]


def _drop(events: list[Event], random: Random) -> list[Event]:
    at = random.randrange(len(events) - 1)
    return [*events[:at], *events[at + 1 :]]


def _swap(events: list[Event], random: Random) -> list[Event]:
    one, other = sorted(random.sample(range(len(events)), 2))
    if events[one][1:3] == events[other][1:3]:
        # signed twice in a minute: the two say the same, in either order
        return _swap(events, random)
    swapped = list(events)
    swapped[one] = (events[one][0], *events[other][1:])
    swapped[other] = (events[other][0], *events[one][1:])
    return swapped


def _cut(events: list[Event], random: Random) -> list[Event]:
    return events[: random.randrange(len(events))]


WAYS: dict[str, Way] = {"edit": _edit, "drop": _drop, "swap": _swap, "cut": _cut}


def _reckoned(events: list[Event]) -> Iterator[Event]:
    """Number the rows through and give each the digest that it would have."""
    previous = trail.START
    for number, (_was, kind, content, *_rest) in enumerate(events, start=1):
        digest = trail.digest_of(number, kind, content, previous)
        yield number, kind, content, previous, digest
        previous = digest


def _empty(folder: Path) -> bytes:
    """Return a database with its tables and nothing in them."""
    file = folder / "empty.sqlite"
    store = Store(f"sqlite:///{file}")
    migrate.upgrade(store)
    store.forget_deleted()
    store.engine.dispose()
    return file.read_bytes()
