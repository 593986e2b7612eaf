"""What people are asked, as they see it on a phone: for who puts words in force.

It only shows. Words come in at the host (`tidemark instrument import`), so that nobody
with a browser changes what a group is asked.
"""

from flask import Blueprint, abort, render_template

from survey.measure.instruments import UnknownInstrument
from survey.staff import Role
from survey.web import context
from survey.web.guard import Access, allow

blueprint = Blueprint("staff_instruments", __name__)


@blueprint.get("/staff/instruments")
@allow(Access.STAFF, Role.OPERATOR)
def instruments() -> str:
    """List the newest version of every instrument, and whether it has words."""
    library = context.service().instruments
    return render_template(
        "staff/instruments.html",
        instruments=[library.current(name) for name in library.ids],
    )


@blueprint.get("/staff/instruments/<instrument_id>")
@allow(Access.STAFF, Role.OPERATOR)
def instrument(instrument_id: str) -> str:
    """Show every question of an instrument as wide as a small phone."""
    try:
        found = context.service().instruments.current(instrument_id)
    except UnknownInstrument:
        abort(404)
    if found.importable_only:
        abort(404)
    return render_template("staff/instrument.html", instrument=found)
