"""What was done here, for who answers for it: the audit trail, to be read."""

from typing import cast

from flask import Blueprint, abort, render_template, request

from survey import audit
from survey.audit import Family
from survey.staff import Role
from survey.web import audit_words, context
from survey.web.guard import Access, allow

blueprint = Blueprint("staff_audit", __name__)


@blueprint.get("/staff/audit")
@allow(Access.STAFF, Role.OPERATOR, Role.ORGANISER, Role.EVALUATOR)
def trail() -> str:
    """Show acts, newest first; the first page also looks whether the trail is whole."""
    service, known = context.service(), audit_words.families()
    family, before = request.args.get("kind"), request.args.get("before", type=int)
    if family is not None and family not in known:
        abort(404)
    picked = cast("Family | None", family)
    found = audit.read(service, context.at_work(), picked, before)
    chain = audit.wholeness(service) if before is None else None
    return render_template(
        "staff/audit.html",
        events=[(each, audit_words.sentence(each)) for each in found.events],
        older=found.older,
        families=known,
        picked=picked,
        whole=audit_words.whole(chain) if chain else None,
        problems=chain.problems if chain else (),
    )
