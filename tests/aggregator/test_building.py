"""A file holds what those said who share for the study, whole, or it is not there."""

import os
import signal
from contextlib import ExitStack, contextmanager

import pytest
from sqlalchemy import event, func, select, update

from survey import (
    aggregator_keys,
    consent,
    enrolment,
    export,
    handed_out,
    handover,
    notes,
    release,
)
from survey.aggregator import building, tools
from survey.aggregator.building import Built
from survey.measure.rounds import Week
from survey.privacy.parcel import MAGIC
from survey.records.queries import exports
from survey.records.store import Store
from survey.records.tables import Export, ExportChunk, ExportMember, Response
from tests.cast import WEEKLY, check_in
from tests.exports import STUDY, agreed, at_desk, files_of, rows_of, sealed_file, share


def state(service, export_id):
    with service.store.read() as connection:
        row = exports.one(connection, export_id)
        pieces = select(func.count()).select_from(ExportChunk)
        members = select(ExportMember.participant_id)
        count = connection.execute(pieces).scalar_one()
        return row.state, count, set(connection.execute(members).scalars())


def nothing_is_offered(service, export_id):
    return state(service, export_id) == ("approved", 0, set())


def test_what_was_said_comes_out_for_whoever_said_yes_and_nobody_else(
    service, ana, ben, cleo, aggregator
):
    share(service, ana, ben, weeks=2)
    check_in(service, cleo)
    export_id = agreed(service)

    built = building.run(aggregator)

    assert built == Built(made=[export_id.hex()])
    assert state(service, export_id) == ("built", 1, {ana.id, ben.id})
    rows = rows_of(files_of(service, export_id))
    assert len({row["id"] for row in rows}) == 2
    weeks = sorted({int(row["week"]) for row in rows})
    assert weeks == [0, 1]
    days = [row["days_as_wanted"] for row in rows if row["days_as_wanted"] != "-99"]
    assert days == [WEEKLY["days"]["as_wanted"][0]] * 4


def test_no_word_no_name_and_no_day_leaves_with_the_rows(
    service, ana, thursday, aggregator
):
    notes.write(service, ana, "note", "canary-note", Week(ana.joined))
    notes.write(service, ana, "behaviour", "canary-behaviour", Week(ana.joined))
    share(service, ana, weeks=2)
    export_id = agreed(service)
    building.run(aggregator)

    files = files_of(service, export_id)

    canaries = [
        b"canary", thursday.alias.encode(), thursday.join_code.encode(), b"2026-11-0",
        ana.id, ana.id.hex().encode(), thursday.id.hex().encode(), b"north",
    ]  # fmt: skip
    found = {
        (name, word)
        for name, data in files.items()
        for word in canaries
        if word in data
    }
    # the titles of question sets may speak of north or of Thursdays, rows may not
    assert {name for name, _ in found} <= {"codebook.csv"}


def test_a_round_takes_the_groups_keys_and_a_file_the_studys(
    service, ana, aggregator, monkeypatch
):
    taken = []

    def load(folder, passphrase=None, *, purposes=()):
        taken.append(tuple(purposes))
        return loading(folder, passphrase, purposes=purposes)

    loading = aggregator_keys.load
    monkeypatch.setattr(aggregator_keys, "load", load)
    share(service, ana)
    release.run(tools.reloaded(aggregator))
    assert set(taken) <= {(), ("group",)}

    taken.clear()
    building.run(aggregator)
    assert taken == []  # nothing waits, so nothing is taken

    agreed(service)
    building.run(aggregator)
    assert taken == [("study",)]


def test_a_hand_in_the_database_can_neither_ask_nor_agree(service, ana, aggregator):
    share(service, ana)
    eve, _ = at_desk(service, "Eve")
    ed, _ = at_desk(service, "Ed")
    export_id = agreed(service)
    forgeries = (
        {"public_key": b"t" * 32},
        {"approved_by": None},
        {"purpose": "anything"},
    )

    for forged in forgeries:
        with service.store.write() as connection:
            kept = connection.execute(select(Export.__table__)).one()._mapping
            exports.change(connection, export_id, **forged)
        assert building.run(aggregator).forged == [export_id.hex()]
        with service.store.write() as connection:
            exports.change(connection, export_id, **{n: kept[n] for n in forged})
    with service.store.write() as connection:
        exports.change(connection, export_id, approved_by=eve.id, asked_by=ed.id)
    built = building.run(aggregator)

    assert built.forged == [export_id.hex()]
    assert built.made == []


