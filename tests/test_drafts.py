"""A check-in half done survives a dead battery, and asks only what fits."""

import pytest

from survey import agenda, drafts, notes, signin
from survey.measure.answers import BadAnswers
from survey.person import Remember
from tests.cast import check_in, enrol, enrol_with_words, present


def begun(service, person):
    return drafts.start(service, person, agenda.weekly(service, person))


def test_answers_so_far_are_there_again_on_the_next_visit(service, ana):
    draft = begun(service, ana)
    drafts.answered(service, ana, draft, "days", {"as_wanted": ["5"]})

    again = drafts.load(service, present(service, ana.token))

    assert again.posted["days"] == {"as_wanted": ["5"]}
    assert again.attempt == draft.attempt
    assert again.next_question().item.id == "any"


def test_a_wrong_answer_changes_nothing_of_the_draft(service, ana):
    draft = drafts.answered(
        service, ana, begun(service, ana), "days", {"as_wanted": ["5"]}
    )
    with pytest.raises(BadAnswers):
        drafts.answered(service, ana, draft, "days", {"as_wanted": ["77"]})

    assert drafts.load(service, ana).posted["days"] == {"as_wanted": ["5"]}


def test_no_urge_ends_the_set(service, ana):
    draft = begun(service, ana)
    before = {q.item.id for q in draft.questions()}
    draft = drafts.answered(service, ana, draft, "urges", {"days": ["0"]})

    after = {q.item.id for q in draft.questions()}

    assert before - after >= {"strongest", "length", "hard"}


def test_a_goal_decides_what_is_asked_only_where_it_can_be_read(
    service, clock, thursday
):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    notes.write(service, ana, "goal", "cut_down", agenda.due(service, ana).week)
    draft = drafts.answered(service, ana, begun(service, ana), "days", {"any": ["3"]})
    assert draft.question("days", "more_than_meant")

    clock.pass_(hours=3)
    phone = present(service, ana.token)

    assert not begun(service, phone).question("days", "more_than_meant")


def test_a_draft_is_gone_once_it_is_sent_and_after_a_day(service, ana, clock, thursday):
    drafts.answered(service, ana, begun(service, ana), "days", {"any": ["3"]})
    check_in(service, ana)
    assert drafts.load(service, ana) is None

    ben = enrol(service, thursday.join_code, Remember.READ)
    drafts.answered(service, ben, begun(service, ben), "days", {"any": ["3"]})
    clock.pass_(hours=25)

    assert drafts.load(service, ben) is None


def test_a_draft_moves_along_when_its_owner_signs_in(service, clock, thursday):
    ana, code = enrol_with_words(service, thursday.join_code, Remember.WRITE)
    drafts.answered(service, ana, begun(service, ana), "days", {"any": ["3"]})

    token = signin.sign_in(service, code, Remember.WRITE, old_token=ana.token)

    assert drafts.load(service, present(service, token)).posted["days"]


def test_a_draft_never_moves_to_somebody_else(service, thursday):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    _, code = enrol_with_words(service, thursday.join_code)
    drafts.answered(service, ana, begun(service, ana), "days", {"any": ["3"]})

    token = signin.sign_in(service, code, Remember.NO, old_token=ana.token)

    assert drafts.load(service, present(service, token)) is None
