"""What is said when a way in does not open, or an invitation cannot be made."""

from collections.abc import Callable
from typing import Any

from survey.challenges import ChallengeTooOld, PasskeyRefused
from survey.factors import LastWayIn
from survey.groups import GroupClosed, NoSuchPlace
from survey.guest_list import NotARow
from survey.invitations import BadRow, OwnRole
from survey.links import LONGEST_NAME, AccountClosed, BadName, WrongPlace
from survey.signin import Busy, TryLater
from survey.two_steps import BadPassword, ClockOff, DigitsUsed, WrongProof
from survey.web.say import _

REFUSED = (WrongProof, DigitsUsed, ClockOff, PasskeyRefused, BadPassword, LastWayIn)
"""Why a way in does not open, or does not come to be."""


Words = Callable[[Any], str]


def _rests(later: TryLater) -> str:
    minutes = max(1, -(-later.seconds // 60))
    return _(
        "There were several tries for this name, so it rests a little. Try again in "
        "about %(minutes)s min.",
        minutes=minutes,
    )


def _clock(off: ClockOff) -> str:
    minutes = max(1, round(abs(off.seconds) / 60))
    return _(
        "The clock of the phone that shows the digits is off by about %(minutes)s min. "
        "Let it take its time from the network, then try again.",
        minutes=minutes,
    )


def _password(bad: BadPassword) -> str:
    return {
        "short": _("The password needs at least 12 letters or signs. Four words do."),
        "long": _("The password may have 128 letters or signs at most."),
        "guessable": _(
            "That password is among the first that are tried. Take four words that "
            "nobody would put together."
        ),
    }[bad.reason]


def _row(bad: BadRow) -> str:
    why = of_an_invitation(bad.reason)
    return _("Row %(row)s: %(why)s No link was made.", row=bad.number, why=why)


_WAYS_IN: tuple[tuple[type[Exception], Words], ...] = (
    (
        WrongProof,
        lambda _e: _(
            "This opens nothing here. Look at the name, the password and the six "
            "digits. Digits count once: wait for the next ones."
        ),
    ),
    (
        Busy,
        lambda _e: _("Many people sign in just now. Please try again in a moment."),
    ),
    (TryLater, _rests),
    (
        DigitsUsed,
        lambda _e: _("These six digits were used before. Wait for the next ones."),
    ),
    (ClockOff, _clock),
    (
        ChallengeTooOld,
        lambda _e: _("This page had been open for a while. Please try once more."),
    ),
    (
        PasskeyRefused,
        lambda _e: _("This passkey opens nothing here. Nothing was changed."),
    ),
    (
        LastWayIn,
        lambda _e: _("Without this you could not sign in any more, so it stays."),
    ),
    (BadPassword, _password),
)
_INVITATIONS: tuple[tuple[type[Exception], Words], ...] = (
    (BadRow, _row),
    (
        NotARow,
        lambda _e: _("A row is a name, a role and a place, with commas between."),
    ),
    (OwnRole, lambda _e: _("Nobody can give a role to themselves.")),
    (BadName, lambda _e: _("A name has 1 to %(most)s letters.", most=LONGEST_NAME)),
    (
        AccountClosed,
        lambda _e: _("The account of that name was closed. Choose another name."),
    ),
    (GroupClosed, lambda _e: _("That group is closed: there is nothing to run.")),
    (WrongPlace, lambda _e: _("There is no such place for you to invite to.")),
    (NoSuchPlace, lambda _e: _("There is no such place for you to invite to.")),
)


def of_a_way_in(error: Exception) -> str:
    """Say why a way in did not open; an unknown name reads like a wrong password."""
    return _said(_WAYS_IN, error)


def of_an_invitation(error: Exception) -> str:
    """Say why an invitation cannot be made; of several, which one."""
    return _said(_INVITATIONS, error)


def _said(table: tuple[tuple[type[Exception], Words], ...], error: Exception) -> str:
    for kind, words in table:
        if isinstance(error, kind):
            return words(error)
    raise error
