"""Erase everything: two steps with the words, a week's wait without them."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from survey import enrolment
from survey.web import context, door
from survey.web.going import see_other
from survey.web.guard import Access, allow

blueprint = Blueprint("erasing", __name__)


@blueprint.get("/erase")
@allow(Access.PERSON)
def first() -> str:
    """Say what erasing does, and lead on to it."""
    return _page("choices/erase.html")


@blueprint.get("/erase/sure")
@allow(Access.READER)
def sure() -> str:
    """Ask once more."""
    return _page("choices/erase-sure.html")


@blueprint.post("/erase/sure")
@allow(Access.READER)
def erase() -> Response:
    """Destroy everything of this person at once."""
    enrolment.erase(context.service(), context.reader())
    return door.gone("/erased")


@blueprint.get("/erased")
@allow(Access.ANYONE)
def erased() -> str:
    """Say that it is done; strangers may read this too."""
    return render_template("choices/erased.html")


@blueprint.post("/erase/ask")
@allow(Access.PERSON)
def ask() -> Response:
    """Write down the wish of somebody who has no words at hand."""
    enrolment.ask_erasure(context.service(), context.participant())
    return see_other("/erase")


@blueprint.post("/erase/cancel")
@allow(Access.READER)
def cancel() -> Response:
    """Take the wish back."""
    enrolment.cancel_erasure(context.service(), context.reader())
    return see_other("/erase")


def _page(template: str) -> str:
    service, person = context.service(), context.participant()
    due = enrolment.erasure_due(service, person)
    return render_template(template, person=person, due=due)
