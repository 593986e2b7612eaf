"""The page of one group for who runs it: its join code, closed and open again.

Each form carries the code that its page showed. If somebody else was faster, nothing
is done, so that two taps never stop a poster that was printed between them.
"""

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from survey import groups, opening, programme, staff
from survey.groups import OpenGroup
from survey.staff import Role
from survey.web import context, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow

blueprint = Blueprint("staff_groups", __name__)

ADDRESS = "/staff/groups/<programme_id>/<alias>"
RUN_BY = (Role.FACILITATOR, Role.ORGANISER)

ROOM = (100, 50)
"""Steps in which it is told how many more a code lets in: a count would tell a
facilitator who joined tonight."""


@blueprint.get(ADDRESS)
@allow(Access.STAFF, *RUN_BY)
def group(programme_id: str, alias: str) -> str:
    """Show a group's join code, and what can be done."""
    return _page("staff/group.html", run_by_who_asks(programme_id, alias))


@blueprint.get(f"{ADDRESS}/code")
@allow(Access.STAFF, *RUN_BY)
def ask_for_code(programme_id: str, alias: str) -> str:
    """Ask whether the posters on the walls may stop."""
    return _page("staff/group-code.html", run_by_who_asks(programme_id, alias))


@blueprint.post(f"{ADDRESS}/code")
@allow(Access.STAFF, *RUN_BY)
def rotate(programme_id: str, alias: str) -> Response:
    """Make a new join code."""
    group = run_by_who_asks(programme_id, alias)
    if group.state != "open":
        page = _page("staff/group.html", group)
        return make_response(page, 409)
    if _is_as_shown(group):
        groups.rotate_code(context.service(), programme_id, alias, _me())
    return see_other(address_of(group))


@blueprint.get(f"{ADDRESS}/close")
@allow(Access.STAFF, *RUN_BY)
def ask_to_close(programme_id: str, alias: str) -> str:
    """Ask whether nobody is to join any more."""
    return _page("staff/group-close.html", run_by_who_asks(programme_id, alias))


@blueprint.post(f"{ADDRESS}/close")
@allow(Access.STAFF, *RUN_BY)
def close(programme_id: str, alias: str) -> Response:
    """Close a group for newcomers."""
    group = run_by_who_asks(programme_id, alias)
    if _is_as_shown(group):
        groups.close_group(context.service(), programme_id, alias, _me())
    return see_other(address_of(group))


@blueprint.post(f"{ADDRESS}/open")
@allow(Access.STAFF, *RUN_BY)
def open_again(programme_id: str, alias: str) -> Response:
    """Let newcomers in again."""
    group = run_by_who_asks(programme_id, alias)
    if _is_as_shown(group):
        groups.reopen_group(context.service(), programme_id, alias, _me())
    return see_other(address_of(group))


def run_by_who_asks(programme_id: str, alias: str) -> OpenGroup:
    """Return a group that somebody holds, or organises; raise NoSuchPlace."""
    service, who = context.service(), context.at_work()
    return staff.group_named(service, who, programme_id, alias, *RUN_BY)


def address_of(group: OpenGroup) -> str:
    """Return where the page of a group is."""
    return f"/staff/groups/{group.programme_id}/{group.alias}"


def in_fours(join_code: str) -> str:
    """Return a join code as it is read aloud."""
    return f"{join_code[:4]} {join_code[4:]}"


def _page(name: str, group: OpenGroup) -> str:
    service = context.service()
    with service.store.read() as connection:
        plan = programme.one(connection, group.programme_id)
    return render_template(
        name,
        group=group,
        address=address_of(group),
        site=next(site.name for site in plan.sites if site.id == group.site_id),
        written=in_fours(group.join_code),
        standing=groups.standing(service, group),
        room=next((step for step in ROOM if group.joins_left > step), 0),
        least=ROOM[-1],
        held_by_two=opening.is_held_by_two(service, group),
        organises=context.at_work().reaches(group, Role.ORGANISER),
    )


def _is_as_shown(group: OpenGroup) -> bool:
    return typed.one("code") == group.join_code


def _me() -> bytes:
    return context.at_work().id
