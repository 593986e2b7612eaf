"""Open an invitation: choose a way in, and the account is there.

Looking at the link changes nothing, so that a messenger which looks at the address
beforehand does not use it up.
"""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import joining, passkeys, two_steps
from survey.invitations import Invitation, InvitationIsSpent, OwnRole
from survey.joining import ForSomebodyElse, SignInFirst
from survey.person import Token
from survey.web import context, cookies, qr, typed
from survey.web.going import see_other
from survey.web.guard import Access, NotFresh, StaffSignedOut, allow
from survey.web.staff_sign_in import asked, place
from survey.web.staff_words import REFUSED, of_a_way_in

blueprint = Blueprint("staff_invitation", __name__)

HERE = "/staff/invitation"
AWAY = (InvitationIsSpent, SignInFirst, ForSomebodyElse, OwnRole)


@blueprint.get(HERE)
@allow(Access.ANYONE)
def show() -> Response:
    """Show what somebody is invited to, and the ways in to choose from."""
    try:
        return _page(_look())
    except InvitationIsSpent as error:
        return _away(error)


@blueprint.post(f"{HERE}/passkey")
@allow(Access.ANYONE)
def with_passkey() -> Response:
    """Begin the account with a passkey."""
    service, sent = context.service(), typed.one("credential")
    try:
        opened = joining.begin_with_passkey(service, _token(), place(), asked(), sent)
    except AWAY as error:
        return _away(error)
    except REFUSED as error:
        return _page(_look(), error)
    cookies.carry_staff(opened)
    return see_other("/staff")


@blueprint.get(f"{HERE}/password")
@allow(Access.ANYONE)
def choose_password() -> Response:
    """Ask for a password, and offer a secret to an app."""
    try:
        return _two_steps(_look())
    except InvitationIsSpent as error:
        return _away(error)


@blueprint.post(f"{HERE}/password")
@allow(Access.ANYONE)
def with_password() -> Response:
    """Begin the account with a password and an app, and show the codes once."""
    service = context.service()
    try:
        name = _look().name
        chosen = two_steps.choose(service, offered(), *password_sent(), name)
        opened, codes = joining.begin_with_password(service, _token(), chosen)
    except AWAY as error:
        return _away(error)
    except REFUSED as error:
        return _two_steps(_look(), error)
    cookies.carry_staff(opened)
    return make_response(render_template("staff/codes.html", codes=codes))


@blueprint.post(f"{HERE}/accept")
@allow(Access.ANYONE)
def accept() -> Response:
    """Let who is signed in do what the invitation offers."""
    who = context.staff()
    if who is None:
        raise StaffSignedOut
    if not who.is_fresh:
        raise NotFresh
    try:
        joining.accept(context.service(), _token(), who)
    except AWAY as error:
        return _away(error)
    return see_other("/staff")


def offered() -> two_steps.Offer:
    """Return the secret that this page offers to an app, the same on each return."""
    return two_steps.offer(context.service(), asked(), typed.one("nonce"))


def password_sent() -> tuple[str, str]:
    """Return the password and the digits that came."""
    return typed.one("password"), typed.one("digits")


def two_steps_page(
    template: str, name: str, error: Exception | None, **more: object
) -> Response:
    """Return a page that asks for a password and offers a secret to an app."""
    offer = offered()
    issuer = context.service().settings.look.product_name
    page = render_template(
        template,
        name=name,
        offer=offer,
        square=qr.square(offer.address(name, issuer)),
        problem=of_a_way_in(error) if error else "",
        at="password" if isinstance(error, two_steps.BadPassword) else "digits",
        **more,
    )
    return make_response(page, 422 if error else 200)


def _two_steps(invitation: Invitation, error: Exception | None = None) -> Response:
    if _needs_account(invitation):
        return _away(SignInFirst())
    link = cookies.written(_token())
    return two_steps_page(
        "staff/two-steps.html",
        invitation.name,
        error,
        here=f"{HERE}/password",
        link=link,
    )


def _page(invitation: Invitation, error: Exception | None = None) -> Response:
    who = context.staff()
    options = ""
    if who is None and not _needs_account(invitation) and place().works:
        given = place(), asked(), invitation.staff_id, invitation.name
        options = passkeys.options_to_begin(context.service(), *given)
    page = render_template(
        "staff/invitation.html",
        invitation=invitation,
        link=cookies.written(_token()),
        who=who,
        known=_needs_account(invitation),
        passkey=options,
        problem=of_a_way_in(error) if error else "",
    )
    return make_response(page, 422 if error else 200)


def _needs_account(invitation: Invitation) -> bool:
    return invitation.known and invitation.grant is not None


def _away(error: Exception) -> Response:
    status = 410 if isinstance(error, InvitationIsSpent) else 403
    why = type(error).__name__
    return make_response(render_template("staff/invitation-no.html", why=why), status)


def _look() -> Invitation:
    return joining.look(context.service(), _token())


def _token() -> Token:
    token = cookies.read(typed.one("link") or request.args.get("link", ""))
    if token is None:
        raise InvitationIsSpent
    return token
