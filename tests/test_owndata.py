"""The copy of a person's data is whole, readable by itself, and for them alone."""

import json

import pytest

from survey import consent, notes, owndata
from survey.person import NeedsWords, Remember
from tests.cast import check_in, enrol, present


def test_it_holds_every_answer_with_its_question(service, ana):
    check_in(service, ana)

    days, urges = owndata.of(service, ana)["check_ins"]

    assert days["answers"][0] == {
        "item": "as_wanted",
        "question": "In the last 7 days, how many days went the way you wanted with "
        "this?",
        "answer": 4,
    }
    said = {answer["item"]: answer for answer in urges["answers"]}
    assert said["length"]["words"] == "5 to 15 minutes"
    assert said["helped"]["answer"] == [1]


def test_it_says_why_an_answer_is_missing(service, ana):
    posted = {"as_wanted": ["rather_not_say"]}
    check_in(service, ana, {"days": posted})

    answers = owndata.of(service, ana)["check_ins"][0]["answers"]

    assert [a.get("missing") for a in answers] == [
        "rather_not_say",
        "skipped",
        "not_asked",
    ]


def test_it_holds_notes_choices_weeks_and_phones_and_no_id(service, ana):
    notes.write(service, ana, "note", "sea", ana.joined)
    consent.decide(service, ana, "study", "yes", reach_back=False)

    told = owndata.of(service, ana)

    assert [n["text"] for n in told["notes"]] == ["sea"]
    assert {s["purpose"]: s["answer"] for s in told["sharing"]}["study"] == "yes"
    assert told["joined_week"] == ana.joined.isoformat()
    assert told["phones"] == [
        {"remembered": "no", "this_one": True, "until": "2026-11-02"}
    ]
    assert ana.id.hex() not in json.dumps(told)


def test_it_holds_nothing_of_anybody_else(service, ana, ben):
    notes.write(service, ben, "note", "river", ben.joined)
    check_in(service, ben)

    told = owndata.of(service, ana)

    assert (told["notes"], told["check_ins"]) == ([], [])


def test_it_needs_the_words(service, clock, thursday):
    sender = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(hours=3)

    with pytest.raises(NeedsWords):
        owndata.of(service, present(service, sender.token))
