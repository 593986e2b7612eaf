"""The reminder is a file that calendars read and bystanders learn nothing from."""

from datetime import date

import icalendar
import pytest

from survey.interop.calendar import DAYS, MOST_OCTETS, weekly

A_MONDAY = date(2026, 11, 2)


def event(content):
    """Read the one entry of a calendar, with a reader that is not ours."""
    (found,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return found


@pytest.mark.parametrize("day", DAYS)
def test_the_first_entry_falls_on_the_chosen_day(day):
    found = event(weekly("Check-in, 2 min", day, A_MONDAY, "x"))

    assert found["DTSTART"].dt == date(2026, 11, 2 + DAYS.index(day))
    assert found["RRULE"] == {"FREQ": ["WEEKLY"], "BYDAY": [day]}


def test_it_lasts_a_day_and_blocks_none():
    found = event(weekly("Check-in, 2 min", "TH", A_MONDAY, "x"))

    assert type(found["DTSTART"].dt) is date
    assert found["TRANSP"] == "TRANSPARENT"
    assert "DTEND" not in found


def test_it_says_check_in_and_nothing_else():
    content = weekly("Check-in, 2 min", "TH", A_MONDAY, "0f" * 8)

    assert str(event(content)["SUMMARY"]) == "Check-in, 2 min"
    assert b"tidemark" not in content.lower()
    assert b"DESCRIPTION" not in content
    assert b"URL" not in content


def test_special_letters_come_through():
    summary = "a, b; c \\ d\ne"

    assert str(event(weekly(summary, "MO", A_MONDAY, "x"))["SUMMARY"]) == summary


@pytest.mark.parametrize("letter", ["a", "é", "語", "🌊"])
def test_long_lines_are_folded_between_letters(letter):
    summary = letter * 120

    content = weekly(summary, "MO", A_MONDAY, "x")

    assert str(event(content)["SUMMARY"]) == summary
    assert all(len(line) <= MOST_OCTETS for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_day_that_is_none_makes_no_file():
    with pytest.raises(ValueError, match="tuple"):
        weekly("Check-in", "XX", A_MONDAY, "x")
