"""Write down that a group met: one tap to open, one for the number of heads."""

import re
from datetime import date

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import meetings, staff
from survey.groups import GroupClosed, OpenGroup
from survey.measure.rounds import Week
from survey.measure.rounds import week as monday
from survey.meetings import MOST_HEADS, HeadsOutOfRange, TooLateToTakeBack, WrongWeek
from survey.staff import Role
from survey.web import context, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow
from survey.web.say import _

blueprint = Blueprint("staff_meetings", __name__)

AT_HAND = range(1, 25)
"""Numbers that are one tap away; the others are typed."""


ADDRESS = "/staff/groups/<programme_id>/<alias>/meetings"
REFUSED = (HeadsOutOfRange, GroupClosed, WrongWeek, TooLateToTakeBack)


@blueprint.get(ADDRESS)
@allow(Access.STAFF, Role.FACILITATOR)
def ask(programme_id: str, alias: str) -> str:
    """Ask how many heads came."""
    return _page(_group(programme_id, alias), request.args.get("week", ""))


@blueprint.post(ADDRESS)
@allow(Access.STAFF, Role.FACILITATOR)
def record(programme_id: str, alias: str) -> Response:
    """Write the meeting down, or say what is wrong with the number."""
    service, who = context.service(), context.at_work()
    group, week = _group(programme_id, alias), typed.one("week")
    try:
        heads = _heads(typed.one("heads"))
        before = meetings.record(service, who, group, _week(week), heads)
    except REFUSED as error:
        return make_response(_page(group, week, error), 422)
    return see_other("/staff" if before is None else f"/staff?before={before}")


@blueprint.post(f"{ADDRESS}/take-back")
@allow(Access.STAFF, Role.FACILITATOR)
def take_back(programme_id: str, alias: str) -> Response:
    """Take back what was recorded today."""
    group, week = _group(programme_id, alias), typed.one("week")
    try:
        meetings.take_back(context.service(), context.at_work(), group, _week(week))
    except REFUSED as error:
        return make_response(_page(group, week, error), 422)
    return see_other("/staff")


def _group(programme_id: str, alias: str) -> OpenGroup:
    who = context.at_work()
    return staff.group_named(
        context.service(), who, programme_id, alias, Role.FACILITATOR
    )


def _week(written: str) -> Week:
    try:
        return monday(date.fromisoformat(written))
    except ValueError:
        raise WrongWeek from None


def _heads(written: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", written.strip()):
        raise HeadsOutOfRange
    return int(written)


def _page(group: OpenGroup, week: str, error: Exception | None = None) -> str:
    both = meetings.lately(context.service(), [group])[group.id]
    return render_template(
        "staff/meeting.html",
        group=group,
        both=both,
        meeting=next((one for one in both if one.week.isoformat() == week), both[0]),
        numbers=AT_HAND,
        problem=_why(error),
        typed=typed.one("heads"),
    )


def _why(error: Exception | None) -> str:
    match error:
        case None:
            return ""
        case HeadsOutOfRange():
            return _("Write a whole number from 0 to %(most)s.", most=MOST_HEADS)
        case GroupClosed():
            return _("This group is closed, so nothing was changed.")
        case WrongWeek():
            return _("That week is too long ago now. Nothing was changed.")
    return _("It was written down on an earlier day, so it stays. You can still write "
             "another number in its place.")  # fmt: skip
