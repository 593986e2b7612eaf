"""The four templates: each can be put in force, and asks no more than it may."""

import re
from pathlib import Path

import pytest

from survey import programme
from survey.measure.rounds import Week, add_weeks
from survey.measure.schedule import Entry, due
from survey.service import read_instruments

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "programmes").glob("*.toml"))
LIBRARY = read_instruments(ROOT / "instruments")
LONG = {"life", "strengths", "home", "four-points"}
MOST_WEEKLY, MOST_LONG, MOST_COMING_BACK = 8, 21, 5
"""Items of a sitting (DESIGN, section 7)."""
BANNED = "addict alcoholic junkie patient user client clean dirty relapse dropout abuse"
each = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])


def parsed(file):
    return programme.parse(file.read_text(encoding="utf-8"), LIBRARY)


def items(part):
    return len(part.only or LIBRARY.current(part.instrument_id).items)


def test_there_is_one_template_of_each_kind():
    kinds = {file.stem: parsed(file).kind for file in FILES}

    assert kinds == {
        "alliance": "alliance",
        "four-point": "four-point",
        "house": "house",
        "network": "network",
    }


@each
def test_a_template_is_put_in_force_and_a_second_time_changes_nothing(file, service):
    text = file.read_text(encoding="utf-8")

    first = programme.apply(service, text)
    again = programme.apply(service, text)

    assert first.changed
    assert not again.changed
    assert len(first.sites_added) == len(first.programme.sites) >= 2


@each
def test_the_schedule_is_the_default_one(file):
    plan = parsed(file)
    points = (Entry("four-points", 4, 2),) if plan.kind == "four-point" else ()

    assert plan.schedule == (
        Entry("days", 1, short=("as_wanted",)),
        Entry("urges", 1, short=("days", "strongest")),
        Entry("life", 4, 1),
        Entry("readiness", 12, after_goal_change=True),
        Entry("meetings", beside="life"),
        *points,
        Entry("strengths", 12, 3),
        Entry("home", 12, 7),
        Entry("about-me", after_check_ins=3),
    )


def test_the_question_about_the_police_is_off_until_somebody_takes_it_in():
    text = (ROOT / "programmes" / "alliance.toml").read_text(encoding="utf-8")
    lines = re.compile(
        r"^# (\[\[schedule\]\]|instrument = .*|beside = .*)$", re.MULTILINE
    )
    taken_in = lines.sub(r"\1", text)

    asked = {e.instrument: e for e in programme.parse(taken_in, LIBRARY).schedule}

    assert asked.keys() - {e.instrument for e in parsed(FILES[0]).schedule} == {
        "contact-with-police"
    }
    assert asked["contact-with-police"].beside == "strengths"


@each
@pytest.mark.parametrize("away", [(), range(9, 17), range(3, 5)], ids=str)
def test_a_year_of_it_asks_no_more_than_it_may(file, away):
    plan = parsed(file)
    joined = Week(plan.first_week)
    done, asked = {}, {}
    for number in range(53):
        week = add_weeks(joined, number)
        for _ in range(3 if number not in away else 0):
            wanted = due(plan.schedule, joined, done, week)
            if not wanted.parts:
                break
            count = sum(map(items, wanted.parts))
            long = [p for p in wanted.parts if p.instrument_id in LONG]
            assert len(long) <= 1
            most = MOST_LONG if long else MOST_WEEKLY
            assert count <= (MOST_COMING_BACK if wanted.kind == "comeback" else most)
            for part in wanted.parts:
                done.setdefault(part.instrument_id, []).append(week)
                asked.setdefault(part.instrument_id, []).append(number)
    present = [number for number in range(53) if number not in away]
    assert asked["days"] == asked["urges"] == present
    assert all(
        b - a >= 3 for a, b in zip(asked["life"], asked["life"][1:], strict=False)
    )
    assert asked["readiness"][0] == 0
    if not away:
        assert asked["life"] == list(range(1, 53, 4))
        assert asked["readiness"] == list(range(0, 53, 12))
        assert asked["strengths"] == list(range(3, 53, 12))
        assert asked["home"] == list(range(7, 53, 12))
        assert asked["meetings"] == asked["life"]
    assert asked["about-me"] == present[2:3]


@each
def test_its_people_to_call_are_placeholders_until_somebody_has_checked_them(file):
    plan = parsed(file)

    assert plan.help
    assert all(line.placeholder for line in plan.help)
    assert plan.emergency
    assert plan.naloxone_note


@each
def test_what_is_dangerous_to_stop_at_once_is_marked(file):
    stops = {b.id: b.sudden_stop for b in parsed(file).behaviours}

    assert stops["drinking"] == "alcohol"
    assert stops["opioids"] == "opioids"
    assert stops["sedatives"] == "sedatives"
    assert stops["gambling"] is None


@each
def test_no_word_of_it_hurts(file):
    plan = parsed(file)
    shown = [plan.name, plan.naloxone_note]
    shown += [part.label for part in plan.behaviours]
    shown += [site.name for site in plan.sites]

    words = set(re.findall(r"[a-z]+", " ".join(shown).casefold()))

    assert not words & set(BANNED.split())
