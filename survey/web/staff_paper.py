"""What goes on paper: the poster of a group, and cards for seven words.

Both stand in rooms where anybody comes by, so neither says what this is for.
"""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import doorway
from survey.web import context, group_pages
from survey.web.guard import Access, allow
from survey.web.staff_groups import ADDRESS, RUN_BY, address_of, in_fours
from survey.web.staff_groups import run_by_who_asks as group_run

blueprint = Blueprint("staff_paper", __name__)

SIZES = ("a4", "a5")
CARDS = 8
"""Cards on a sheet of A4: each is as wide as a hand writes."""


@blueprint.get(f"{ADDRESS}/poster")
@allow(Access.STAFF, *RUN_BY)
def poster(programme_id: str, alias: str) -> Response:
    """Show the poster of a group, or why there is none."""
    service, group = context.service(), group_run(programme_id, alias)
    standing = doorway.standing(service, group)
    size = request.args.get("size", "")
    door = group_pages.door(f"/join/{group.join_code}")
    page = render_template(
        "staff/poster.html",
        group=group,
        address=address_of(group),
        standing=standing,
        size=size if size in SIZES else SIZES[0],
        square=door.square,
        host=group_pages.door("/").address,
        written=in_fours(group.join_code),
    )
    return make_response(page, 200 if standing in ("good", "ends soon") else 409)


@blueprint.get("/staff/cards")
@allow(Access.STAFF, *RUN_BY)
def cards() -> str:
    """Show a sheet of blank cards."""
    return render_template("staff/cards.html", cards=CARDS)
