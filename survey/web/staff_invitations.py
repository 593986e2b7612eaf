"""Invite people: one by one or as a list; see who has not come yet; take it back."""

from collections.abc import Sequence

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from survey import guest_list, invitations, offering
from survey.invitations import CANNOT, BadRow, Made, Wanted
from survey.links import WrongPlace
from survey.staff import Role
from survey.web import context, forms, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow
from survey.web.staff_words import of_an_invitation

blueprint = Blueprint("staff_invitations", __name__)

HERE = "/staff/invitations"
THEIRS = (Role.ORGANISER, Role.OPERATOR)


@blueprint.get(HERE)
@allow(Access.STAFF, *THEIRS, fresh=True)
def show() -> str:
    """Ask whom to invite, and list who has not come yet."""
    return _page()


@blueprint.post(HERE)
@allow(Access.STAFF, *THEIRS, fresh=True)
def invite() -> Response:
    """Invite one person."""
    service, who = context.service(), context.at_work()
    role, _, place = typed.one("what").partition(" ")
    try:
        wanted = Wanted(typed.one("name"), Role(role), place)
        return _made([invitations.make(service, who, wanted)])
    except ValueError:
        return _refused(WrongPlace())
    except CANNOT as error:
        return _refused(error)


@blueprint.post(f"{HERE}/list")
@allow(Access.STAFF, *THEIRS, fresh=True)
def invite_all() -> Response:
    """Invite everybody of a list, or nobody."""
    service, who = context.service(), context.at_work()
    try:
        return _made(
            invitations.make_all(service, who, guest_list.read(typed.one("list")))
        )
    except BadRow as error:
        return _refused(error)


@blueprint.post(f"{HERE}/take-back")
@allow(Access.STAFF, *THEIRS)
def take_back() -> Response:
    """Take one invitation back."""
    if typed.one("invitation"):
        named = forms.identity(typed.one("invitation"))
        invitations.take_back(context.service(), context.at_work(), named)
    return see_other(HERE)


def address_to_send(made: Made) -> str:
    """Return the address that somebody is sent."""
    front = context.service().settings.server.public_url
    return f"{front}/staff/invitation?link={made.written}"


def _made(made: Sequence[Made]) -> Response:
    """Show the links, once."""
    listed = [(one.name, address_to_send(one)) for one in made]
    return make_response(_page(made=listed))


def _refused(error: Exception) -> Response:
    return make_response(_page(problem=of_an_invitation(error)), 422)


def _page(made: Sequence[tuple[str, str]] = (), problem: str = "") -> str:
    service, who = context.service(), context.at_work()
    return render_template(
        "staff/invitations.html",
        made=made,
        offers=offering.offers(service, who),
        waiting=invitations.pending(service, who),
        problem=problem,
        at="list" if typed.one("list") else "name",
        typed={name: typed.one(name) for name in ("name", "what", "list")},
    )
