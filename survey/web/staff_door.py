"""The door of the staff: a link that works once lets one browser in.

Opening the link shows a button and changes nothing, so that a messenger which looks at
the address beforehand does not use it up.
"""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import links, staff
from survey.links import LinkIsSpent
from survey.person import Token
from survey.staff import Role
from survey.web import context, cookies, leaving, staff_sign_in, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow

blueprint = Blueprint("staff_door", __name__)

EVERY_ROLE = tuple(Role)


@blueprint.get("/staff/sign-in")
@allow(Access.ANYONE)
def sign_in() -> str | Response:
    """Show a link's button, or the other ways in."""
    link = request.args.get("link")
    if link is None:
        return staff_sign_in.page()
    try:
        name = links.whose(context.service(), _token(link))
    except LinkIsSpent:
        return _spent()
    return render_template("staff/sign-in.html", name=name, link=link)


@blueprint.post("/staff/sign-in")
@allow(Access.ANYONE)
def enter() -> Response:
    """Use the link up and let this browser in."""
    try:
        token = links.enter(context.service(), _token(typed.one("link")))
    except LinkIsSpent:
        return _spent()
    cookies.carry_staff(token)
    return see_other("/staff")


@blueprint.post("/staff/sign-out")
@allow(Access.STAFF, *EVERY_ROLE)
def leave() -> Response:
    """End the visit on this browser."""
    staff.sign_out(context.service(), context.at_work())
    cookies.carry_staff(None)
    response = see_other("/staff/sign-in")
    response.headers["Clear-Site-Data"] = leaving.CLEAR
    return response


def _token(written: str) -> Token:
    token = cookies.read(written)
    if token is None:
        raise LinkIsSpent
    return token


def _spent() -> Response:
    return make_response(render_template("staff/sign-in.html", spent=True), 410)
