"""Answer a check-in: one question per page, or all on one, then look and save.

Each answer is kept as soon as it is given, sealed under this phone's cookie. The last
page carries them all itself, so that nothing that happens then can lose them.
"""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import checkin, drafts, notes
from survey.checkin import OtherVersion
from survey.drafts import Draft, Question
from survey.measure.answers import BadAnswers
from survey.web import asking, context, door, posted, refused, typed
from survey.web.asking import ANSWERS, Wrong
from survey.web.going import see_other
from survey.web.guard import Access, SignedOut, allow
from survey.web.posted import FieldTooMany, Sent

blueprint = Blueprint("answering", __name__)
blueprint.app_errorhandler(FieldTooMany)(refused.field_too_many)
blueprint.register_error_handler(OtherVersion, refused.other_version)
blueprint.register_error_handler(SignedOut, door.still_here)


@blueprint.get("/check-in/<instrument>/<int:number>")
@allow(Access.PERSON)
def ask(instrument: str, number: int) -> str | Response:
    """Ask one question."""
    draft = _draft()
    question = asking.at(draft, instrument, number) if draft else None
    if draft is None or question is None:
        return see_other("/check-in")
    return _page(draft, question)


@blueprint.post("/check-in/<instrument>/<int:number>")
@allow(Access.PERSON)
def take(instrument: str, number: int) -> str | Response:
    """Keep one answer, or its having been passed, and go on."""
    sent = posted.read(("skip", "discreet"))
    draft = _draft() or asking.begun(context.service(), context.participant())
    question = asking.at(draft, instrument, number)
    if question is None:
        return see_other("/check-in")
    item = question.item.id
    given = _expected(sent, draft, instrument, {item}).get(item, [])
    try:
        draft = _answered(draft, instrument, {item: [] if typed.one("skip") else given})
    except BadAnswers as bad:
        problems = asking.wrong(question.part, bad.problems)
        return make_response(_page(draft, question, given, problems), 422)
    if typed.one("discreet"):
        return see_other(_discreet(draft, question))
    return see_other(asking.after(draft, question, back=_changing()))


@blueprint.get("/check-in/all")
@allow(Access.PERSON)
def ask_all() -> str | Response:
    """Ask every question of this check-in on one page."""
    draft = _draft()
    return see_other("/check-in") if draft is None else _all(draft)


@blueprint.post("/check-in/all")
@allow(Access.PERSON)
def take_all() -> str | Response:
    """Keep the answers of the page."""
    sent = posted.read()
    draft = _draft() or asking.begun(context.service(), context.participant())
    problems: list[Wrong] = []
    for part in draft.parts:
        asked = {item.id for item in asking.possible(draft, part)}
        given = _expected(sent, draft, part.instrument.id, asked)
        try:
            draft = _answered(draft, part.instrument.id, given)
        except BadAnswers as bad:
            problems += asking.wrong(part, bad.problems)
    if problems:
        return make_response(_all(draft, sent, problems), 422)
    return see_other(ANSWERS)


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
        fields_to_send=posted.of_draft(draft).fields(),
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
    try:
        checkin.record(service, person, sent.attempt, sent.submitted)
    except OtherVersion:
        posted.carry(service, person, sent)
        raise
    except BadAnswers as bad:
        if "unknown_item" in bad.problems.values():
            raise FieldTooMany(sent) from None
        draft = posted.carry(service, person, sent)
        problems = [w for p in draft.parts for w in asking.wrong(p, bad.problems)]
        return make_response(_all(draft, sent, problems), 422)
    return see_other("/saved")


def _expected(
    sent: Sent, draft: Draft, instrument: str, items: set[str]
) -> dict[str, Sequence[str]]:
    """Return an answer for each item that stood on the page, and refuse any other."""
    found = [one for one in sent.submitted if one.instrument == instrument]
    others = {one.instrument for one in sent.submitted} - {
        part.instrument.id for part in draft.parts
    }
    given = found[0].posted if found else {}
    if others or given.keys() - items:
        raise FieldTooMany(sent)
    part = draft.part(instrument)
    if found and part and found[0].version != part.instrument.version:
        raise OtherVersion
    return {item: given.get(item, []) for item in items}


def _page(
    draft: Draft,
    question: Question,
    given: Sequence[str] | None = None,
    problems: Sequence[Wrong] = (),
) -> str:
    instrument = question.part.instrument
    kept = draft.posted.get(instrument.id, {}).get(question.item.id, ())
    earlier = asking.before(draft, question)
    return render_template(
        "checkin/question.html",
        question=question,
        name=posted.name(instrument.id, question.item.id),
        given=kept if given is None else given,
        answered=bool(kept),
        problems=problems,
        lead_in=asking.lead_in(draft, question),
        help_box=asking.help_box(draft, earlier),
        about=_about(draft),
        back=ANSWERS
        if _changing()
        else asking.path(earlier)
        if earlier
        else "/check-in",
        here=asking.path(question, back=_changing()),
    )


def _all(draft: Draft, sent: Sent | None = None, problems: Sequence[Wrong] = ()) -> str:
    return render_template(
        "checkin/all.html",
        draft=draft,
        sets=[(part, asking.possible(draft, part)) for part in draft.parts],
        given=sent or posted.of_draft(draft),
        problems={problem.field: problem.words for problem in problems},
        name=posted.name,
        about=_about(draft),
    )


def _about(draft: Draft) -> str | None:
    """Return the behaviour that questions are about, unless it is to stay unsaid."""
    service, person = context.service(), context.participant()
    if not person.can_read or draft.discreet:
        return None
    found = notes.latest(service, person, "behaviour")
    return found.text if found else None


def _discreet(draft: Draft, question: Question) -> str:
    """Leave the behaviour out from here on, and return to the same question."""
    after = replace(draft, discreet=True)
    drafts.keep(context.service(), context.participant(), after)
    return asking.path(question, back=_changing())


def _changing() -> bool:
    return request.args.get("back") == "answers"


def _answered(draft: Draft, instrument: str, given: drafts.Posted) -> Draft:
    return drafts.answered(
        context.service(), context.participant(), draft, instrument, given
    )


def _draft() -> Draft | None:
    return drafts.load(context.service(), context.participant())
