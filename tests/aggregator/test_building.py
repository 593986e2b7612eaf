"""A file holds what those said who share for the study, and nothing of others."""

from sqlalchemy import select, update

from survey import aggregator_keys, consent, export, notes, release
from survey.aggregator import building, tools
from survey.aggregator.building import Built
from survey.measure.rounds import Week
from survey.records.queries import exports
from survey.records.tables import Export, Response
from tests.cast import WEEKLY, check_in
from tests.exports import (
    STUDY,
    agreed,
    at_desk,
    files_of,
    nothing_is_offered,
    rows_of,
    share,
    state,
)


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
