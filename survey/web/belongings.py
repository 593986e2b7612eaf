"""What is a person's own besides answers: notes, a copy of everything, reminders."""

import json

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from survey import notes, owndata
from survey.interop import calendar
from survey.web import context, forms, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow
from survey.web.say import _

blueprint = Blueprint("belongings", __name__)


@blueprint.get("/notes")
@allow(Access.READER)
def show_notes() -> str:
    """Show a person's notes and the things they chose, newest first."""
    return _notes(forms.NoteForm())


@blueprint.post("/notes")
@allow(Access.READER)
def add_note() -> str | AnyResponse:
    """Keep a note."""
    form = forms.NoteForm(request.form)
    if not form.validate():
        return make_response(_notes(form), 422)
    service, person = context.service(), context.reader()
    week = context.own_plan().week(service)
    try:
        notes.write(service, person, "note", form.text.data, week)
    except notes.NoteTooLong:
        form.text.errors = (forms.TOO_LONG,)
        return make_response(_notes(form), 422)
    return see_other("/notes")


@blueprint.post("/notes/delete")
@allow(Access.READER)
def delete_note() -> AnyResponse:
    """Delete one note."""
    notes.drop(context.service(), context.reader(), forms.identity(typed.one("note")))
    return see_other("/notes")


@blueprint.get("/my-data")
@allow(Access.READER)
def my_data() -> str:
    """Show what there is to take along, and how to end it all."""
    service, person = context.service(), context.reader()
    data = owndata.of(service, person)
    return render_template("own/my-data.html", data=data, person=person)


@blueprint.get("/my-data.json")
@allow(Access.READER)
def my_data_file() -> Response:
    """Send everything that is a person's own as one file."""
    content = owndata.of(context.service(), context.reader())
    written = json.dumps(content, ensure_ascii=False, indent=1)
    return _file(written.encode(), "application/json", "my-data.json")


@blueprint.get("/my-data.fhir.json")
@allow(Access.READER)
def my_responses_file() -> Response:
    """Send a person's answers as FHIR QuestionnaireResponse."""
    content = owndata.responses(context.service(), context.reader())
    written = json.dumps(content, ensure_ascii=False, indent=1)
    return _file(written.encode(), "application/fhir+json", "my-answers.fhir.json")


@blueprint.get("/reminders")
@allow(Access.ANYONE)
def reminders() -> str:
    """Offer a calendar file, by weekday; who asks does not matter."""
    return render_template("own/reminders.html", days=calendar.DAYS)


@blueprint.get("/reminders.ics")
@allow(Access.ANYONE)
def reminder_file() -> AnyResponse:
    """Send the calendar file."""
    day = request.args.get("day", "")
    if day not in calendar.DAYS:
        return see_other("/reminders")
    service = context.service()
    today, mark = service.clock.now().date(), service.chance.draw(16).hex()
    content = calendar.weekly(_("Check-in, 2 min"), day, today, mark)
    return _file(content, "text/calendar; charset=utf-8", "check-in.ics")


def _notes(form: forms.NoteForm) -> str:
    found = notes.everything(context.service(), context.reader())
    shown = [note for note in reversed(found) if note.kind in ("note", "step")]
    return render_template("own/notes.html", form=form, notes=shown)


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
