"""Who can read what, as /about says it: only what is true of this deployment.

Each row has a test. Where the web tier cannot know that the kinder sentence is true,
the harsher one is printed.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

from survey.settings import Settings


@dataclass(frozen=True, slots=True)
class Row:
    """What one kind of reader can see."""

    who: str
    answers: str
    notes: str
    part: str
    totals: str


def results_key_is_here(settings: Settings) -> bool:
    """Say whether the process behind these pages could read the results keys."""
    return os.access(Path(settings.keys.aggregator_folder), os.R_OK | os.X_OK)


def rows(settings: Settings) -> tuple[Row, ...]:
    """Return the table, nearest reader first."""
    return (
        *_near(),
        *_around(),
        _operators(results_key_is_here(settings)),
        *_far(),
    )


def not_sealed() -> tuple[str, ...]:
    """Return what lies here unlocked."""
    return (
        _("a random number in place of your name"),
        _("the group you joined, if you joined one"),
        _("the weeks in which you checked in, never the hour"),
        _("the names of the question sets you did"),
        _("your choices about sharing"),
        _("the weeks in which you wrote a note, a goal or a thing for the week"),
        _("that you have spare words"),
        _("that a phone is signed in or remembered, and until when"),
        _("that you asked to be erased, and the day"),
        _("that the program keeps your first and last scores, locked"),
        _("which study files hold rows of yours"),
    )


def _near() -> tuple[Row, ...]:
    yes, no = _("yes"), _("no")
    return (
        Row(_("You, with your words"), yes, yes, yes, yes),
        Row(
            _("Someone who has your words, or your unlocked phone with “remember and "
              "read” on"),
            _("yes, all"), yes, yes, yes,
        ),
        Row(
            _("Someone with your phone set to “remember for check-ins”"),
            _("no past answers; they could send one in your place, and see what was "
              "sent just now or begun and not sent"),
            no,
            _("that this address was used, whether this week’s check-in was sent, and "
              "the day if you asked to be erased"),
            no,
        ),
    )  # fmt: skip


def _around() -> tuple[Row, ...]:
    no = _("no")
    return (
        Row(
            _("People in your group"), no, no,
            _("only what they see in the room"),
            _("the group picture, as rough steps"),
        ),
        Row(
            _("Facilitator"), no, no,
            _("no list exists for them; they see the room like everyone"),
            _("the same picture as you, to the letter"),
        ),
        Row(
            _("Organiser of a town or site"), no, no, no,
            _("pictures of groups and sites, meetings held, heads counted"),
        ),
        Row(
            _("House staff, landlord, provider"), no, no, no,
            _("only several houses together"),
        ),
        Row(
            _("People who study the programme"),
            _("only if you said yes to the study: rows without words, names, groups, "
              "dates"),
            _("never"), _("totals only"), _("totals"),
        ),
        Row(
            _("Those who pay for it"),
            _("never a row"), _("never"), _("totals only"),
            _("totals, with how many are missing"),
        ),
    )  # fmt: skip


def _operators(key_is_here: bool) -> Row:
    alone = _("Kept to yourself: not when you are away; they could if they secretly "
              "changed the pages while you are signed in.")  # fmt: skip
    if key_is_here:
        shared = _("Group or study yes: the key for that lies beside these pages here, "
                   "so they, or who breaks into these pages, could open those "
                   "check-ins while the way in exists.")  # fmt: skip
    else:
        shared = _("Group or study yes: whoever holds that key could open those "
                   "check-ins while the way in exists.")  # fmt: skip
    return Row(
        _("The people who run the computer"),
        f"{alone} {shared}",
        _("not when you are away"),
        _("a random number, its group, weeks, question sets, sharing choices"),
        _("yes"),
    )


def _far() -> tuple[Row, ...]:
    yes, no = _("yes"), _("no")
    return (
        Row(
            _("A thief of the disk or of a copy"),
            _("Kept to yourself: only by guessing one person’s words, one person at a "
              "time. Group or study yes: also with the key for that, while the way in "
              "exists, if it lies on the same disk and no passphrase guards it."),
            no, _("the same random-number list"), yes,
        ),
        Row(
            _("A court"),
            _("what the people who run the computer could open at that time"),
            _("locked only"), _("the random-number list"), yes,
        ),
        Row(
            _("Phone company, owner of the wifi"), no, no,
            _("that this address was opened, and when"), no,
        ),
        Row(
            _("Advertisers, map or chart firms, anyone else’s server"),
            _("no: no page asks them for anything"), no, no, no,
        ),
    )  # fmt: skip
