"""What a report says in plain words; each figure with who is missing from it."""

from dataclasses import dataclass

from flask_babel import format_date

from survey.privacy.report import Line, Planned, Report
from survey.reports import Told
from survey.results_of_programme import Measure
from survey.web import figures_in_words
from survey.web.figures_in_words import value
from survey.web.measures import capital
from survey.web.report_words import after, count, share, signed
from survey.web.say import _


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what it is, and what stands beside it."""

    name: str
    told: str


def flow(told: Told) -> tuple[Row, ...]:
    """Return how many people went how far, from joining to each window."""
    names = {
        "joined": _("joined"),
        "kept": _("kept their words, so that they could come back"),
        "came": _("checked in"),
        "shared": _("said yes to the study"),
    }
    rows = [Row(names[step.name], count(step.people)) for step in told.report.flow]
    first = told.first
    if first is None:
        return tuple(rows)
    rows.append(Row(_("answered the first questions"), count(first.people)))
    rows += [
        Row(
            _("came back after %(when)s, of those who could", when=after(line)),
            _came_of(line),
        )
        for line in first.lines
    ]
    return tuple(rows)


def plan(told: Told) -> tuple[str, ...]:
    """Return since when the plan stands, and what that is worth."""
    found = told.report.plan
    if found is None and told.report.taken_back:
        return (
            _(
                "A plan stood and was taken back; the trail has it. Everything here "
                "was looked at afterwards, and what is looked at afterwards may look "
                "better than it is."
            ),
        )
    if found is None:
        return (
            _(
                "No plan was written down before. Everything here was looked at "
                "afterwards, and what is looked at afterwards may look better than "
                "it is."
            ),
        )
    return tuple(_planned(found, told))


def _planned(found: Planned, told: Told) -> list[str]:
    first, last = found.window
    day = format_date(found.since, "d MMMM y")
    said = [
        _(
            "This plan stands since %(day)s: %(measure)s, %(first)s to %(last)s weeks "
            "after each person’s own start, against that start, with at least %(n)s "
            "people. All other figures here were looked at afterwards.",
            day=day,
            measure=capital(told.measures[found.measure].title),
            first=first,
            last=last,
            n=found.minimum_n,
        )
    ]
    if found.too_late:
        said.append(
            _("The plan was written after the first results could have been seen.")
        )
    if found.changed:
        said.append(_("There was another plan before it, and the trail has both."))
    return said


def lines(line: Line, measure: Measure, told: Told) -> tuple[str, ...]:
    """Return what one window shows, one fact to a sentence."""
    said = [_came(line), _change(line, measure), _missing(line, measure)]
    said += [_better(line), _few(line, told)]
    return tuple(each for each in said if each)


def plausible(report: Report) -> tuple[Row, ...]:
    """Return what lets a reader judge whether the people are real."""
    found = report.plausible
    return (
        Row(_("People who joined in these three months"), count(found.joined)),
        Row(
            _("Heads that were counted at meetings in the same time"),
            _(
                "%(heads)s at %(meetings)s meetings",
                heads=found.heads,
                meetings=found.meetings,
            ),
        ),
        Row(_("Most who joined in one week"), count(found.most_in_a_week)),
        Row(_("Answered a long set exactly as somebody else did"), share(found.alike)),
    )


def _came_of(line: Line) -> str:
    if line.expected is None:
        return _("too early, or too few")
    return _("%(came)s of %(expected)s", came=count(line.came), expected=line.expected)


def _came(line: Line) -> str:
    if line.came is None or line.expected is None:
        return _("After %(when)s: too early, or too few to say.", when=after(line))
    return _(
        "After %(when)s, about %(came)s of the %(expected)s people who could have come "
        "back did.",
        when=after(line),
        came=line.came,
        expected=line.expected,
    )


def _change(line: Line, measure: Measure) -> str:
    if line.change is None or line.before is None:
        return (
            "" if line.came is None else _("Their figures rest: too little to go by.")
        )
    now = line.before.value + line.change.value
    words = {"first": value(measure, line.before.value), "now": value(measure, now)}
    said = _("They had begun at about %(first)s and were now at %(now)s.", **words)
    if line.change.low is None or line.change.high is None:
        return said
    return f"{said} " + _(
        "The change may well be anything from %(low)s to %(high)s.",
        low=signed(measure, line.change.low),
        high=signed(measure, line.change.high),
    )


def _missing(line: Line, measure: Measure) -> str:
    said = ""
    if line.left is not None:
        said = _(
            "Those who did not come had begun at about %(left)s.",
            left=value(measure, line.left.value),
        )
    if line.carried is not None:
        said += " " + _(
            "If these were still where we last saw them, the change of all together "
            "would be about %(carried)s.",
            carried=signed(measure, line.carried.value),
        )
    return said.strip()


def _better(line: Line) -> str:
    if line.improved is None:
        return ""
    said = _(
        "%(part)s of %(of)s were better by more than the usual wobble of these "
        "questions.",
        part=capital(figures_in_words.about(line.improved.count)),
        of=line.improved.of,
    )
    if line.worse is None:
        return said
    worse = figures_in_words.about(line.worse.count)
    return f"{said} " + _("%(part)s were worse by as much.", part=capital(worse))


def _few(line: Line, told: Told) -> str:
    found = told.report.plan
    if not line.planned or found is None or (line.came or 0) >= found.minimum_n:
        return ""
    return _(
        "The plan asks for %(n)s people, and fewer came: this is no result yet.",
        n=found.minimum_n,
    )
