"""The plan of an evaluation stands from the minute in which its file was applied."""

from datetime import datetime

import pytest

from survey import plan, programme
from survey.measure.instruments import Library
from survey.plan import Plan
from survey.programme import BrokenProgramme
from survey.records.queries import trail
from survey.service import read_instruments
from tests.conftest import ROOT

TEXT = (ROOT / "tests/programme.toml").read_text()
LIBRARY: Library = read_instruments(ROOT / "instruments")


def planned(measure="life.mean", window="[20, 32]", more="minimum_n = 60"):
    return (
        f'{TEXT}\n[evaluation]\nmeasure = "{measure}"\nwindow = {window}\n{more}\n'
        'comparison = "own baseline"\n'
    )


def standing(service):
    with service.store.read() as connection:
        return plan.standing(connection, "harbour")


def told(service):
    with service.store.read() as connection:
        kinds = (plan.RECORDED, plan.WITHDRAWN)
        return [row.kind for row in trail.of_kinds(connection, kinds)]


def test_without_a_plan_none_stands(service):
    assert standing(service) is None


def test_a_plan_stands_since_the_minute_in_which_its_file_was_applied(service, clock):
    clock.pass_(minutes=3, seconds=31)
    at = clock.moment.replace(second=0)
    programme.apply(service, planned())
    clock.pass_(weeks=30)

    found = standing(service)

    assert found.plan == Plan(
        measure="life.mean", window=(20, 32), minimum_n=60, comparison="own baseline"
    )
    assert found.since == at
    assert found.digest == found.plan.digest
    assert found.earlier == ()


def test_the_same_plan_again_is_no_event_and_another_one_is(service, clock):
    programme.apply(service, planned())
    first = standing(service)
    clock.pass_(weeks=1)
    programme.apply(service, planned() + "\n# the same, looked at again\n")
    assert standing(service) == first

    programme.apply(service, planned(window="[44, 60]"))

    found = standing(service)
    assert told(service) == [plan.RECORDED] * 2
    assert found.plan.window == (44, 60)
    assert found.since > first.since
    assert found.earlier == (first,)
    assert found.digest != first.digest


def test_a_plan_that_was_taken_out_and_put_back_stands_from_then_on(service, clock):
    programme.apply(service, planned())
    programme.apply(service, TEXT)
    assert standing(service) is None
    clock.pass_(weeks=1)
    programme.apply(service, planned())

    assert told(service) == [plan.RECORDED, plan.WITHDRAWN, plan.RECORDED]
    assert standing(service).since == datetime.fromisoformat(f"{clock.moment}")
    assert len(standing(service).earlier) == 1


def test_a_rehearsal_and_a_broken_file_leave_no_plan(service):
    programme.apply(service, planned(), rehearsal=True)
    with pytest.raises(BrokenProgramme):
        programme.apply(service, planned("life.nothing"))

    assert standing(service) is None
    assert told(service) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (planned("nights.mean"), "no instrument 'nights'"),
        (planned("life.worst"), "life declares no domain 'worst'; it has: mean"),
        (planned("home.safe"), "home is not asked again and again"),
        (planned("life"), "evaluation.measure"),
        (planned(window="[32, 20]"), "ends in week 20, before it begins"),
        (planned(window="[0, 20]"), "week 0 is the baseline itself"),
        (planned(window="[20, 2000]"), "more than ten years"),
        (planned(window="[9, 11]"), "asked every 4 weeks, so never in weeks 9 to 11"),
        (planned(window="[20]"), "evaluation.window"),
        (planned(more="minimum_n = 1"), "evaluation.minimum_n"),
        (planned(more=""), "evaluation.minimum_n"),
        (planned(more='minimum_n = 60\ncolour = "red"'), "evaluation.colour"),
        (planned().replace("own baseline", "the others"), "evaluation.comparison"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_with_what_is_wrong(text, said):
    with pytest.raises(BrokenProgramme) as broken:
        programme.parse(text, LIBRARY)

    assert any(said in mistake for mistake in broken.value.mistakes)


def test_what_is_asked_once_has_no_follow_up_to_plan():
    once = planned("home.safe") + (
        '\n[[schedule]]\ninstrument = "home"\nafter_check_ins = 3\n'
    )

    with pytest.raises(BrokenProgramme, match="home is not asked again and again"):
        programme.parse(once, LIBRARY)


def test_a_key_that_is_only_read_in_from_files_may_be_planned():
    found = programme.parse(planned("core-10.total"), LIBRARY)

    assert found.evaluation.measure == "core-10.total"
