"""Who sees the pages of a group: its members at one address, its staff at another.

What they see is the same. A facilitator's sheet carries the way to join as well.
"""

from http import HTTPStatus

from flask import Blueprint, abort, make_response, render_template, request

from survey import doorway, programme, staff
from survey.groups import OpenGroup
from survey.programme import Programme
from survey.staff import Role
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


@blueprint.get("/results/<alias>")
@allow(Access.STAFF, Role.FACILITATOR, Role.ORGANISER)
def results(alias: str) -> str:
    """Show somebody who runs a group what its members see."""
    group, plan, address = _run_by_who_asks(alias)
    return group_pages.picture(group.id, plan, address, "group/for-staff.html")


@blueprint.get("/results/<alias>/meeting")
@allow(Access.STAFF, Role.FACILITATOR, Role.ORGANISER)
def results_meeting(alias: str) -> str:
    """Show the sheet for a meeting; its square leads newcomers into the group."""
    group, plan, address = _run_by_who_asks(alias)
    return group_pages.meeting(group.id, plan, address, _door(group))


@blueprint.get("/results/<alias>/explore/<domain>")
@allow(Access.STAFF, Role.FACILITATOR, Role.ORGANISER)
def results_explore(alias: str, domain: str) -> str:
    """Show one picture of a group to be looked at closely."""
    group, plan, address = _run_by_who_asks(alias)
    return group_pages.explore(group.id, plan, address, domain)


def _own() -> bytes:
    group_id = context.reader().group_id
    if group_id is None:
        abort(404)
    return group_id


def _run_by_who_asks(named: str) -> tuple[OpenGroup, Programme, str]:
    """Find a group of who asks by its alias, or by alias@programme; ask if two fit."""
    service = context.service()
    alias, _, programme_id = named.partition("@")
    fitting = [
        group
        for group in staff.groups_of(service, context.at_work())
        if group.alias == alias and programme_id in ("", group.programme_id)
    ]
    if not fitting:
        abort(404)
    with service.store.read() as connection:
        plans = [programme.one(connection, group.programme_id) for group in fitting]
    if len(fitting) > 1:
        abort(make_response(_which(alias, plans), HTTPStatus.MULTIPLE_CHOICES))
    return fitting[0], plans[0], f"/results/{named}"


def _which(alias: str, plans: list[Programme]) -> str:
    """Show the programmes that have a group of this alias, each with its address."""
    rest = request.path.removeprefix(f"/results/{alias}")
    ways = {plan.name: f"/results/{alias}@{plan.id}{rest}" for plan in plans}
    return render_template("group/which.html", alias=alias, ways=ways)


def _door(group: OpenGroup) -> str:
    """Return where phones in the room go: into the group, if its code still opens."""
    facilitates = context.at_work().reaches(group, Role.FACILITATOR)
    found = doorway.look_up(context.service(), group.join_code)
    return f"/join/{group.join_code}" if facilitates and not found.problem else "/"
