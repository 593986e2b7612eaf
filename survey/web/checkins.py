"""A check-in from the outside: what is due, begin it, and what it gave back."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import agenda, checkin, consent, drafts, notes
from survey.person import Person
from survey.web import asking, context, forms, given_back, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow
from survey.web.offers import DONE
from survey.web.say import speak

blueprint = Blueprint("checkins", __name__)


@blueprint.get("/check-in")
@allow(Access.PERSON)
def overview() -> str:
    """Show what is due, how long it takes, and what was begun."""
    service, person = context.service(), context.participant()
    draft = drafts.load(service, person)
    return render_template(
        "checkin/due.html",
        due=agenda.due(service, person),
        again=agenda.once_more(service, person),
        onward=asking.first(draft) if draft else None,
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
    return see_other("/saved?noted=yes")


def begin(*, on_one_page: bool = False) -> Response:
    """Begin what is due, or the weekly set once more, with its first question."""
    service, person = context.service(), context.participant()
    draft = asking.begun(service, person)
    drafts.keep(service, person, draft)
    return see_other("/check-in/all" if on_one_page else asking.first(draft))


def _may_ask(person: Person) -> bool:
    """Say whether this phone can open the page on which sharing is decided."""
    return person.kept and person.can_read


def _saved(form: forms.StepForm) -> str:
    service, person = context.service(), context.participant()
    plan, found = context.own_plan(), checkin.saved(service, person, speak)
    return render_template(
        "checkin/saved.html",
        person=person,
        form=form,
        given=given_back.of(service, person, plan, found) if found else (),
        steps=given_back.steps(service, person, plan),
        noted="noted" in request.args,
        ask_sharing=_may_ask(person) and consent.ask_now(service, person),
        done_words={each.value: each.label for each in DONE},
    )
