"""The page of one group for who runs it: its join code, at rest, closed, open again.

Each form carries the code that its page showed. If somebody else was faster, nothing
is done, so that two taps never stop a poster that was printed between them.
"""

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from survey import doorway, groups, opening, programme, staff
from survey.groups import GroupClosed, OpenGroup
from survey.staff import Role
from survey.web import context, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow

blueprint = Blueprint("staff_groups", __name__)

ADDRESS = "/staff/groups/<programme_id>/<alias>"
RUN_BY = (Role.FACILITATOR, Role.ORGANISER)

ROOM = (2 * doorway.FEW, doorway.FEW)
"""Steps in which it is told how many more a code lets in."""
CHANGES = {
    "code": groups.rotate_code,
    "pause": groups.pause_group,
    "resume": groups.resume_group,
    "close": groups.close_group,
    "open": groups.reopen_group,
}
ASKED = ("code", "pause", "close")
"""What is asked about once more, because posters on walls stop working."""


@blueprint.get(ADDRESS)
@allow(Access.STAFF, *RUN_BY)
def group(programme_id: str, alias: str) -> str:
    """Show a group's join code, and what can be done."""
    return _page("staff/group.html", run_by_who_asks(programme_id, alias))


@blueprint.get(f"{ADDRESS}/<any({', '.join(ASKED)}):change>")
@allow(Access.STAFF, *RUN_BY)
def ask(programme_id: str, alias: str, change: str) -> str:
    """Ask whether the posters on the walls may stop."""
    group = run_by_who_asks(programme_id, alias)
    return _page("staff/group-sure.html", group, change=change)


@blueprint.post(f"{ADDRESS}/<any({', '.join(CHANGES)}):change>")
@allow(Access.STAFF, *RUN_BY)
def do(programme_id: str, alias: str, change: str) -> Response:
    """Make a new code, let the group rest, close it, or take newcomers in again."""
    group = run_by_who_asks(programme_id, alias)
    try:
        if typed.one("code") == group.join_code:
            by = context.at_work().id
            CHANGES[change](context.service(), programme_id, alias, by)
    except GroupClosed:
        return make_response(_page("staff/group.html", group), 409)
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


def _page(name: str, group: OpenGroup, **more: str) -> str:
    service, who = context.service(), context.at_work()
    with service.store.read() as connection:
        plan = programme.one(connection, group.programme_id)
    return render_template(
        name,
        group=group,
        address=address_of(group),
        site=next(site.name for site in plan.sites if site.id == group.site_id),
        written=in_fours(group.join_code),
        standing=doorway.standing(service, group),
        room=next((step for step in ROOM if group.joins_left > step), 0),
        least=ROOM[-1],
        held_by=opening.held_by(service, [group])[group.id],
        two=opening.TWO,
        holds=who.reaches(group, Role.FACILITATOR),
        **more,
    )
