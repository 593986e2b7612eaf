"""The start page of people who run groups, and what they can show of their work."""

from flask import Blueprint, render_template, request

from survey import doorway, evidence, export, meetings, opening, programme, staff
from survey.evidence import Evidence
from survey.programme import Programme
from survey.staff import Role
from survey.web import context
from survey.web.guard import Access, allow
from survey.web.staff_door import EVERY_ROLE
from survey.web.staff_programmes import SHOWN_TO

blueprint = Blueprint("staff", __name__)


@blueprint.get("/staff")
@allow(Access.STAFF, *EVERY_ROLE)
def home() -> str:
    """Show somebody their groups, and what can be done with each."""
    service, who = context.service(), context.at_work()
    own = staff.groups_of(service, who, Role.FACILITATOR)
    return render_template(
        "staff/home.html",
        who=who,
        has_way_in=context.ways_in().any,
        groups=own,
        lately=meetings.lately(service, own),
        codes={group.id: doorway.standing(service, group) for group in own},
        may_open=bool(opening.places(service, who)),
        work=_work(Role.ORGANISER) if Role.ORGANISER in who.roles else None,
        programmes=_programmes(Role.EVALUATOR, Role.ORGANISER),
        in_force=_programmes(*SHOWN_TO),
        exports=bool(_programmes(*export.SECOND)),
        before=request.args.get("before", type=int),
    )


@blueprint.get("/staff/evidence")
@allow(Access.STAFF, Role.FACILITATOR, Role.ORGANISER)
def shown_work() -> str:
    """Show the work without one answer, to be printed."""
    return render_template("staff/evidence.html", work=_work())


def _programmes(*roles: Role) -> list[Programme]:
    """Return the programmes in which somebody has one of these roles."""
    ids = {
        grant.programme_id for grant in context.at_work().grants if grant.role in roles
    }
    return [plan for plan in programme.everything(context.service()) if plan.id in ids]


def _work(*roles: Role) -> Evidence:
    service = context.service()
    return evidence.of(service, staff.groups_of(service, context.at_work(), *roles))
