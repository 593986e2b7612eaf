"""The two reports of a programme: for its own volunteers, and for who pays for it.

Both stand on the same told figures; where there are none yet, they say so.
"""

from flask import Blueprint, abort, render_template

from survey import practice_report, programme, reports
from survey.programme import Programme
from survey.reports import Told
from survey.staff import Role
from survey.web import context, report_drawing, report_story, report_words
from survey.web.guard import Access, allow
from survey.web.staff_door import EVERY_ROLE

blueprint = Blueprint("reports", __name__)


@blueprint.get("/staff/programmes/<programme_id>/pack")
@allow(Access.STAFF, Role.EVALUATOR, Role.ORGANISER)
def pack(programme_id: str) -> str:
    """Show the page that volunteers print to make their case."""
    plan, told = _newest(programme_id)
    return _page("pack", plan, told)


@blueprint.get("/staff/programmes/<programme_id>/report")
@allow(Access.STAFF, Role.EVALUATOR)
def report(programme_id: str) -> str:
    """Show the report for whoever pays for the programme."""
    plan, told = _newest(programme_id)
    return _page("report", plan, told)


@blueprint.get("/staff/practice/pack")
@allow(Access.STAFF, *EVERY_ROLE)
def made_up_pack() -> str:
    """Show the page for volunteers about people who never were."""
    return _made_up("pack")


@blueprint.get("/staff/practice/report")
@allow(Access.STAFF, *EVERY_ROLE)
def made_up_report() -> str:
    """Show the report for who pays about people who never were."""
    return _made_up("report")


def _made_up(paper: str) -> str:
    told = reports.told(context.service(), practice_report.report())
    return _page(paper, context.own_plan(), told, made_up=True)


def _newest(programme_id: str) -> tuple[Programme, Told | None]:
    """Return a programme that somebody works for, and its newest report."""
    if not any(g.programme_id == programme_id for g in context.at_work().grants):
        abort(404)
    service = context.service()
    with service.store.read() as connection:
        plan = programme.one(connection, programme_id)
    return plan, reports.newest(service, programme_id)


def _page(
    paper: str, plan: Programme, told: Told | None, *, made_up: bool = False
) -> str:
    name = paper if told else "not-yet"
    pictures = (
        {
            each.name: report_drawing.picture(each, told.measures[each.name])
            for each in told.report.measures
        }
        if told
        else {}
    )
    return render_template(
        f"report/{name}.html",
        plan=plan,
        told=told,
        say=report_words,
        story=report_story,
        pictures=pictures,
        made_up=made_up,
    )
