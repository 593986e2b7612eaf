"""Answer a check-in: one question per page, or all on one, then look and save.

Each answer is kept as soon as it is given, sealed under this phone's cookie. The last
page carries them all itself, so that nothing that happens then can lose them.
"""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import checkin, drafts
from survey.checkin import OtherVersion
from survey.drafts import Draft, Question
from survey.measure.answers import BadAnswers
from survey.web import asking, context, door, posted, typed
from survey.web.going import see_other
from survey.web.guard import Access, SignedOut, allow
from survey.web.posted import FieldTooMany

blueprint = Blueprint("answering", __name__)

ANSWERS = "/check-in/answers"


@blueprint.get("/check-in/<instrument>/<int:number>")
@allow(Access.PERSON)
def ask(instrument: str, number: int) -> str | Response:
    """Ask one question."""
    draft = _draft()
    question = draft and asking.at(draft, instrument, number)
    if draft is None or question is None:
        return see_other("/check-in")
    return _page(draft, question)


@blueprint.post("/check-in/<instrument>/<int:number>")
@allow(Access.PERSON)
def take(instrument: str, number: int) -> str | Response:
    """Keep one answer, or its having been passed, and go on."""
    sent = posted.read(("skip",))
    draft = _draft() or asking.begun(context.service(), context.participant())
    question = asking.at(draft, instrument, number)
    if question is None:
        return see_other("/check-in")
    given = sent.answers(instrument)
    if given.keys() - {question.item.id}:
        raise FieldTooMany
    if not given or typed.one("skip"):
        given = {question.item.id: []}
    try:
        after = _answered(draft, instrument, given)
    except BadAnswers as bad:
        page = _page(draft, question, tuple(given[question.item.id]), bad.problems)
        return make_response(page, 422)
    return see_other(_onward(after, question))


@blueprint.get("/check-in/all")
@allow(Access.PERSON)
def ask_all() -> str | Response:
    """Ask every question of this check-in on one page."""
    draft = _draft()
    return see_other("/check-in") if draft is None else _all(draft)


@blueprint.post("/check-in/all")
@allow(Access.PERSON)
def take_all() -> str | Response:
    """Keep all answers of the page."""
    sent = posted.read()
    draft = _draft() or asking.begun(context.service(), context.participant())
    problems: dict[str, str] = {}
    for part in draft.parts:
        asked = {item.id: [""] for item in asking.possible(draft, part)}
        given = {**asked, **sent.answers(part.instrument.id)}
        try:
            draft = _answered(draft, part.instrument.id, given)
        except BadAnswers as bad:
            problems |= asking.named(part, bad.problems)
    return make_response(_all(draft, problems), 422) if problems else see_other(ANSWERS)


@blueprint.get("/check-in/answers")
@allow(Access.PERSON)
def look() -> str | Response:
    """Show the answers before they are saved."""
    draft = _draft()
    if draft is None:
        return see_other("/check-in")
    return render_template(
        "checkin/answers.html",
        rows=asking.rows(draft),
        fields=posted.of_draft(draft).fields(),
        help_box=asking.help_box(draft),
        back=asking.last_path(draft),
    )


@blueprint.post("/check-in/answers")
@allow(Access.PERSON)
def save() -> str | Response:
    """Save the check-in that the form itself carries."""
    service, person = context.service(), context.participant()
    sent = posted.read()
    if not sent.submitted or not sent.attempt:
        return see_other("/check-in")
    try:
        checkin.record(service, person, sent.attempt, sent.submitted)
    except BadAnswers as bad:
        if "unknown_item" in bad.problems.values():
            raise FieldTooMany from None
        draft = posted.carry(service, person, sent)
        return make_response(_all(draft, asking.unplaced(draft, bad.problems)), 422)
    except OtherVersion:
        posted.carry(service, person, sent)
        return make_response(render_template("checkin/changed.html"), 409)
    return see_other("/saved")


@blueprint.errorhandler(SignedOut)
def signed_out(_error: SignedOut) -> tuple[str, int]:
    """Offer the way back in to somebody whose visit ended, answers in hand."""
    return door.still_here()


def _answered(draft: Draft, instrument: str, given: drafts.Posted) -> Draft:
    return drafts.answered(
        context.service(), context.participant(), draft, instrument, given
    )


def _draft() -> Draft | None:
    return drafts.load(context.service(), context.participant())
