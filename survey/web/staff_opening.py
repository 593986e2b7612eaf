"""Open a group: a name and a place, and the poster is two taps away."""

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from survey import opening
from survey.groups import AliasTaken, BadAlias, NoKeysYet
from survey.staff import Role
from survey.web import context, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow
from survey.web.say import _
from survey.web.staff_groups import address_of

blueprint = Blueprint("staff_opening", __name__)

HERE = "/staff/groups/new"


class NoPlaceChosen(Exception):
    """It was not said where the group is to meet."""


@blueprint.get(HERE)
@allow(Access.STAFF, Role.FACILITATOR, Role.ORGANISER)
def ask() -> str:
    """Ask for a name and a place."""
    return _page()


@blueprint.post(HERE)
@allow(Access.STAFF, Role.FACILITATOR, Role.ORGANISER)
def begin() -> Response:
    """Open the group, or say why not with all that was typed."""
    alias = "-".join(typed.one("alias").lower().split())
    programme_id, slash, site_id = typed.one("place").partition("/")
    try:
        if not slash:
            raise NoPlaceChosen
        opened = opening.open_group(
            context.service(), context.at_work(), programme_id, site_id, alias
        )
    except (NoPlaceChosen, BadAlias, AliasTaken, NoKeysYet) as error:
        return make_response(_page(error), 422)
    return see_other(address_of(opened))


def _page(error: Exception | None = None) -> str:
    return render_template(
        "staff/group-new.html",
        places=opening.places(context.service(), context.at_work()),
        typed=typed.one("alias"),
        chosen=typed.one("place"),
        problem=_why(error),
    )


def _why(error: Exception | None) -> tuple[str, str] | None:
    """Return the field that is to be put right, and how."""
    match error:
        case None:
            return None
        case NoPlaceChosen():
            return "place", _("Choose where the group meets.")
        case BadAlias():
            return "alias", _("Use 1 to 40 letters from a to z, figures and dashes.")
        case AliasTaken():
            return "alias", _("There is a group of that name already. Choose another.")
    return "alias", _("No group can open here yet: the keys for its results are still "
                      "to be made. Ask the people who run this service. Nothing was "
                      "changed.")  # fmt: skip
