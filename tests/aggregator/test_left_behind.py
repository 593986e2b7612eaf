"""What must not stay when a file's time is over: plain rows, and the way to them."""

from dataclasses import replace

import pytest

from survey import consent, enrolment, export, handover
from survey.aggregator import building
from survey.cli.export import build_apart
from survey.handover import NotThere
from tests.exports import STUDY, agreed, at_desk, files_of, rows_of, share


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
