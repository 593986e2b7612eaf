"""Answers outlive the form, the visit and the version in which they were given."""

from dataclasses import replace

import pytest

from survey import agenda, drafts
from survey.drafts import Part
from survey.measure.instruments import Library


@pytest.fixture
def reworded(service):
    """Give the service after an upgrade: days has a version 2, without `any`."""
    old = service.instruments.current("days")
    items = tuple(item for item in old.items if item.id == "as_wanted")
    new = old.model_copy(update={"version": 2, "items": items})
    versions = {**service.instruments.versions, ("days", 2): new}
    return replace(service, instruments=Library(versions))


def begun(service, person):
    return drafts.start(service, person, agenda.weekly(service, person))


def test_a_draft_goes_on_under_new_questions_with_the_answers_that_fit(
    service, reworded, ana
):
    given = {"as_wanted": ["5"], "any": ["2"]}
    drafts.answered(service, ana, begun(service, ana), "days", given)

    draft = drafts.load(reworded, ana)

    assert draft.posted["days"] == {"as_wanted": ["5"]}
    assert draft.parts[0].instrument.version == 2


def test_what_a_form_brought_along_is_kept_as_far_as_it_fits(service, ana):
    days = Part(service.instruments.current("days"))
    given = {"as_wanted": ["5"], "any": ["77"], "moon": ["1"]}

    draft = drafts.carried(service, ana, "ab", [(days, given)])

    assert draft.posted["days"] == {"as_wanted": ["5"]}
    assert drafts.load(service, ana) == draft


def test_an_earlier_answer_that_a_new_one_rules_out_is_asked_again(service, ana):
    days = Part(service.instruments.current("days"))
    given = {"any": ["5"], "more_than_meant": ["4"]}
    draft = replace(drafts.start(service, ana, [days]), facts={"goal": "cut_down"})
    draft = drafts.answered(service, ana, draft, "days", given)

    draft = drafts.answered(service, ana, draft, "days", {"any": ["2"]})

    assert draft.posted["days"] == {"any": ["2"]}
