"""A person's own course: every trend at a glance, one in full, one to explore."""

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from survey.web import context, headers, trends
from survey.web.charts import picture
from survey.web.drawing import figure
from survey.web.going import see_other
from survey.web.guard import Access, allow
from survey.web.trends import Trend

blueprint = Blueprint("own", __name__)


@blueprint.get("/trend")
@allow(Access.READER)
def trend() -> str:
    """Show each trend: a sentence, a picture, a table."""
    service, person = context.service(), context.reader()
    found = trends.everything(service, person, context.own_plan())
    return render_template(
        "own/trend.html",
        trends=[(each, [picture(course) for course in each.courses]) for each in found],
        in_a_group=person.kept and person.group_id is not None,
    )


@blueprint.get("/trend/<instrument>")
@allow(Access.READER)
def detail(instrument: str) -> str:
    """Show one trend in full, with every answer."""
    found = _trend(instrument)
    return render_template(
        "own/detail.html",
        trend=found,
        pictures=[picture(course) for course in found.courses],
        rows=trends.answers(found),
    )


@blueprint.get("/trend/<instrument>/explore")
@allow(Access.READER)
def explore(instrument: str) -> str | Response:
    """Show the first measure of a trend to be looked at closely."""
    return _explore(instrument, 1)


@blueprint.get("/trend/<instrument>/explore/<int:number>")
@allow(Access.READER)
def explore_one(instrument: str, number: int) -> str | Response:
    """Show one measure of a trend to be looked at closely."""
    return _explore(instrument, number)


def _explore(instrument: str, number: int) -> str | Response:
    found = _trend(instrument)
    if not 1 <= number <= len(found.courses):
        return see_other(f"/trend/{found.instrument.id}")
    headers.allow_plotly()
    course = found.courses[number - 1]
    return render_template(
        "own/explore.html",
        picture=picture(course),
        figure=figure(course),
        back=f"/trend/{found.instrument.id}",
    )


def _trend(instrument: str) -> Trend:
    service, person = context.service(), context.reader()
    found = trends.one(service, person, context.own_plan(), instrument)
    if found is None:
        abort(404)
    return found