def test_what_nobody_agreed_to_is_not_built(service, ana, aggregator):
    share(service, ana)
    eve, _ = at_desk(service, "Eve")
    export_id, _ = export.ask(service, STUDY, eve)

    assert building.run(aggregator).made == []
    assert export.one(service, eve, export_id).state == "requested"


def test_where_nobody_shares_the_file_is_refused_and_says_so(service, ana, aggregator):
    check_in(service, ana)
    export_id = agreed(service)

    assert building.run(aggregator).refused == [export_id.hex()]
    with service.store.read() as connection:
        row = exports.one(connection, export_id)
    assert row.state == "refused"
    assert row.reason == "nobody"


def test_a_yes_taken_back_while_it_is_built_takes_the_rows_out(
    service, ana, ben, aggregator, monkeypatch
):
    share(service, ana, ben)
    export_id = agreed(service)
    zipped = building.packing_up.zipped

    def meanwhile(folder):
        consent.decide(service, ben, "study", "no", reach_back=False)
        return zipped(folder)

    monkeypatch.setattr(building.packing_up, "zipped", meanwhile)
    building.run(aggregator)

    assert state(service, export_id)[2] == {ana.id}
    assert len({row["id"] for row in rows_of(files_of(service, export_id))}) == 1


def test_two_files_share_no_number_and_no_order(service, ana, ben, aggregator):
    share(service, ana, ben)
    found = []
    for _ in range(2):
        export_id = agreed(service)
        building.run(aggregator)
        found.append({row["id"] for row in rows_of(files_of(service, export_id))})

    assert found[0].isdisjoint(found[1])


def test_a_wrong_row_holds_the_file_back_and_is_named(service, ana, ben, aggregator):
    share(service, ana, ben)
    export_id = agreed(service)
    with service.store.write() as connection:
        wrong = connection.execute(select(Response.id).limit(1)).scalar_one()
        connection.execute(
            update(Response).where(Response.id == wrong).values(mac=bytes(32))
        )

    built = building.run(aggregator)

    assert [(name, row.id) for name, row in built.held] == [(export_id.hex(), wrong)]
    assert nothing_is_offered(service, export_id)


def test_with_a_key_that_is_not_here_nothing_is_built_until_it_is(
    service, ana, keys, aggregator
):
    share(service, ana)
    export_id = agreed(service)
    key = keys.aggregator / "evaluation-harbour-study-1"
    away = key.rename(keys.aggregator.parent / "elsewhere")

    assert building.run(aggregator).missing == ["harbour, study, epoch 1"]
    assert nothing_is_offered(service, export_id)
    away.rename(key)
    assert building.run(aggregator).made == [export_id.hex()]


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


def said_no(service, person):
    consent.decide(service, person, "study", "no", reach_back=False)


@pytest.mark.parametrize("leave", [said_no, enrolment.erase])
def test_who_leaves_or_says_no_takes_every_file_along_that_lies_here(
    service, ana, ben, aggregator, leave
):
    share(service, ana, ben)
    export_id = agreed(service)
    building.run(aggregator)
    assert [one.recipient for one in handed_out.offered(service, ana)] == [
        "University of the Coast"
    ]

    leave(service, ana)

    left, pieces, _ = state(service, export_id)
    assert (left, pieces) == ("discarded", 0)
    with service.store.read() as connection:
        row = exports.one(connection, export_id)
    assert (row.seed, row.seal, row.reason) == (None, None, "left")
    assert handed_out.offered(service, ben) == ()  # nobody had fetched it
    second = agreed(service)
    building.run(aggregator)
    assert state(service, second)[0] == "built"
    assert len({each["id"] for each in rows_of(files_of(service, second))}) == 1


def test_a_file_that_was_fetched_stays_on_the_page_of_who_is_in_it(
    service, ana, aggregator
):
    share(service, ana)
    export_id = agreed(service)
    building.run(aggregator)
    handover.open_for(service, *at_desk(service, "Eve"), export_id)

    said_no(service, ana)

    (told,) = handed_out.offered(service, ana)
    assert (told.tier, told.purpose) == ("study", "A paper on weekly urges")


def test_a_file_is_destroyed_by_the_sweep_after_its_last_day(
    service, ana, aggregator, clock
):
    share(service, ana)
    export_id = agreed(service)
    building.run(aggregator)
    clock.pass_(days=200)

    assert enrolment.sweep(service).exports == 1
    assert state(service, export_id)[:2] == ("expired", 0)
