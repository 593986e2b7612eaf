"""What no programme may plan: sets without words, sets that show no change."""

import pytest

from survey.measure.instruments import assemble
from survey.measure.planning import misplanned
from survey.measure.schedule import Entry
from tests.measure.shelf import shipped


def worded(name):
    """Give a key as a deployment has it that brought the words."""
    key = shipped(name)
    items = tuple(
        item.model_copy(update={"text": "?", "label": item.id}) for item in key.items
    )
    return key.model_copy(update={"items": items})


def refused(instrument, entry):
    return misplanned([entry], assemble([instrument]))


def test_a_key_without_words_is_asked_of_nobody():
    (reason,) = refused(shipped("phq-9"), Entry("phq-9", 4))

    assert "phq-9 has no wording" in reason


@pytest.mark.parametrize("name", ["audit", "audit-c", "dudit", "pgsi", "sds"])
@pytest.mark.parametrize("every", [4, 53])
def test_what_looks_back_a_year_is_no_measure_of_progress(name, every):
    reasons = refused(worded(name), Entry(name, every))

    assert any("looks back over last 12 months" in reason for reason in reasons)


def test_a_published_scale_is_not_asked_more_often_than_it_bears():
    assert refused(worded("k10"), Entry("k10", 4)) == ()
    assert refused(worded("k10"), Entry("k10", 3)) == (
        "schedule 1: k10 needs 28 days between two answers, and every = 3 gives 21",
    )


def test_nothing_is_asked_beside_what_is_not_asked_itself():
    days = shipped("days")

    (reason,) = misplanned([Entry("days", beside="life")], assemble([days]))

    assert "life is not asked every so many weeks" in reason


def test_what_is_not_there_is_named_with_its_place():
    days = shipped("days")

    assert misplanned([Entry("nights", 1)], assemble([days])) == (
        "schedule 1: no instrument 'nights' among days",
    )
    assert refused(days, Entry("days", 1, short=("any", "all"))) == (
        "schedule 1: days has no item 'all'",
    )
