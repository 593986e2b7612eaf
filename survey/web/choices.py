"""What a person decides: sharing, phones, groups, and to be erased."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import consent, enrolment, groups, handed_out, sessions
from survey.consent import NoKeyToShareWith
from survey.doorway import Doorway
from survey.person import Person
from survey.web import context, door, forms, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow
from survey.web.offers import PICK
from survey.web.say import _

blueprint = Blueprint("choices", __name__)

ANSWERS: dict[str, tuple[consent.Answer, bool]] = {
    "no": ("no", False),
    "yes": ("yes", False),
    "back": ("yes", True),
}
"""What a button of the sharing page says: the answer, and whether it reaches back."""
LATER = "later"
"""What the button says that puts both questions off."""


@blueprint.get("/sharing")
@allow(Access.KEPT | Access.READER)
def sharing() -> str:
    """Show both choices; to look at them is no answer, and nothing is written."""
    return _sharing(context.reader())


@blueprint.post("/sharing")
@allow(Access.KEPT | Access.READER)
def decide() -> str | Response:
    """Make the seals agree with an answer, at once; whoever answered was asked."""
    service, person = context.service(), context.reader()
    if typed.one("answer") == LATER:
        consent.asked(service, person)
        return see_other("/")
    purpose, said = typed.one("purpose"), ANSWERS.get(typed.one("answer"))
    if purpose not in consent.PURPOSES or said is None:
        problem = (typed.one("purpose") or "group", PICK)
        return make_response(_sharing(person, problem), 422)
    answer, reach_back = said
    was_asked = consent.ask_now(service, person)
    try:
        consent.decide(service, person, purpose, answer, reach_back)
    except NoKeyToShareWith:
        words = _("This programme cannot take a yes just now. Nothing was changed.")
        return make_response(_sharing(person, (purpose, words)), 409)
    if was_asked:
        consent.asked(service, person)
    return see_other(f"/sharing#{purpose}")


@blueprint.get("/devices")
@allow(Access.KEPT | Access.READER)
def devices() -> str:
    """Show the phones that are signed in or remembered."""
    found = sessions.of(context.service(), context.reader())
    return render_template("choices/devices.html", devices=found)


@blueprint.post("/devices")
@allow(Access.KEPT | Access.READER)
def end_device() -> Response:
    """End one of a person's own phones."""
    service, person = context.service(), context.reader()
    ended = forms.identity(typed.one("device"))
    sessions.end_one(service, person, ended)
    if ended == person.session_id:
        return door.gone("/sign-out")
    return see_other("/devices")


@blueprint.get("/leave-group")
@allow(Access.KEPT | Access.READER)
def group() -> str:
    """Show the group a person belongs to, and the ways out and elsewhere."""
    return _group(forms.GroupForm(code=request.args.get("code")))


@blueprint.post("/leave-group")
@allow(Access.KEPT | Access.READER)
def leave_group() -> Response:
    """End the membership; own check-ins stay."""
    enrolment.leave_group(context.service(), context.reader())
    return see_other("/leave-group")


@blueprint.post("/leave-group/join")
@allow(Access.KEPT | Access.READER)
def join_group() -> str | Response:
    """Move to the group of a code."""
    form = forms.GroupForm(request.form)
    if form.validate():
        person = context.reader()
        door = enrolment.join_group(context.service(), person, form.code.data)
        if door.group_id is not None:
            return see_other("/leave-group")
        form.code.errors = (_no_group(door),)
    return make_response(_group(form), 422)


def _sharing(person: Person, problem: tuple[str, str] | None = None) -> str:
    choices = {c.purpose: c for c in consent.sharing(context.service(), person)}
    return render_template(
        "choices/sharing.html",
        choices=choices,
        problem=problem,
        offered=handed_out.offered(context.service(), person),
    )


def _no_group(door: Doorway) -> str:
    if door.problem == "paused":
        return _("This group takes a break and lets nobody in just now. Try its code "
                 "again when it is back.")  # fmt: skip
    return _("This code opens no group here. Look at it once more.")


def _group(form: forms.GroupForm) -> str:
    service, person = context.service(), context.reader()
    with service.store.read() as connection:
        alias = groups.alias_of(connection, person.group_id)
    return render_template("choices/group.html", form=form, alias=alias)
