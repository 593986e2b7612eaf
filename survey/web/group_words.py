"""A released page in plain words: rough steps, no figure, nobody to blame.

Up is always the better way. A step down is said as calmly as a step up.
"""

from collections.abc import Sequence

from flask_babel import format_date

from survey.privacy.shown import Arrow, NClass, Part, Steps, Word
from survey.results import HowMany, Participation, Stretch
from survey.web.say import _


def bands() -> tuple[str, ...]:
    """Return the names of the five bands, the lowest first."""
    return (
        _("near the bottom"),
        _("below the middle"),
        _("in the middle"),
        _("above the middle"),
        _("near the top"),
    )


def way(arrow: Arrow | None) -> str:
    """Return where a picture went since the one before; empty for a first one."""
    words = {
        Arrow.UP: _("a step up"),
        Arrow.DOWN: _("a step down"),
        Arrow.STEADY: _("as before"),
    }
    return words[arrow] if arrow else ""


def people(how_many: NClass) -> str:
    """Return roughly how many people a picture is made of."""
    words: dict[NClass, str] = {
        "5-9": _("5 to 9 people"),
        "10-14": _("10 to 14 people"),
        "15+": _("15 people or more"),
    }
    return words[how_many]


def among_us(parts: Sequence[Part]) -> str:
    """Return how people are spread over the steps; empty if that is not shown."""
    if not parts:
        return ""
    many: dict[Word, str] = {
        "few": _("a few"),
        "some": _("some"),
        "half": _("about half"),
        "most": _("most"),
    }
    where: dict[Steps, str] = {
        "low": _("in the lower part"),
        "middle": _("in the middle part"),
        "high": _("in the upper part"),
        "low-middle": _("in the lower or the middle part"),
        "middle-high": _("in the middle or the upper part"),
    }
    said = "; ".join(
        _("%(many)s %(where)s", many=many[part.word], where=where[part.steps])
        for part in parts
    )
    return _("Among us: %(parts)s.", parts=said)


def span(when: Stretch) -> str:
    """Return some weeks by how many they are and the day they begin."""
    day = format_date(when.first, "d MMMM")
    match when.weeks:
        case 1:
            return _("the week from %(day)s", day=day)
        case 2:
            return _("the two weeks from %(day)s", day=day)
        case 4:
            return _("the four weeks from %(day)s", day=day)
        case 8:
            return _("the eight weeks from %(day)s", day=day)
        case 12:
            return _("the twelve weeks from %(day)s", day=day)
    return _("the %(num)s weeks from %(day)s", num=when.weeks, day=day)


def checked_in(found: Participation, site: str) -> str:
    """Return how many people checked in, roughly, in a sentence."""
    many: dict[HowMany, str] = {
        "fewer": _("fewer than 10 people"),
        "some": _("10 to 19 people"),
        "many": _("20 people or more"),
    }
    words = {"when": span(found.when), "people": many[found.how_many], "site": site}
    if found.pooled:
        return _(
            "In %(when)s, %(people)s checked in, counting the groups of %(site)s "
            "together.",
            **words,
        )
    return _("In %(when)s, %(people)s checked in.", **words)
