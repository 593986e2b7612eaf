"""Answer a check-in: one question per page, or all on one.

Each answer is kept as soon as it is given, sealed under this phone's cookie.
"""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, make_response
from werkzeug.wrappers import Response

from survey import drafts
from survey.checkin import OtherVersion
from survey.drafts import Draft, Question
from survey.measure.answers import BadAnswers
from survey.web import (
    asking,
    context,
    door,
    posted,
    question_pages,
    refused,
    typed,
    wording,
)
from survey.web.asking import ANSWERS
from survey.web.csrf import StaleForm
from survey.web.going import see_other
from survey.web.guard import Access, SignedOut, allow
from survey.web.posted import FieldTooMany, Sent
from survey.web.wording import Wrong

blueprint = Blueprint("answering", __name__)
blueprint.register_error_handler(OtherVersion, refused.other_version)
blueprint.register_error_handler(SignedOut, door.still_here)
blueprint.register_error_handler(StaleForm, door.stale)


@blueprint.get("/check-in/<instrument>")
@allow(Access.PERSON)
def pick(instrument: str) -> str | Response:
    """Offer the questions of a set of any order, each to start with."""
    draft = _draft()
    part = draft.part(instrument) if draft else None
    if draft is None or part is None or not part.instrument.any_order:
        return see_other("/check-in")
    return question_pages.points(draft, part)


@blueprint.get("/check-in/<instrument>/<int:number>")
@allow(Access.PERSON)
def ask(instrument: str, number: int) -> str | Response:
    """Ask one question."""
    draft = _draft()
    question = asking.at(draft, instrument, number) if draft else None
    if draft is None or question is None:
        return see_other("/check-in")
    return question_pages.one(draft, question)


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
    given = _expected(sent, draft, instrument, {item})[item]
    if typed.one("discreet") and not given:
        return see_other(_discreet(draft, question))
    try:
        draft = _answered(draft, instrument, {item: [] if typed.one("skip") else given})
    except BadAnswers as bad:
        problems = wording.wrong(question.part, bad.problems)
        return make_response(question_pages.one(draft, question, given, problems), 422)
    if typed.one("discreet"):
        return see_other(_discreet(draft, question))
    return see_other(asking.after(draft, question, back=question_pages.changing()))


@blueprint.get("/check-in/all")
@allow(Access.PERSON)
def ask_all() -> str | Response:
    """Ask every question of this check-in on one page."""
    draft = _draft()
    return see_other("/check-in") if draft is None else question_pages.every(draft)


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
            problems += wording.wrong(part, bad.problems)
    if problems:
        return make_response(question_pages.every(draft, sent, problems), 422)
    return see_other(ANSWERS)


def _expected(
    sent: Sent, draft: Draft, instrument: str, items: set[str]
) -> dict[str, Sequence[str]]:
    """Return an answer for each item that stood on the page, and refuse any other.

    If the questions were put in new words meanwhile, what fits is kept first.
    """
    found = [one for one in sent.submitted if one.instrument == instrument]
    others = {one.instrument for one in sent.submitted} - {
        part.instrument.id for part in draft.parts
    }
    given = found[0].posted if found else {}
    part = draft.part(instrument)
    if found and part and found[0].version != part.instrument.version:
        drafts.keep(context.service(), context.participant(), draft)
        posted.rescue(context.service(), context.participant(), sent)
        raise OtherVersion
    if others or given.keys() - items:
        raise FieldTooMany(sent)
    return {item: given.get(item, []) for item in items}


def _discreet(draft: Draft, question: Question) -> str:
    """Leave the behaviour out from here on, and return to the same question."""
    after = replace(draft, discreet=True)
    drafts.keep(context.service(), context.participant(), after)
    return asking.path(question, back=question_pages.changing())


def _answered(draft: Draft, instrument: str, given: drafts.Posted) -> Draft:
    return drafts.answered(
        context.service(), context.participant(), draft, instrument, given
    )


def _draft() -> Draft | None:
    return drafts.load(context.service(), context.participant())
