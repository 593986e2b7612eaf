"""Pages that show one part each, for looking at them in a real browser."""

from datetime import date, timedelta

from flask import Blueprint, Flask, render_template, render_template_string

from survey.measure.change import usual_range
from survey.service import Service
from survey.web import charts, drawing, headers
from survey.web.course import Course, Point
from survey.web.guard import Access, allow

QUESTION = """{% extends "base.html" %}{% import "_fields.html" as fields %}
{% block main %}<form method="post" novalidate>{{ fields.csrf() }}
<p class="about">About: drinking</p>
{{ fields.question(item, item.id) }}
{{ fields.submit(_("Continue")) }}</form>{% endblock %}"""

EVERYTHING = """{% extends "base.html" %}{% import "_fields.html" as fields %}
{% import "_parts.html" as parts %}
{% block main %}<h1>{{ _("Everything") }}</h1>
{{ fields.error_summary([("body", _("Choose one of these."))]) }}
<form method="post" novalidate>{{ fields.csrf() }}
{% for item in items %}
{{ fields.question(item, item.id, ("7",), _("Choose one of these.") if loop.first, 2) }}
{% endfor %}
{{ fields.text("plain", _("A line"), hint=_("A hint"), error=_("Choose one.")) }}
{{ fields.long_text("long", _("A text")) }}
{{ fields.words("words", _("Your seven words")) }}
{{ fields.submit(_("Continue")) }}
{{ fields.quiet_submit(_("Skip"), "skip", "1") }}</form>
{{ parts.chart(picture) }}
{{ parts.calm_box(people_to_call()) }}
{% call parts.notice(_("A notice")) %}<p>{{ _("A line") }}</p>{% endcall %}
{% endblock %}"""

FIRST = date(2026, 7, 6)
VALUES = (3, 4, 4, 5, 3, 5, 6, 5, None, 6, 7, 6, 6, 7, 5, 7, 8, 7, 7, 8)


def course() -> Course:
    """Return twenty weeks with a gap, another goal and a usual range."""
    points = tuple(
        Point(FIRST + timedelta(weeks=week), value) for week, value in enumerate(VALUES)
    )
    known = [value for value in VALUES if value is not None]
    return Course(
        "Days as wanted",
        points,
        top="All of them",
        bottom="None",
        turns=(FIRST + timedelta(weeks=6),),
        usual=usual_range(known),
    )


def open_in(app: Flask, service: Service) -> None:
    """Add the showroom to an application."""
    room = Blueprint("showroom", __name__)

    @room.get("/show/question/<instrument>/<item>")
    @allow(Access.ANYONE)
    def question(instrument: str, item: str) -> str:
        shown = service.instruments.current(instrument).item(item)
        return render_template_string(QUESTION, item=shown)

    @room.get("/show/everything")
    @allow(Access.ANYONE)
    def everything() -> str:
        items = service.instruments.current("life").items[:2]
        picture = charts.picture(course())
        return render_template_string(EVERYTHING, items=items, picture=picture)

    @room.get("/show/explore")
    @allow(Access.ANYONE)
    def explore() -> str:
        headers.allow_plotly()
        return render_template(
            "own/explore.html",
            picture=charts.picture(course()),
            figure=drawing.figure(course()),
            back="/",
        )

    app.register_blueprint(room)
