"""What the aggregator works with: its own keys, the database, time; passed in."""

from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from survey import aggregator_keys
from survey.aggregator.publishing import passphrase
from survey.aggregator_keys import AggregatorKeys
from survey.clock import Clock, SystemClock
from survey.consent import RECORDED_BASIS, TEXT_VERSION
from survey.measure.instruments import Library
from survey.records.store import Store
from survey.service import read_instruments
from survey.settings import Settings
from survey.shelf import in_force

PURPOSE = "group"
BASES = (TEXT_VERSION[PURPOSE], RECORDED_BASIS)
"""Versions of the consent text under which a yes stands."""


@dataclass(frozen=True, slots=True)
class Aggregator:
    """Everything that deciding rounds needs; nothing of it is the web process's."""

    settings: Settings
    store: Store
    keys: AggregatorKeys = field(repr=False)
    instruments: Library
    clock: Clock
    executor: Executor | None = None
    """Where shards are opened; None opens them here."""

    @property
    def folder(self) -> Path:
        """Return the folder that is the aggregator's alone."""
        return Path(self.settings.keys.aggregator_folder)

    @property
    def workplace(self) -> Path:
        """Return the folder in which plain files may lie for as long as it takes."""
        return Path(self.settings.keys.plain_folder or self.folder)


def reloaded(aggregator: Aggregator) -> Aggregator:
    """Return the aggregator with the keys that lie in its folder now."""
    return replace(aggregator, keys=_keys(aggregator.settings, PURPOSE))


def for_purpose(aggregator: Aggregator, purpose: str) -> Aggregator:
    """Return the aggregator with the keys of another purpose, and of no other."""
    return replace(aggregator, keys=_keys(aggregator.settings, purpose))


def build(
    settings: Settings,
    store: Store,
    *,
    clock: Clock | None = None,
    executor: Executor | None = None,
    purpose: str = PURPOSE,
) -> Aggregator:
    """Return the aggregator of these settings, with the keys of one purpose.

    Raises BadKeyFolder and its kind.
    """
    files = read_instruments(Path(settings.instruments.folder))
    clock = clock or SystemClock()
    return Aggregator(
        settings=settings,
        store=store,
        keys=_keys(settings, purpose),
        instruments=in_force(files, store, clock),
        clock=clock,
        executor=executor,
    )


def _keys(settings: Settings, purpose: str) -> AggregatorKeys:
    folder = Path(settings.keys.aggregator_folder)
    return aggregator_keys.load(folder, passphrase(settings), purposes=(purpose,))
