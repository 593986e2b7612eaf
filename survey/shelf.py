"""The instruments in force: the files of the folder, and words that were brought in.

Words may come in while the service runs, from another process; the shelf looks for
them every few seconds and never puts a version away.
"""

import threading
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from survey.clock import Clock
from survey.interop import worded
from survey.measure.instrument import Instrument
from survey.measure.instruments import Library
from survey.records.queries import wordings
from survey.records.store import Store

EVERY = 5.0
"""Seconds between two looks: how late words come into force at most."""

Key = tuple[str, int]


class Shelf(Mapping[Key, Instrument]):
    """Give every version of every instrument, by id and version."""

    def __init__(self, files: Library, store: Store, clock: Clock) -> None:
        """Take the instruments of the folder, which need no database."""
        self._files, self._store, self._clock = files, store, clock
        self._held: dict[Key, Instrument] = dict(files.versions)
        self._known: dict[Key, bytes] = {}
        self._next = clock.monotonic()
        self._looking = threading.Lock()

    def __getitem__(self, key: Key) -> Instrument:
        return self._now()[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())

    def __reduce__(self) -> tuple[Any, ...]:
        # another process gets what is in force now, and no database
        return dict, (dict(self._now()),)

    def _now(self) -> dict[Key, Instrument]:
        due = self._clock.monotonic() >= self._next
        if due and self._looking.acquire(blocking=False):
            try:
                self._look()
                self._next = self._clock.monotonic() + EVERY
            finally:
                self._looking.release()
        return self._held

    def _look(self) -> None:
        if self._store.file is not None and not self._store.file.exists():
            return
        try:
            with self._store.read() as connection:
                found = {
                    (row.instrument, row.version): bytes(row.checksum)
                    for row in wordings.checksums(connection)
                }
                changed = [k for k in found if self._known.get(k) != found[k]]
                rows = [wordings.one(connection, *key) for key in changed]
        except SQLAlchemyError:
            # no database, or none with this table yet: readiness says so elsewhere
            return
        held = dict(self._held)
        for row in rows:
            instrument = worded.read(row.text, self._files) if row else None
            if row and instrument:
                held[row.instrument, row.version] = instrument
        self._held, self._known = held, found


def in_force(files: Library, store: Store, clock: Clock) -> Library:
    """Return the instruments of the folder and all that was brought in."""
    return Library(Shelf(files, store, clock))
