"""Sign in and sign out: the door for those who have been here.

A mistake in the words is named by its place before any key is tried. What somebody
wanted to save when their visit ended goes through this door with them.
"""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import checkin, enrolment, sessions, signin
from survey.person import Remember
from survey.privacy.codes import BadCode, parse
from survey.signin import Busy, TryLater, WrongCode
from survey.web import (
    context,
    cookies,
    forms,
    leaving,
    posted,
    problem,
    typed,
    wording,
)
from survey.web.csrf import StaleForm
from survey.web.going import safe_next, see_other
from survey.web.guard import Access, SignedOut, allow
from survey.web.posted import FieldTooMany, Sent
from survey.web.say import _

blueprint = Blueprint("door", __name__)

OWN_FIELDS = ("words", "remember", "next")
NOTHING = Sent("", ())


@blueprint.get("/sign-in")
@allow(Access.ANYONE)
def sign_in() -> str:
    """Ask for the seven words."""
    form = forms.SignInForm(remember=Remember.WRITE.value)
    return _page(form, NOTHING, (), safe_next(request.args.get("next")))


@blueprint.post("/sign-in")
@allow(Access.ANYONE)
def open_door() -> str | Response:
    """Open a reading session, or say what is wrong with the words."""
    brought = posted.read(OWN_FIELDS)
    form = forms.SignInForm(request.form)
    onward = safe_next(typed.one("next"))
    try:
        problems = _problems(form) or _try(form)
    except TryLater as later:
        page = _page(form, brought, (wording.wait(later),), onward)
        status = 503 if isinstance(later, Busy) else 429
        return make_response(page, status, {"Retry-After": str(later.seconds)})
    if problems:
        page = _page(form, brought, problems, onward, mend=_is_a_slip(form))
        return make_response(page, 422)
    if brought.submitted:
        service, person = context.service(), context.participant()
        if checkin.known(service, person, brought.attempt):
            return see_other("/saved")
        posted.rescue(service, person, brought)
        onward = "/check-in/answers"
    return see_other(onward)


@blueprint.get("/sign-out")
@allow(Access.ANYONE)
def left() -> str | Response:
    """Say that the visit has ended, or offer to end it."""
    return render_template("arrival/left.html", person=context.person())


@blueprint.post("/sign-out")
@allow(Access.ANYONE)
def sign_out() -> Response:
    """End the visit on this phone; who has kept nothing is erased with it."""
    known = cookies.current()
    if known is not None and typed.one("stay"):
        fresh = sessions.stop_reading(context.service(), known)
        if fresh is not None:
            cookies.carry(fresh, Remember.WRITE)
            response = see_other("/")
            response.headers["Clear-Site-Data"] = leaving.CLEAR
            return response
        return gone("/sign-out")
    if known is not None:
        sessions.end(context.service(), known)
    return gone("/sign-out")


def gone(path: str) -> Response:
    """Have the phone forget everything, and go on to a page for strangers."""
    cookies.forget()
    response = see_other(path)
    response.headers["Clear-Site-Data"] = leaving.CLEAR
    return response


def still_here(_error: SignedOut) -> tuple[str, int]:
    """Return the page for a check-in that arrived after its visit had ended."""
    try:
        brought = posted.read(("skip", "discreet"))
    except FieldTooMany as error:
        brought = error.sent
    brought = posted.with_earlier(brought)
    form = forms.SignInForm(remember=Remember.WRITE.value)
    return _page(form, brought, (), "/"), 403


def stale(_error: StaleForm) -> Response | tuple[str, int]:
    """Treat a check-in whose cookie is gone like one whose visit has ended."""
    if context.person() is None:
        return still_here(SignedOut())
    return problem.went_stale().response()


def _page(
    form: forms.SignInForm,
    brought: Sent,
    problems: tuple[str, ...],
    onward: str,
    *,
    mend: bool = False,
) -> str:
    """Return the page; words that were typed come back only to mend a slip."""
    return render_template(
        "arrival/sign-in.html",
        form=form,
        shown=form.words.data or "" if mend else "",
        brought=brought.fields() if brought.submitted else (),
        problems=problems,
        onward=onward,
        plans=enrolment.open_programmes(context.service()) if brought.submitted else (),
    )


def _problems(form: forms.SignInForm) -> tuple[str, ...]:
    form.validate()
    found = []
    try:
        parse(form.words.data or "")
    except BadCode as bad:
        found = [wording.mistake(problem, bad.found) for problem in bad.problems]
    return (*found, *form.remember.errors)


def _is_a_slip(form: forms.SignInForm) -> bool:
    """Say whether there is a word that is none, to be put right in its place."""
    try:
        parse(form.words.data or "")
    except BadCode as bad:
        return any(problem.position is not None for problem in bad.problems)
    return False


def _try(form: forms.SignInForm) -> tuple[str, ...]:
    """Sign in, or say that the words open nothing; raise TryLater."""
    service, before = context.service(), cookies.current()
    code, remember = parse(form.words.data), Remember(form.remember.data)
    shared = remember is Remember.NO
    try:
        token = signin.sign_in(service, code, remember, before, shared)
    except WrongCode:
        return (_("These words open nothing here. Check each word and their order."),)
    cookies.carry(token, remember)
    return ()
