"""A group of made-up people: the pages of a group, to practise with before a meeting.

They are the same pages; only what stands on them was made up, and each of them says so.
"""

from flask import Blueprint, render_template

from survey import practice
from survey.programme import Programme
from survey.results import GroupResults
from survey.web import context, group_pages
from survey.web.guard import Access, allow
from survey.web.say import _
from survey.web.staff_door import EVERY_ROLE

blueprint = Blueprint("staff_practice", __name__)

ADDRESS = "/staff/practice"
ROUNDS = {"shown": practice.SHOWN, "rests": practice.RESTING}
WHICH = f"{ADDRESS}/<any({', '.join(ROUNDS)}):which>"


@blueprint.get(ADDRESS)
@allow(Access.STAFF, *EVERY_ROLE)
def start() -> str:
    """Show the five minutes, and where to practise them."""
    return render_template("staff/practice.html")


@blueprint.get(WHICH)
@allow(Access.STAFF, *EVERY_ROLE)
def picture(which: str) -> str:
    """Show the picture of the made-up group."""
    view = group_pages.view(*_made_up(which), f"{ADDRESS}/{which}")
    return render_template("staff/practice-picture.html", view=view)


@blueprint.get(f"{WHICH}/meeting")
@allow(Access.STAFF, *EVERY_ROLE)
def meeting(which: str) -> str:
    """Show the sheet for a meeting of the made-up group."""
    view = group_pages.view(*_made_up(which), f"{ADDRESS}/{which}")
    door = group_pages.door("/")
    return render_template("staff/practice-meeting.html", view=view, door=door)


@blueprint.get(f"{WHICH}/explore/<domain>")
@allow(Access.STAFF, *EVERY_ROLE)
def explore(which: str, domain: str) -> str:
    """Show one picture of the made-up group to be looked at closely."""
    return group_pages.closely(
        *_made_up(which), f"{ADDRESS}/{which}", domain, "staff/practice-explore.html"
    )


def _made_up(which: str) -> tuple[GroupResults, Programme]:
    service, plan = context.service(), context.own_plan()
    alias, site = _("made-up people"), _("a hall that is not there")
    week, rounds = plan.week(service), ROUNDS[which]
    found = practice.results(plan, service.instruments, week, alias, site, rounds)
    return found, plan
