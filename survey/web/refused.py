"""What is said when a check-in form cannot be taken as it came, and what is kept."""

from flask import Response, make_response, render_template

from survey.checkin import OtherVersion
from survey.web import context, posted
from survey.web.posted import FieldTooMany


def field_too_many(error: FieldTooMany) -> Response:
    """Refuse a form with a field that is not its own; its other answers stay."""
    person = context.person()
    kept = person is not None and bool(error.sent.submitted)
    if person is not None and kept:
        posted.rescue(context.service(), person, error.sent)
    return make_response(render_template("checkin/refused.html", kept=kept), 400)


def other_version(_error: OtherVersion) -> Response:
    """Say that the questions changed; answers that still fit were carried over."""
    return make_response(render_template("checkin/changed.html"), 409)
