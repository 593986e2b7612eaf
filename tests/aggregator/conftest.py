"""An aggregator beside the service of a test: its own keys, the same clock."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from survey import release
from survey.aggregator import tools
from survey.aggregator.tools import Aggregator
from survey.measure.rounds import Week, add_weeks
from survey.records.store import Store
from survey.service import Service

ROUND_7 = Week(date(2026, 8, 24))
"""Of tests/programme.toml; on the Monday of the tests' clock round 10 is just due."""


@pytest.fixture
def aggregator(service: Service, clock) -> Iterator[Aggregator]:
    """Give an aggregator that has read its keys."""
    store = Store(service.settings.database.url.get_secret_value())
    yield tools.build(service.settings, store, clock=clock)
    store.engine.dispose()


@pytest.fixture
def decide(aggregator: Aggregator) -> Callable[..., release.Ran]:
    """Give a way to run the aggregator, and see that nothing is wrong."""

    def run(**options: bool) -> release.Ran:
        ran = release.run(tools.reloaded(aggregator), **options)
        assert ran.well
        return ran

    return run


def weeks(count: int, start: Week = ROUND_7) -> list[Week]:
    """Return so many weeks from one on."""
    return [add_weeks(start, number) for number in range(count)]
