"""A reminder as a calendar file (RFC 5545): one quiet line a week, kept on the phone.

It is a file to download, never a feed, so nobody is asked again and nothing tells
that it was fetched. It names nothing but a check-in: other people see calendars.
"""

from datetime import UTC, date, datetime, time, timedelta

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Weekdays as the format names them, Monday first."""

MOST_OCTETS = 75
"""Longest line before it is folded. Source: RFC 5545, section 3.1."""


def weekly(summary: str, day: str, after: date, mark: str) -> bytes:
    """Return a calendar with an all-day entry each week on `day`, from `after` on.

    `mark` makes the entry its own; it must say nothing about the person.
    """
    start = after + timedelta(days=(DAYS.index(day) - after.weekday()) % 7)
    made = datetime.combine(after, time(), tzinfo=UTC)
    return _written(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//check-in//reminder//EN",
            "BEGIN:VEVENT",
            f"UID:{mark}",
            f"DTSTAMP:{made:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{start:%Y%m%d}",
            f"RRULE:FREQ=WEEKLY;BYDAY={day}",
            f"SUMMARY:{_escaped(summary)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
        )
    )


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _written(lines: tuple[str, ...]) -> bytes:
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _folded(line: str) -> bytes:
    """Break a line where it grows too long, never inside a letter."""
    folded, room = b"", MOST_OCTETS
    for letter in line:
        octets = letter.encode()
        if len(octets) > room:
            folded += b"\r\n "
            room = MOST_OCTETS - 1
        folded += octets
        room -= len(octets)
    return folded
