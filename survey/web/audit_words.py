"""An act of the audit trail as a plain sentence: who did what, to which thing.

A kind that nobody has put into words yet is said to have happened, and no more.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from survey.audit import TOLD, Family, Told
from survey.chain import Chain
from survey.staff import Role
from survey.web import course
from survey.web.say import _


def families() -> Mapping[Family, str]:
    """Return what the kinds of acts are called, to pick from."""
    return {
        "groups": _("Groups and meetings"),
        "staff": _("Accounts"),
        "results": _("Results"),
        "programmes": _("Programmes and questions"),
        "keys": _("Keys"),
        "exports": _("Exports"),
    }


def sentence(told: Told) -> str:
    """Return what was done in one sentence."""
    words = _SAID.get(told.kind)
    if words is None:
        return _("%(who)s did something: %(kind)s.", who=_who(told), kind=told.kind)
    what = dict.fromkeys((*TOLD, "staff"), "") | dict(told.what)
    for name, said in (("role", _roles()), ("what", _ways_in()), ("span", _spans())):
        what[name] = said.get(what[name], what[name])
    return words({**what, "who": _who(told), "where": _where(told)})


def whole(found: Chain) -> str:
    """Return whether the trail is whole, and who vouches for how much of it."""
    if found.problems:
        return _(
            "The trail is NOT whole: something in it was changed, left out, moved or "
            "cut off. Ask who runs the host to look at once."
        )
    if not found.vouched:
        return _("The trail is whole. The service has not signed it yet.")
    said = _("The trail is whole up to act %(number)s, which", number=found.vouched)
    if found.signed is None:
        said += " " + _("the service has signed.")
    else:
        day, hour = course.in_full(found.signed.date()), f"{found.signed:%H:%M}"
        said += " " + _(
            "the service signed on %(day)s at %(hour)s (UTC).", day=day, hour=hour
        )
    since = found.events - found.vouched
    if since > 0:
        said += " " + _("Acts since then, to be signed next: %(count)s.", count=since)
    return said


def _who(told: Told) -> str:
    match told.doer:
        case "host":
            return _("Somebody at the host")
        case "service":
            return _("The service")
    return told.name or _("Somebody who is here no more")


def _where(told: Told) -> str:
    what = told.what
    if what.get("group"):
        return _("the group %(name)s", name=what["group"])
    if what.get("site"):
        return str(what["site"])
    return str(what.get("programme", ""))


def _roles() -> Mapping[str, str]:
    return {
        Role.FACILITATOR: _("facilitator"),
        Role.ORGANISER: _("organiser"),
        Role.EVALUATOR: _("evaluator"),
        Role.OPERATOR: _("operator"),
    }


def _ways_in() -> Mapping[str, str]:
    return {
        "passkey added": _("a passkey added"),
        "passkey dropped": _("a passkey dropped"),
        "password added": _("a password and an app added"),
        "password dropped": _("password and app dropped"),
        "codes drawn": _("new codes on paper"),
        "app replaced": _("a new app for six digits"),
    }


def _spans() -> Mapping[str, str]:
    return {
        "round": _("round"),
        "block": _("four rounds, number"),
        "quarter": _("twelve weeks, number"),
    }


def _week(what: Mapping[str, Any]) -> str:
    try:
        return course.in_full(date.fromisoformat(str(what["week"])))
    except ValueError:
        return ""


Say = Callable[[dict[str, Any]], str]
_SAID: Mapping[str, Say] = {
    "group.opened": lambda w: _("%(who)s opened %(where)s.", **w),
    "group.closed": lambda w: _("%(who)s closed %(where)s.", **w),
    "group.reopened": lambda w: _("%(who)s opened %(where)s again.", **w),
    "group.paused": lambda w: _("%(who)s let %(where)s rest for a while.", **w),
    "group.resumed": lambda w: _("%(who)s ended the rest of %(where)s.", **w),
    "group.code": lambda w: _("%(who)s made a new join code for %(where)s.", **w),
    "group.left": lambda w: _("%(who)s gave up %(where)s.", **w),
    "meeting.recorded": lambda w: _(
        "%(who)s wrote down that %(where)s met in the week from %(day)s. Heads "
        "counted: %(heads)s.",
        day=_week(w),
        **w,
    ),
    "meeting.taken_back": lambda w: _(
        "%(who)s took back that %(where)s met in the week from %(day)s.",
        day=_week(w),
        **w,
    ),
    "staff.invited": lambda w: _("%(who)s invited somebody: %(role)s, %(where)s.", **w),
    "staff.joined": lambda w: _("%(who)s took up an invitation.", **w),
    "staff.link": lambda w: _(
        "%(who)s made a link that lets %(staff)s in once: %(role)s, %(where)s.", **w
    ),
    "staff.reset": lambda w: _("%(who)s ended every way in of %(staff)s.", **w),
    "staff.closed": lambda w: _("%(who)s closed the account of %(staff)s.", **w),
    "staff.factor": lambda w: _(
        "%(who)s changed how %(staff)s signs in: %(what)s.", **w
    ),
    "staff.made_up": lambda w: _(
        "%(who)s made up somebody to look around as: %(role)s, %(where)s.", **w
    ),
    "release": lambda w: _(
        "%(who)s decided what is shown of %(where)s, %(span)s %(number)s: %(domain)s.",
        **(w | {"domain": w["domain"] or _("how many took part")}),
    ),
    "placement": lambda w: _(
        "%(who)s settled whether %(where)s is shown by itself or with others.", **w
    ),
    "round.decided": lambda w: _("%(who)s decided round %(round)s of %(where)s.", **w),
    "seals.dropped": lambda w: _(
        "%(who)s dropped the seals of round %(round)s of %(where)s, whose time is "
        "over.",
        **w,
    ),
    "response.quarantined": lambda _w: _(
        "Somebody at the host left one answered set out of all results, because its "
        "row is wrong."
    ),
    "programme.applied": lambda w: _("%(who)s put %(where)s in force.", **w),
    "plan.recorded": lambda w: _(
        "%(who)s fixed the plan of the evaluation of %(where)s.", **w
    ),
    "plan.withdrawn": lambda w: _(
        "%(who)s took back the plan of the evaluation of %(where)s.", **w
    ),
    "instrument.worded": lambda w: _(
        "%(who)s brought in the words of %(instrument)s, version %(version)s.", **w
    ),
    "key.identity": lambda w: _(
        "%(who)s began to sign as a new identity; its fingerprint is %(fingerprint)s.",
        **w,
    ),
    "key.published": lambda w: _(
        "%(who)s published key number %(epoch)s for %(where)s (%(purpose)s).", **w
    ),
    "export.requested": lambda w: _(
        "%(who)s asked for rows of %(where)s (%(tier)s), for %(recipient)s.", **w
    ),
    "export.approved": lambda w: _(
        "%(who)s agreed to an export of %(where)s (%(tier)s), for %(recipient)s.", **w
    ),
    "export.built": lambda w: _("%(who)s made the file of an export.", **w),
    "export.refused": lambda w: _("%(who)s refused an export.", **w),
    "export.downloaded": lambda w: _("%(who)s opened the file of an export.", **w),
    "export.discarded": lambda w: _("%(who)s destroyed the file of an export.", **w),
    "export.expired": lambda _w: _(
        "The time of an export ran out, and its file is gone."
    ),
    "trail.signed": lambda w: _("%(who)s signed the trail up to here.", **w),
}
