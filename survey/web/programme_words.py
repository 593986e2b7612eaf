"""What a programme's file says, in sentences for who answers for it."""

from collections.abc import Mapping

from survey.agenda import DueSet
from survey.measure.instruments import Library
from survey.measure.schedule import Entry
from survey.plan import Plan
from survey.versions import Change, Version
from survey.web.say import _


def asked(entry: Entry, library: Library) -> str:
    """Return when one question set is asked."""
    name = _title(entry.instrument, library)
    if entry.beside is not None:
        beside = _title(entry.beside, library)
        return _("%(name)s: whenever “%(beside)s” is asked", name=name, beside=beside)
    if entry.after_check_ins is not None:
        return _(
            "%(name)s: once, after the check-in number %(number)s",
            name=name,
            number=entry.after_check_ins,
        )
    if entry.weekly:
        said = _("%(name)s: every week", name=name)
    else:
        said = _("%(name)s: every %(every)s weeks", name=name, every=entry.every)
    if entry.offset:
        said += ", " + _("from week %(offset)s on", offset=entry.offset)
    if entry.after_goal_change:
        said += ", " + _("and when the goal changes")
    if entry.short:
        said += ", " + _("in short at the start and after a break")
    return said


def stops() -> Mapping[str, str]:
    """Return which note is shown before a goal of stopping, by what it is about."""
    return {
        "alcohol": _("alcohol: stopping all at once can be dangerous"),
        "sedatives": _("sedatives: stopping all at once can be dangerous"),
        "opioids": _("opioids: after a break the old amount can be too much"),
    }


def measure(plan: Plan, library: Library) -> str:
    """Return what an evaluation looks at, as the question set calls it."""
    name, _dot, domain_id = plan.measure.partition(".")
    titles = {
        domain.id: domain.title
        for domain in (library.current(name).domains if name in library else ())
    }
    return titles.get(domain_id, plan.measure)


def sitting(due: DueSet) -> str:
    """Return what one sitting of a week is."""
    match due.kind:
        case "first":
            return _("The first check-in")
        case "comeback":
            return _("Welcome back")
    return _("One more short set, if they like") if due.this_week else _("The check-in")


def changes(version: Version) -> tuple[str, ...]:
    """Return what was different in a version from the one before, a line a part."""
    if version.first:
        return (_("Put in force for the first time."),)
    said = tuple(_change(change) for change in version.changes)
    return said or (_("Nothing that is asked or shown changed."),)


def _change(change: Change) -> str:
    part = _parts().get(change.part, change.part)
    match change.how:
        case "new":
            said = _("%(part)s: new", part=part)
        case "gone":
            said = _("%(part)s: left out", part=part)
        case _changed:
            said = _("%(part)s: changed", part=part)
    return f"{said}: {', '.join(change.names)}" if change.names else said


def _parts() -> Mapping[str, str]:
    return {
        "name": _("Name"),
        "kind": _("Kind"),
        "time_zone": _("Time zone"),
        "first_week": _("First week"),
        "round_weeks": _("Weeks of a round"),
        "languages": _("Languages"),
        "emergency": _("Emergency number"),
        "naloxone_note": _("Note on naloxone"),
        "site": _("Places"),
        "schedule": _("What is asked when"),
        "behaviour": _("Behaviours"),
        "help": _("People to call"),
        "look": _("Look"),
        "evaluation": _("Plan of the evaluation"),
    }


def _title(instrument_id: str, library: Library) -> str:
    return library.current(instrument_id).title
