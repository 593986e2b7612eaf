"""The first visit up to the first question: whose phone, what this is, begin.

A code that does not work closes no door: the programme stays open, and the group can
be added later.
"""

from urllib.parse import quote, urlencode

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from survey import doorway, enrolment, sessions
from survey.privacy.codes import normalise_join_code
from survey.programme import Programme
from survey.web import context, cookies, posted, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow

blueprint = Blueprint("arrival", __name__)

SHARED, MINE = "shared", "mine"
OWN_FIELDS = ("programme", "code", "phone")


@blueprint.get("/join")
@allow(Access.ANYONE)
def join() -> str | Response:
    """Ask for the code of a group, or offer to start without one."""
    code = request.args.get("code", "").strip()
    if code:
        return see_other("/join/" + quote(normalise_join_code(code) or code, safe=""))
    return render_template("arrival/join.html", ways=_ways_alone())


@blueprint.get("/join/<code>")
@allow(Access.ANYONE)
def door(code: str) -> str:
    """Open the door of a group, or say that this code does not."""
    found = doorway.look_up(context.service(), code)
    if found.problem == "paused":
        return render_template("arrival/group-rests.html", ways=_ways_alone())
    if found.programme is None or found.problem is not None:
        return render_template("arrival/no-group.html", ways=_ways_alone())
    query = {"programme": found.programme.id, "code": normalise_join_code(code)}
    return _whose_phone(query)


@blueprint.get("/start")
@allow(Access.ANYONE)
def start() -> str | Response:
    """Ask whose phone it is, then say in three lines what this is."""
    if "programme" not in request.args:
        return see_other("/join")
    query = {k: request.args[k] for k in ("programme", "code") if k in request.args}
    phone = request.args.get("phone")
    plan = _programme(query["programme"])
    if phone not in (MINE, SHARED):
        return _whose_phone(query)
    return render_template(
        "arrival/start.html", plan=plan, code=query.get("code", ""), phone=phone
    )


@blueprint.post("/start")
@allow(Access.ANYONE)
def begin() -> Response:
    """Let somebody in; whoever was signed in on this phone is so no longer."""
    service = context.service()
    brought = posted.read(OWN_FIELDS)
    plan = _programme(typed.one("programme"))
    shared = typed.one("phone") != MINE
    before = cookies.current()
    if before is not None:
        sessions.end(service, before)
    cookies.carry(enrolment.begin(service, plan.id, typed.one("code") or None, shared))
    if not brought.submitted:
        return see_other("/goal")
    posted.carry(service, context.participant(), brought)
    return see_other("/check-in/answers")


def _whose_phone(query: dict[str, str]) -> str:
    return render_template(
        "arrival/phone.html",
        mine="/start?" + urlencode({**query, "phone": MINE}),
        shared="/start?" + urlencode({**query, "phone": SHARED}),
        code=query.get("code", ""),
        known=context.person(),
    )


def _ways_alone() -> tuple[tuple[str, Programme], ...]:
    """Return where somebody can start on their own: path and programme."""
    return tuple(
        ("/start?" + urlencode({"programme": plan.id}), plan)
        for plan in enrolment.open_programmes(context.service())
    )


def _programme(programme_id: str) -> Programme:
    plans = {plan.id: plan for plan in enrolment.open_programmes(context.service())}
    if programme_id not in plans:
        abort(404)
    return plans[programme_id]
