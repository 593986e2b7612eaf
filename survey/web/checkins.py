"""A check-in from the outside: what is due, begin it, and what it gave back."""

from collections.abc import Sequence

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from survey import checkin, consent, drafts, notes
from survey.drafts import Draft, Part
from survey.person import Person
from survey.web import answering, context, forms, given_back, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow

blueprint = Blueprint("checkins", __name__)


@blueprint.get("/check-in")
@allow(Access.PERSON)
def overview() -> str:
    """Show what is due, how long it takes, and what was begun."""
    service, person = context.service(), context.participant()
    due = checkin.due(service, person)
    return render_template(
        "checkin/due.html",
        due=due,
        draft=drafts.load(service, person),
        again=checkin.weekly(service, person),
        minutes=checkin.minutes,
    )


@blueprint.post("/check-in")
@allow(Access.PERSON)
def start() -> Response:
    """Begin a check-in anew, one question per page or all on one."""
    return begin(on_one_page=bool(typed.one("all")))


@blueprint.get("/saved")
@allow(Access.PERSON)
def saved() -> str:
    """Give something back: a sentence, then and now, one thing for this week."""
    return _saved(forms.StepForm())


@blueprint.post("/saved")
@allow(Access.PERSON)
def step() -> str | Response:
    """Keep the one thing for this week, and how last week's went."""
    service, person = context.service(), context.participant()
    form = forms.StepForm(request.form)
    if not form.validate():
        return make_response(_saved(form), 422)
    week = context.own_plan().week(service)
    if form.step.data:
        notes.write(service, person, "step", form.step.data, week)
    if form.done.data:
        notes.write(service, person, "step_done", form.done.data, week)
    return see_other("/saved")


def begin(*, on_one_page: bool = False) -> Response:
    """Begin what is due, or one more of the weekly set, and go to the first question."""
    service, person = context.service(), context.participant()
    parts = checkin.due(service, person).parts or checkin.weekly(service, person)
    draft = drafts.start(service, person, parts)
    drafts.keep(service, person, draft)
    return see_other("/check-in/all" if on_one_page else answering.onward(draft))
