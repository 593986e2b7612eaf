"""The same thing asked for twice at once happens once, and nobody sees an error."""

from dataclasses import replace

from survey import consent, drafts, enrolment, keeping, signin
from survey.person import Remember
from survey.privacy.codes import Code
from survey.privacy.passwords import Cost
from survey.records.tables import Consent, Draft, Erasure, KeySlot
from tests.cast import enrol_with_words
from tests.faults.test_at_once import at_once, count


def tried(service, code):
    try:
        signin.sign_in(service, code, Remember.NO)
    except (signin.WrongCode, signin.TryLater) as error:
        return type(error)
    return None


def test_twenty_taps_on_one_question_keep_one_draft(service, ana):
    draft = drafts.start(service, ana, ())

    at_once(lambda: drafts.keep(service, ana, draft))

    assert count(service, Draft) == 1


def test_twenty_taps_on_a_sharing_choice_are_one_choice(service, ana):
    at_once(lambda: consent.decide(service, ana, "study", "no", reach_back=False))

    assert count(service, Consent) == 1


def test_twenty_wishes_to_be_erased_are_one_wish(service, ana):
    days = at_once(lambda: enrolment.ask_erasure(service, ana))

    assert len(set(days)) == count(service, Erasure) == 1


def test_two_tabs_show_the_same_new_words(service, ana):
    shown = at_once(lambda: keeping.words_offered(service, ana).text)

    assert len(set(shown)) == 1


def test_wrong_words_tried_at_once_are_counted_one_by_one(service, thursday):
    _, code = enrol_with_words(service, thursday.join_code)
    wrong = Code((*code.words[:6], code.words[5]))

    together = at_once(lambda: tried(service, wrong), times=4)
    after = [tried(service, wrong) for _ in range(2)]

    assert together == [signin.WrongCode] * 4
    assert after == [signin.WrongCode, signin.TryLater]


def test_signing_in_at_once_makes_one_slot_anew(service, thursday):
    _, code = enrol_with_words(service, thursday.join_code)
    dearer = replace(service, cost=Cost(memory_kib=64, iterations=2, lanes=1))

    outcomes = at_once(lambda: tried(dearer, code), times=4)

    assert outcomes == [None] * 4
    assert count(service, KeySlot) == 1
