"""Hand a group on: invite somebody to hold it too, and go once they do.

Nobody is put in charge by somebody else's tap: who is invited opens the link, and who
goes gives up their own part alone.
"""

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from survey import invitations, opening, staff
from survey.groups import OpenGroup
from survey.invitations import CANNOT, Made
from survey.opening import HeldAlone
from survey.staff import Role
from survey.web import context, cookies, forms, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow
from survey.web.staff_groups import ADDRESS, address_of
from survey.web.staff_invitations import address_to_send
from survey.web.staff_words import of_an_invitation

blueprint = Blueprint("staff_handing_on", __name__)

HERE = f"{ADDRESS}/hand-on"


@blueprint.get(HERE)
@allow(Access.STAFF, Role.FACILITATOR, fresh=True)
def ask(programme_id: str, alias: str) -> str:
    """Ask who is to hold the group too."""
    return _page(_group(programme_id, alias))


@blueprint.post(HERE)
@allow(Access.STAFF, Role.FACILITATOR, fresh=True)
def invite(programme_id: str, alias: str) -> Response:
    """Make a link for somebody, and show it once."""
    service, who = context.service(), context.at_work()
    group = _group(programme_id, alias)
    try:
        made = opening.hand_on(service, who, group, typed.one("name"))
    except CANNOT as error:
        return make_response(_page(group, problem=of_an_invitation(error)), 422)
    return make_response(_page(group, made))


@blueprint.post(f"{HERE}/take-back")
@allow(Access.STAFF, Role.FACILITATOR)
def take_back(programme_id: str, alias: str) -> Response:
    """Take a link back that nobody used."""
    group = _group(programme_id, alias)
    if typed.one("invitation"):
        named = forms.identity(typed.one("invitation"))
        invitations.take_back(context.service(), context.at_work(), named)
    return see_other(f"{address_of(group)}/hand-on")


@blueprint.get(f"{ADDRESS}/leave")
@allow(Access.STAFF, Role.FACILITATOR)
def ask_to_leave(programme_id: str, alias: str) -> str:
    """Ask whether somebody wants to hold the group no more."""
    return _leaving(_group(programme_id, alias))


@blueprint.post(f"{ADDRESS}/leave")
@allow(Access.STAFF, Role.FACILITATOR, fresh=True)
def leave(programme_id: str, alias: str) -> Response:
    """Let somebody go, and out if there is nothing else for them here."""
    service, who = context.service(), context.at_work()
    group = _group(programme_id, alias)
    try:
        opening.leave(service, who, group)
    except HeldAlone:
        return make_response(_leaving(group), 409)
    stays = len(who.grants) > 1
    if not stays:
        staff.sign_out(service, who)
        cookies.carry_staff(None)
    return make_response(
        render_template("staff/group-left.html", group=group, stays=stays)
    )


def _group(programme_id: str, alias: str) -> OpenGroup:
    who = context.at_work()
    return staff.group_named(
        context.service(), who, programme_id, alias, Role.FACILITATOR
    )


def _leaving(group: OpenGroup) -> str:
    return render_template(
        "staff/group-leave.html",
        group=group,
        address=address_of(group),
        others=_others(group),
    )


def _others(group: OpenGroup) -> tuple[str, ...]:
    service, who = context.service(), context.at_work()
    held_by = opening.held_by(service, [group])[group.id]
    return tuple(name for name in held_by if name != who.name)


def _page(group: OpenGroup, made: Made | None = None, problem: str = "") -> str:
    service, who = context.service(), context.at_work()
    return render_template(
        "staff/hand-on.html",
        group=group,
        address=address_of(group),
        others=_others(group),
        made=made,
        link=address_to_send(made) if made else "",
        waiting=[
            each
            for each in invitations.pending(service, who)
            if each.grant and each.grant.group_id == group.id
        ],
        typed=typed.one("name"),
        problem=problem,
    )
