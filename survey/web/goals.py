"""What a person wants to change, and what they want to do about it.

Both are their own words, sealed for them alone. Before a goal of stopping or cutting
down is saved, everybody alike reads about stopping suddenly; nothing is stored of it.
"""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from survey import notes
from survey.person import Person
from survey.programme_parts import Behaviour
from survey.web import checkins, context, forms, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow

blueprint = Blueprint("goals", __name__)

LESS = frozenset({"stop", "cut_down"})
"""Goals after which the body may have to do with less, all at once."""


@blueprint.get("/goal")
@allow(Access.READER)
def show() -> str:
    """Ask, or show what stands."""
    service, person = context.service(), context.reader()
    behaviour = notes.latest(service, person, "behaviour")
    goal = notes.latest(service, person, "goal")
    form = _offered(forms.GoalForm(goal=goal.text if goal else None))
    if behaviour is not None:
        named = next((b for b in _named() if b.label == behaviour.text), None)
        form.behaviour.data = named.id if named else forms.OWN_WORDS
        form.own.data = "" if named else behaviour.text
    return render_template("own/goal.html", form=form, first=_is_first(person))


@blueprint.post("/goal")
@allow(Access.READER)
def choose() -> str | Response:
    """Save behaviour and goal, after the safety note where it belongs."""
    service, person = context.service(), context.reader()
    first = _is_first(person)
    if first and typed.one("skip"):
        return checkins.begin()
    form = _offered(forms.GoalForm(request.form))
    if not form.validate():
        page = render_template("own/goal.html", form=form, first=first)
        return make_response(page, 422)
    chosen = _chosen(form)
    notable = chosen is None or chosen.sudden_stop is not None
    if form.goal.data in LESS and notable and not typed.one("read"):
        return _safety_note(form, chosen)
    week = context.own_plan().week(service)
    label = chosen.label if chosen else form.own.data
    notes.write(service, person, "behaviour", label, week)
    notes.write(service, person, "goal", form.goal.data, week)
    return checkins.begin() if first else see_other("/")


def _safety_note(form: forms.GoalForm, chosen: Behaviour | None) -> str:
    return render_template(
        "own/safety.html",
        form=form,
        chosen=chosen,
        naloxone_note=context.own_plan().naloxone_note,
    )


def _offered(form: forms.GoalForm) -> forms.GoalForm:
    form.offer([SelectChoice(b.id, b.label) for b in _named()])
    return form


def _chosen(form: forms.GoalForm) -> Behaviour | None:
    """Return the programme's behaviour that was chosen; None for own words."""
    return next((b for b in _named() if b.id == form.behaviour.data), None)


def _named() -> tuple[Behaviour, ...]:
    return context.own_plan().behaviours


def _is_first(person: Person) -> bool:
    return not person.kept and notes.latest(context.service(), person, "goal") is None
