"""What is in force in a programme, its versions, and what a participant sees of it.

It only shows. A programme's file is put in force at the host, so that nobody with a
browser changes what people are asked.
"""

from flask import Blueprint, abort, render_template, request

from survey import agenda, programme, versions
from survey import plan as plans
from survey.programme import Programme
from survey.staff import Role
from survey.web import asking, context, offers, programme_words
from survey.web.guard import Access, allow

blueprint = Blueprint("staff_programmes", __name__)

SHOWN_TO = (Role.EVALUATOR, Role.ORGANISER, Role.OPERATOR)
WIDEST = "cut_down"
"""The goal of which the most is asked: shown first, so that nothing is overlooked."""
LAST_WEEK = 104
"""Two years: by then every set of a programme was asked often enough to be seen."""


@blueprint.get("/staff/programmes/<programme_id>/in-force")
@allow(Access.STAFF, *SHOWN_TO)
def in_force(programme_id: str) -> str:
    """Show what a programme's file says, since when, and what it said before."""
    plan = _own(programme_id)
    service = context.service()
    with service.store.read() as connection:
        standing = plans.standing(connection, plan.id)
        before = versions.of_programme(connection, plan.id)
    return render_template(
        "staff/programme.html",
        plan=plan,
        asked=[
            programme_words.asked(entry, service.instruments) for entry in plan.schedule
        ],
        stops=programme_words.stops(),
        standing=standing,
        measure=standing
        and programme_words.measure(standing.plan, service.instruments),
        versions=[(each, programme_words.changes(each)) for each in before],
    )


@blueprint.get("/staff/programmes/<programme_id>/preview/<int:week>")
@allow(Access.STAFF, *SHOWN_TO)
def preview(programme_id: str, week: int) -> str:
    """Show the check-in of a week since joining; there is no form to send."""
    plan = _own(programme_id)
    if week > LAST_WEEK:
        abort(404)
    away = request.args.get("away") == "yes"
    goals = {each.value: each.label for each in offers.GOALS}
    goal = request.args.get("goal", WIDEST)
    if goal not in goals:
        abort(404)
    sittings = agenda.foreseen(plan, context.service().instruments, week, away)
    return render_template(
        "staff/preview.html",
        plan=plan,
        week=week,
        away=away,
        last=LAST_WEEK,
        goal=goal,
        goals=goals,
        sittings=[
            (each, programme_words.sitting(each), asking.foreseen(each.parts, goal))
            for each in sittings
        ],
    )


def _own(programme_id: str) -> Programme:
    """Return a programme that somebody has to do with; no other is there."""
    mine = {
        grant.programme_id
        for grant in context.at_work().grants
        if grant.role in SHOWN_TO
    }
    if programme_id not in mine:
        abort(404)
    with context.service().store.read() as connection:
        return programme.one(connection, programme_id)
