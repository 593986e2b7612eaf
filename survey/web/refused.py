"""What is said when a check-in form cannot be taken as it came, and what is kept."""

from flask import Response, make_response, render_template

from survey.checkin import OtherVersion
from survey.web import asking, context
from survey.web.posted import FieldTooMany
from survey.web.problem import Problem
from survey.web.say import _


def field_too_many(error: FieldTooMany) -> Response:
    """Refuse a form with a field that is not its own; its other answers stay."""
    person = context.person()
    if person is not None and error.sent.submitted:
        asking.rescue(context.service(), person, error.sent)
    return Problem(
        400,
        _("This form had a field too many"),
        (
            _("It held an answer to a question that we did not ask, so we did not save "
              "it. Nothing is lost: your other answers are still here."),
        ),
    ).response()  # fmt: skip


def other_version(_error: OtherVersion) -> Response:
    """Say that the questions changed; answers that still fit were carried over."""
    return make_response(render_template("checkin/changed.html"), 409)
