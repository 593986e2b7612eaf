"""One's own account: the ways in, the codes on paper, where one is signed in."""

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from survey import accounts, factors, passkeys, two_steps
from survey.factors import LONGEST_LABEL, LastWayIn
from survey.staff import Role
from survey.web import context, forms, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow
from survey.web.staff_invitation import offered, password_sent, two_steps_page
from survey.web.staff_sign_in import asked, place
from survey.web.staff_words import REFUSED, of_a_way_in

blueprint = Blueprint("staff_account", __name__)

HERE = "/staff/account"


@blueprint.get(HERE)
@allow(Access.STAFF, *Role)
def show() -> str:
    """Show one's own ways in, and where one is signed in."""
    return _page()


@blueprint.get(f"{HERE}/passkey")
@allow(Access.STAFF, *Role, fresh=True, or_first=True)
def ask_passkey() -> str:
    """Offer to add a passkey."""
    return _passkey()


@blueprint.post(f"{HERE}/passkey")
@allow(Access.STAFF, *Role, fresh=True, or_first=True)
def add_passkey() -> Response:
    """Add a passkey."""
    given = place(), asked(), typed.one("credential"), typed.one("label")
    try:
        accounts.add_passkey(context.service(), context.at_work(), *given)
    except REFUSED as error:
        return make_response(_passkey(error), 422)
    return see_other(HERE)


@blueprint.get(f"{HERE}/password")
@allow(Access.STAFF, *Role, fresh=True, or_first=True)
def ask_password() -> Response:
    """Ask for a password, and offer a secret to an app."""
    return _two_steps()


@blueprint.post(f"{HERE}/password")
@allow(Access.STAFF, *Role, fresh=True, or_first=True)
def put_password() -> Response:
    """Set password and app, and show the codes once."""
    service, who = context.service(), context.at_work()
    try:
        chosen = two_steps.choose(service, offered(), *password_sent(), who.name)
    except REFUSED as error:
        return _two_steps(error)
    return _codes(accounts.put_two_steps(service, who, chosen))


@blueprint.post(f"{HERE}/codes")
@allow(Access.STAFF, *Role, fresh=True)
def draw_codes() -> Response:
    """Draw codes on paper anew, and show them once."""
    try:
        return _codes(accounts.new_codes(context.service(), context.at_work()))
    except REFUSED as error:
        return make_response(_page(error), 422)


@blueprint.post(f"{HERE}/drop")
@allow(Access.STAFF, *Role, fresh=True)
def drop() -> Response:
    """Drop one way in, but never the last."""
    service, who = context.service(), context.at_work()
    try:
        if typed.one("factor"):
            factors.drop_passkey(service, who, forms.identity(typed.one("factor")))
        else:
            factors.drop_two_steps(service, who)
    except LastWayIn as error:
        return make_response(_page(error), 422)
    return see_other(HERE)


@blueprint.post(f"{HERE}/sign-out")
@allow(Access.STAFF, *Role)
def end_visit() -> Response:
    """Sign another browser out, or all others."""
    service, who = context.service(), context.at_work()
    if typed.one("visit"):
        accounts.end_visit(service, who, forms.identity(typed.one("visit")))
    else:
        accounts.end_others(service, who)
    return see_other(HERE)


def _page(error: Exception | None = None) -> str:
    service, who = context.service(), context.at_work()
    return render_template(
        "staff/account.html",
        who=who,
        held=context.ways_in(),
        visits=accounts.visits(service, who),
        works=place().works,
        problem=of_a_way_in(error) if error else "",
    )


def _passkey(error: Exception | None = None) -> str:
    service, who = context.service(), context.at_work()
    options = ""
    if place().works:
        options = passkeys.options_to_begin(service, place(), asked(), who.id, who.name)
    return render_template(
        "staff/passkey.html",
        passkey=options,
        longest=LONGEST_LABEL,
        problem=of_a_way_in(error) if error else "",
    )


def _two_steps(error: Exception | None = None) -> Response:
    name = context.at_work().name
    return two_steps_page(
        "staff/two-steps.html", name, error, here=f"{HERE}/password", link=""
    )


def _codes(codes: tuple[str, ...]) -> Response:
    return make_response(render_template("staff/codes.html", codes=codes))
