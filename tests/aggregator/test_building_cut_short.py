"""A file is there whole, or it is not there: no room, and killed in the middle."""

import os
import signal
from contextlib import ExitStack, contextmanager

import pytest
from sqlalchemy import event

from survey.aggregator import building, tools
from survey.privacy.parcel import MAGIC
from survey.records.queries import exports
from survey.records.store import Store
from tests.exports import agreed, nothing_is_offered, sealed_file, share


def full(_folder):
    raise OSError(28, "No space left on device")


@contextmanager
def no_page_more(store):
    """Let the database file grow no further, as on a full disk."""

    @event.listens_for(store.engine, "connect")
    def stop_growing(dbapi, _record):
        pages = dbapi.execute("PRAGMA page_count").fetchone()[0]
        dbapi.execute(f"PRAGMA max_page_count = {pages}")

    store.engine.dispose()
    yield
    event.remove(store.engine, "connect", stop_growing)
    store.engine.dispose()


@pytest.mark.parametrize("where", ["the aggregator's folder", "the database"])
def test_on_a_full_disk_no_part_is_offered_and_the_next_run_makes_it_whole(
    service, ana, aggregator, monkeypatch, where
):
    if where == "the database" and not service.store.is_sqlite:
        pytest.skip("a full disk is tried on SQLite, whose file we can hold back")
    share(service, ana)
    export_id = agreed(service)
    with monkeypatch.context() as patched, ExitStack() as stack:
        if where == "the database":
            stack.enter_context(no_page_more(aggregator.store))
        else:
            patched.setattr(building.packing_up, "zipped", full)
        built = building.run(aggregator)

    assert [name for name, _ in built.failed] == [export_id.hex()]
    assert nothing_is_offered(service, export_id)
    assert list((aggregator.folder / "building").iterdir()) == []
    assert building.run(aggregator).made == [export_id.hex()]
    assert sealed_file(service, export_id).startswith(MAGIC)


@pytest.mark.parametrize("moment", ["add_chunk", "add_members", "change"])
def test_killed_while_it_writes_it_leaves_nothing_but_the_request(
    service, ana, aggregator, moment
):
    if not service.store.is_sqlite:
        pytest.skip("a killed writer is tried on SQLite, whose log it leaves behind")
    share(service, ana)
    export_id = agreed(service)
    child = os.fork()
    if child == 0:  # pragma: no cover
        store = Store(service.settings.database.url.get_secret_value())
        alone = tools.build(service.settings, store, clock=service.clock)
        setattr(exports, moment, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        building.run(alone)
        os._exit(0)
    _, how = os.waitpid(child, 0)

    assert os.WTERMSIG(how) == signal.SIGKILL
    assert nothing_is_offered(service, export_id)
    assert list((aggregator.folder / "building").iterdir()) != []
    assert building.run(aggregator).made == [export_id.hex()]
    assert list((aggregator.folder / "building").iterdir()) == []
