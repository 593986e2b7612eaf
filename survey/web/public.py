"""Pages that a stranger may open: the front, help, who can read what, the way out."""

from datetime import timedelta

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from survey import agenda, enrolment
from survey.web import claims, context, language, leaving, typed
from survey.web.going import safe_next, see_other
from survey.web.guard import Access, allow

blueprint = Blueprint("public", __name__)

NOTE_GOOD_FOR = timedelta(days=180)
"""How long security.txt says that it may be relied on."""


@blueprint.get("/")
@allow(Access.ANYONE)
def home() -> str:
    """Show strangers the door, and a participant what is due."""
    person = context.person()
    if person is None:
        return render_template("public/front.html")
    service = context.service()
    return render_template(
        "public/home.html",
        person=person,
        due=agenda.due(service, person),
        erased_on=enrolment.erasure_due(service, person),
    )


@blueprint.get("/help")
@allow(Access.ANYONE)
def people() -> str:
    """Show people to call, also while the database is away."""
    _know_the_programme()
    return render_template("public/help.html")


@blueprint.get("/urge")
@allow(Access.ANYONE)
def urge() -> str:
    """Show three things to try right now; nothing is asked and nothing stored."""
    _know_the_programme()
    return render_template("public/urge.html")


@blueprint.get("/about")
@allow(Access.ANYONE)
def about() -> str:
    """Show who can read what here."""
    return render_template(
        "public/about.html",
        rows=claims.rows(context.service().settings),
        not_sealed=claims.not_sealed(),
        source_url=context.service().settings.look.source_url,
    )


@blueprint.get("/privacy")
@allow(Access.ANYONE)
def privacy() -> str:
    """Show what is kept, for how long, and what a person can do about it."""
    return render_template("public/privacy.html")


@blueprint.get("/language")
@allow(Access.ANYONE)
def languages() -> str:
    """Offer the languages of this deployment."""
    return render_template("public/language.html")


@blueprint.post("/language")
@allow(Access.ANYONE)
def choose_language() -> AnyResponse:
    """Remember a language on this phone."""
    if not language.choose(typed.one("language")):
        abort(400)
    return see_other(safe_next(request.args.get("next")))


@blueprint.get("/exit")
@allow(Access.ANYONE)
def quick_exit() -> AnyResponse:
    """Leave for a harmless page at once."""
    _know_the_programme()
    return leaving.leave()


@blueprint.get("/.well-known/security.txt")
@allow(Access.ANYONE)
def security() -> Response:
    """Say where a weakness can be reported, if the operator named a place."""
    service = context.service()
    address = service.settings.server.public_url
    contact = service.settings.safety.security_contact
    if not contact:
        abort(404)
    until = (service.clock.now() + NOTE_GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: {contact}",
        f"Expires: {until}",
        f"Canonical: {address}/.well-known/security.txt",
        f"Preferred-Languages: {', '.join(service.settings.look.languages)}",
    )
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/healthz")
@allow(Access.ANYONE)
def alive() -> Response:
    """Say that this process answers; nothing else is looked at."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
@allow(Access.ANYONE)
def ready() -> tuple[dict[str, object], int]:
    """Say whether the service can work, with codes for why not."""
    reasons = context.service().ready()
    return {"ready": not reasons, "reasons": list(reasons)}, 503 if reasons else 200


def _know_the_programme() -> None:
    """Prefer the people to call of the person's own programme, if it can be asked."""
    try:
        context.person()
    except SQLAlchemyError:
        context.forget_person()
