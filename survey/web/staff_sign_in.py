"""Sign in as staff, and show again that it is you before what reaches far."""

from collections.abc import Callable

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import passkeys, staff_signin
from survey.passkeys import Place
from survey.person import Token
from survey.signin import Busy, TryLater
from survey.staff import Role
from survey.web import context, cookies, csrf, headers, typed
from survey.web.going import safe_next, see_other
from survey.web.guard import Access, allow
from survey.web.staff_words import REFUSED, of_a_way_in

blueprint = Blueprint("staff_sign_in", __name__)

HERE, AGAIN = "/staff/sign-in", "/staff/prove"


@blueprint.post(f"{HERE}/password")
@allow(Access.ANYONE)
def by_password() -> Response:
    """Let somebody in who has name, password and six digits."""
    given = typed.one("name"), typed.one("password"), typed.one("digits")
    return _enter(lambda: staff_signin.by_password(context.service(), *given))


@blueprint.post(f"{HERE}/passkey")
@allow(Access.ANYONE)
def by_passkey() -> Response:
    """Let somebody in who has a passkey."""
    given = place(), asked(), typed.one("credential")
    return _enter(lambda: staff_signin.by_passkey(context.service(), *given))


@blueprint.get(AGAIN)
@allow(Access.STAFF, *Role)
def ask_again() -> str:
    """Ask for a way in, once more."""
    return again_page(request.args.get("next", ""))


@blueprint.post(f"{AGAIN}/password")
@allow(Access.STAFF, *Role)
def again_by_password() -> Response:
    """Take password and six digits."""
    given = context.at_work(), typed.one("password"), typed.one("digits")
    return _go_on(lambda: staff_signin.again_by_password(context.service(), *given))


@blueprint.post(f"{AGAIN}/passkey")
@allow(Access.STAFF, *Role)
def again_by_passkey() -> Response:
    """Take a passkey."""
    given = context.at_work(), place(), asked(), typed.one("credential")
    return _go_on(lambda: staff_signin.again_by_passkey(context.service(), *given))


def page(error: Exception | None = None) -> str:
    """Return the door of the staff."""
    return render_template(
        "staff/sign-in.html",
        here=HERE,
        asks_name=True,
        passkey=_options(),
        more=(),
        typed=typed.one("name"),
        problem=of_a_way_in(error) if error else "",
    )


def again_page(onward: str, error: Exception | None = None) -> str:
    """Return the page that asks for a way in once more."""
    held = context.ways_in()
    return render_template(
        "staff/sign-in.html",
        here=AGAIN,
        asks_name=False,
        passkey=_options() if held.passkeys else "",
        two_steps=held.two_steps,
        begins=not held.any,
        works=place().works,
        more=(("next", onward),),
        problem=of_a_way_in(error) if error else "",
    )


def place() -> Place:
    """Return the host that passkeys are for: the one asked for, which is trusted."""
    return Place(request.host_url.rstrip("/"))


def asked() -> bytes:
    """Return what stands for this browser in what its passkey signs."""
    return bytes.fromhex(csrf.token())


def _options() -> str:
    if not place().works:
        return ""
    headers.allow_passkeys()
    return passkeys.options_to_prove(context.service(), place(), asked())


def _enter(sign_in: Callable[[], Token]) -> Response:
    try:
        token = sign_in()
    except (*REFUSED, TryLater) as error:
        return _refused(page(error), error)
    cookies.carry_staff(token)
    return see_other("/staff")


def _go_on(show: Callable[[], None]) -> Response:
    onward = typed.one("next")
    try:
        show()
    except (*REFUSED, TryLater) as error:
        return _refused(again_page(onward, error), error)
    return see_other(safe_next(onward) if onward else "/staff")


def _refused(page: str, error: Exception) -> Response:
    if isinstance(error, TryLater):
        status = 503 if isinstance(error, Busy) else 429
        return make_response(page, status, {"Retry-After": str(error.seconds)})
    return make_response(page, 422)
