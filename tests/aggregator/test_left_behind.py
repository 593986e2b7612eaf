"""What must not stay when somebody leaves, or when the time of a file is over."""

from dataclasses import replace

import pytest

from survey import consent, enrolment, export, handed_out, handover
from survey.aggregator import building
from survey.cli.export import build_apart
from survey.handover import NotThere
from survey.records.queries import exports
from tests.exports import STUDY, agreed, at_desk, files_of, rows_of, share, state


@pytest.mark.parametrize("again", [building.run, build_apart])
def test_plain_rows_of_a_killed_run_go_though_nobody_wants_the_file_any_more(
    service, ana, aggregator, again
):
    share(service, ana)
    export_id = agreed(service)
    plain = aggregator.folder / "building" / "plain"
    plain.mkdir(parents=True)
    (plain / "responses_long.csv").write_text("what Ana said")
    enrolment.erase(service, ana)
    export.discard(service, at_desk(service, "Eve")[0], export_id)

    again(aggregator)

    assert not plain.exists()


def test_plain_rows_lie_where_the_settings_say_and_nowhere_else(
    service, ana, aggregator, monkeypatch, tmp_path
):
    share(service, ana)
    export_id = agreed(service)
    memory = tmp_path / "memory"
    memory.mkdir()
    keys = aggregator.settings.keys.model_copy(update={"plain_folder": str(memory)})
    settings = aggregator.settings.model_copy(update={"keys": keys})
    zipped, seen = building.packing_up.zipped, []

    def meanwhile(folder):
        seen.append(folder)
        return zipped(folder)

    monkeypatch.setattr(building.packing_up, "zipped", meanwhile)
    made = building.run(replace(aggregator, settings=settings)).made

    assert made == [export_id.hex()]
    assert [folder.parent.parent for folder in seen] == [memory]
    assert not (aggregator.folder / "building").exists()


def test_a_no_stands_for_what_was_said_before_though_a_yes_follows_at_once(
    service, ana, ben, aggregator, monkeypatch, clock
):
    share(service, ana, ben)
    clock.pass_(weeks=1)
    export_id = agreed(service)
    zipped, said = building.packing_up.zipped, []

    def meanwhile(folder):
        for answer in ("no", "yes") if not said else ():
            said.append(answer)
            consent.decide(service, ben, "study", answer, reach_back=False)
        return zipped(folder)

    monkeypatch.setattr(building.packing_up, "zipped", meanwhile)

    assert building.run(aggregator).made == [export_id.hex()]
    assert len({row["id"] for row in rows_of(files_of(service, export_id))}) == 1


def test_after_its_last_day_a_file_is_neither_made_nor_fetched(
    service, ana, aggregator, clock
):
    share(service, ana)
    made, eve, token = agreed(service), *at_desk(service, "Eve")
    building.run(aggregator)
    handover.open_for(service, eve, token, made)
    waits = agreed(service)
    # nobody has swept yet
    clock.pass_(days=(STUDY.until - clock.now().date()).days + 1)
    late = at_desk(service, "Eve")

    assert building.run(aggregator).made == []
    assert export.one(service, eve, waits).state == "approved"
    with pytest.raises(NotThere):
        handover.fetch(service, eve, token, made)
    with pytest.raises(NotThere):
        handover.open_for(service, *late, made)


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
