"""The last page of a check-in: look at the answers, and save them.

The page carries them all itself, so that nothing that happens now can lose them.
"""

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from survey import checkin, drafts
from survey.checkin import OtherVersion
from survey.measure.answers import BadAnswers
from survey.web import (
    asking,
    context,
    door,
    posted,
    question_pages,
    refused,
    wording,
)
from survey.web.csrf import StaleForm
from survey.web.going import see_other
from survey.web.guard import Access, SignedOut, allow
from survey.web.posted import FieldTooMany

blueprint = Blueprint("saving", __name__)
blueprint.app_errorhandler(FieldTooMany)(refused.field_too_many)
blueprint.register_error_handler(OtherVersion, refused.other_version)
blueprint.register_error_handler(SignedOut, door.still_here)
blueprint.register_error_handler(StaleForm, door.stale)


@blueprint.get("/check-in/answers")
@allow(Access.PERSON)
def look() -> str | Response:
    """Show the answers before they are saved."""
    draft = drafts.load(context.service(), context.participant())
    if draft is None:
        return see_other("/check-in")
    if not draft.begun:
        return see_other(asking.first(draft))
    return render_template(
        "checkin/answers.html",
        rows=wording.rows(draft),
        fields_to_send=posted.of_draft(draft).fields(),
        waiting=[p.instrument.title for p in draft.parts if p not in draft.begun],
        onward=asking.first(draft),
        help_box=asking.any_help_box(draft),
        back=asking.back(asking.before(draft)),
    )


@blueprint.post("/check-in/answers")
@allow(Access.PERSON)
def save() -> str | Response:
    """Save the check-in that the form itself carries."""
    service, person = context.service(), context.participant()
    sent = posted.read()
    if not sent.submitted or not sent.attempt:
        return see_other("/check-in")
    if checkin.known(service, person, sent.attempt):
        return see_other("/saved")
    try:
        checkin.record(service, person, sent.attempt, sent.submitted)
    except OtherVersion:
        posted.carry(service, person, sent)
        raise
    except BadAnswers as bad:
        if "unknown_item" in bad.problems.values():
            raise FieldTooMany(sent) from None
        draft = posted.carry(service, person, sent)
        problems = [w for p in draft.parts for w in wording.wrong(p, bad.problems)]
        return make_response(question_pages.every(draft, sent, problems), 422)
    return see_other("/saved")
