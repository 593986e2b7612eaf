"""What a member sees of their group: its picture, the sheet for a meeting."""

from flask import Blueprint, abort, render_template

from survey.web import context, group_pages, questions
from survey.web.guard import Access, allow

blueprint = Blueprint("group", __name__)

ADDRESS = "/group"


@blueprint.get("/group")
@allow(Access.KEPT | Access.READER)
def picture() -> str:
    """Show how the group is doing together, or what there is without a group."""
    person, plan = context.reader(), context.own_plan()
    if person.group_id is None:
        asked = questions.of_week(plan.week(context.service()))
        return render_template("group/alone.html", question=asked)
    return group_pages.picture(person.group_id, plan, ADDRESS, "group/picture.html")


@blueprint.get("/group/meeting")
@allow(Access.KEPT | Access.READER)
def meeting() -> str:
    """Show the sheet for a meeting; its square leads to the start page."""
    return group_pages.meeting(_own(), context.own_plan(), ADDRESS, "/")


@blueprint.get("/group/explore/<domain>")
@allow(Access.KEPT | Access.READER)
def explore(domain: str) -> str:
    """Show one picture of the group to be looked at closely."""
    return group_pages.explore(_own(), context.own_plan(), ADDRESS, domain)


def _own() -> bytes:
    group_id = context.reader().group_id
    if group_id is None:
        abort(404)
    return group_id
