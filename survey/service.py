"""What the verbs are given: settings, store, keys, instruments, time and chance.

Built once at start and passed in; nothing here is global. A folder of instruments
with a mistake in it, or keys that are missing, stop the start with every reason.
"""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from survey.chance import Chance, SystemChance
from survey.clock import Clock, SystemClock
from survey.keyring import WebKeys
from survey.measure.instrument import BrokenInstrument, Instrument, parse
from survey.measure.instruments import Library, assemble
from survey.privacy.passwords import CODE_COST, Cost, stretch
from survey.records import migrate
from survey.records.store import Store
from survey.settings import Settings
from survey.shelf import in_force

SHORTEST_SIGN_IN = 0.4
"""Seconds; no answer to typed words comes sooner (DESIGN, section 5)."""

KDF_TIMES = 5
"""How many key derivations fit before the deadline: four slots and one spare."""


class BrokenInstruments(Exception):
    """The instrument files have mistakes; the text lists each with its path."""


@dataclass(frozen=True, slots=True)
class Service:
    """Everything a verb may use."""

    settings: Settings
    store: Store
    keys: WebKeys = field(repr=False)
    instruments: Library
    clock: Clock
    chance: Chance
    cost: Cost
    deadline: float
    gate: threading.BoundedSemaphore = field(repr=False)

    def ready(self) -> tuple[str, ...]:
        """Return why the service cannot work just now; nothing if it can."""
        try:
            self.store.answers()
            with self.store.read() as connection:
                current = migrate.is_current(connection)
        except SQLAlchemyError:
            return ("database",)
        return () if current else ("migrations",)


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    chance: Chance | None = None,
    cost: Cost = CODE_COST,
) -> Service:
    """Return the service that these settings describe."""
    clock = clock or SystemClock()
    store = Store(settings.database.url.get_secret_value())
    files = read_instruments(Path(settings.instruments.folder))
    return Service(
        settings=settings,
        store=store,
        keys=WebKeys.load(Path(settings.keys.folder)),
        instruments=in_force(files, store, clock),
        clock=clock,
        chance=chance or SystemChance(),
        cost=cost,
        deadline=_deadline(clock, cost),
        gate=threading.BoundedSemaphore(max(1, settings.server.threads // 2)),
    )


def read_instruments(folder: Path) -> Library:
    """Return the instruments of a folder, or raise with every mistake in it."""
    found: list[Instrument] = []
    mistakes: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append(parse(path.read_text(encoding="utf-8"), path.name))
        except BrokenInstrument as broken:
            mistakes.append(str(broken))
        except UnicodeDecodeError:
            mistakes.append(f"{path.name}: not UTF-8 text")
    if not found and not mistakes:
        mistakes.append(f"{folder}: no instrument files here")
    if mistakes:
        raise BrokenInstruments("\n".join(mistakes))
    return assemble(found)


def _deadline(clock: Clock, cost: Cost) -> float:
    started = clock.monotonic()
    stretch("warm up", bytes(16), bytes(32), bytes(16), cost)
    return max(SHORTEST_SIGN_IN, KDF_TIMES * (clock.monotonic() - started))
