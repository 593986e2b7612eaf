"""What the pages of exports say: states, why not, and what a recipient promises."""

import json

from survey.consent import NoKeyToShareWith
from survey.export import Export, NeverRows, NotNow, OnePersonAlone, OneWaits
from survey.handover import WrongWords
from survey.request import BadWish
from survey.web.say import _

Problem = tuple[str, str]
"""The field to be put right, and how."""


def state(one: Export) -> str:
    """Say how it is with a request."""
    if one.state == "requested" and one.needs_second:
        return _("Waits for a second person of the programme to agree.")
    if one.state in ("requested", "approved"):
        if one.share:
            return _("It is being made: %(share)s of 100.", share=one.share)
        return _("Waits to be made. That begins within five minutes.")
    return {
        "built": _("Ready."),
        "refused": _("Not made."),
        "expired": _("Its last day is past. The file is gone."),
        "discarded": _("Ended. The file is gone."),
    }[one.state]


def reason(one: Export) -> str:
    """Say why a file is not there, and what would help."""
    known = {
        "": "",
        "colleague": _("The second person said no. Talk with each other, and ask "
                       "again."),
        "staff": _("Somebody of the programme ended it."),
        "left": _("Somebody whose rows it held takes part no more. Ask for a new one; "
                  "it is made without them."),
        "nobody": _("Nobody in this programme has said yes to the study yet, or what "
                    "was shared is gone. Ask again when somebody has."),
        "measures": _("Nothing that people answered so far can be told in rough "
                      "steps."),
        "quarter": _("A file of rough steps is made once in twelve weeks, so that two "
                     "files cannot be compared. Ask again in the next quarter."),
    }  # fmt: skip
    if one.reason in known:
        return known[one.reason]
    told = json.loads(one.reason)
    return _too_few(told["people"], told["k"])


def _too_few(people: int, k: int | None) -> str:
    few = _("There are too few people to hide among: about %(people)s whose time has "
            "come.", people=people)  # fmt: skip
    if k is None:
        more = _("Wait for more people. Until then the figures of the programme say "
                 "more than so few rows could.")  # fmt: skip
    else:
        more = _("With at least %(k)s people alike it could be made: that takes a "
                 "second person and the promise.", k=k)  # fmt: skip
    return f"{few} {more}"


def tier(one: Export) -> str:
    """Say how fine the rows are."""
    if one.tier == "study":
        return _("exact scores and single answers")
    return _("rough steps, %(k)s people alike or more", k=one.k)


def promises() -> tuple[str, ...]:
    """Return what a recipient of finer rows has signed."""
    return (
        _("Nobody tries to find out who is who."),
        _("The rows are joined with no other file about people."),
        _("They are used for the purpose named here alone, and given to nobody else."),
        _("They never decide about anybody’s pay, home, benefit or treatment."),
        _("They are deleted by the last day."),
        _("If they leak, the programme is told within a day."),
    )


def of_a_wish(error: Exception) -> Problem:
    """Say what to put right in a request."""
    match error:
        case BadWish(field=field):
            return field, _wrong(field)
        case NeverRows():
            return "programme", _("This programme is paid by results. It gives totals, "
                                  "never rows of people.")  # fmt: skip
        case OneWaits():
            return "tier", _("A file of rough steps waits or lies here already. End it "
                             "first, on its own page.")  # fmt: skip
        case NoKeyToShareWith():
            return "programme", _("The keys of the study are being changed just now. "
                                  "Nothing was written. Try again tomorrow, or ask the "
                                  "people who run this service.")  # fmt: skip
    raise error


def of_an_act(error: Exception) -> str:
    """Say why something could not be done with a request."""
    match error:
        case OnePersonAlone():
            return _("Who asked cannot be the one who agrees. A second person of the "
                     "programme has to look at it.")  # fmt: skip
        case NotNow():
            return _("Something else has happened with it meanwhile. Look below.")
        case WrongWords():
            return _("These words do not open this file. Look at them once more.")
    return _("The file is not open to this browser just now. Open it once more.")


def _wrong(field: str) -> str:
    return {
        "tier": _("Choose how fine the rows are."),
        "recipient": _("Write who receives them, in up to 200 characters."),
        "purpose": _("Write what for, in up to 200 characters."),
        "until": _("Choose a day from tomorrow up to a year from today."),
        "horizon": _("Choose how many weeks people are followed."),
        "k": _("Give a number from 5 to 99. Below 11 the promise has to be signed."),
        "public_key": _("Paste the 64 figures and letters that “tidemark export key” "
                        "prints."),
        "agreed": _("Rows as fine as these need the promise, signed."),
    }[field]  # fmt: skip
