"""The pages of a group, the same for its members and for those who work with it.

Only the address and the ways out differ: the figures come from one place and are the
same to the byte.
"""

from dataclasses import dataclass

from flask import abort, render_template
from markupsafe import Markup

from survey import results
from survey.measure.rounds import Week
from survey.privacy.shown import Arrow
from survey.programme import Programme
from survey.results import GroupResults
from survey.web import context, group_pictures, group_words, headers, qr, questions
from survey.web.group_pictures import GroupPicture


@dataclass(frozen=True, slots=True)
class View:
    """What the pages of a group are made from."""

    address: str
    plan: Programme
    results: GroupResults
    pictures: tuple[GroupPicture, ...]
    checked_in: str
    question: str
    week: Week

    @property
    def rests(self) -> bool:
        """Say whether nothing can be shown of the newest weeks."""
        return all(picture.rests for picture in self.pictures)

    @property
    def steps_down(self) -> bool:
        """Say whether a picture shows a step down."""
        down = group_pictures.ARROWS[Arrow.DOWN]
        return any(picture.arrow == down for picture in self.pictures)

    @property
    def aloud(self) -> str:
        """Return one sentence to read to all."""
        return group_pictures.aloud(self.results, self.pictures)


@dataclass(frozen=True, slots=True)
class Door:
    """The address that a phone in the room opens, in letters and as a square."""

    address: str
    square: Markup


def picture(group_id: bytes, plan: Programme, address: str, page: str) -> str:
    """Show what was released about a group, on the page of who is asking."""
    return render_template(page, view=_view(group_id, plan, address))


def meeting(group_id: bytes, plan: Programme, address: str, path: str) -> str:
    """Show the sheet for a meeting, with the way in for phones in the room."""
    return render_template(
        "group/meeting.html", view=_view(group_id, plan, address), door=door(path)
    )


def explore(group_id: bytes, plan: Programme, address: str, domain: str) -> str:
    """Show the whole course of one domain to be looked at closely."""
    return closely(results.of_group(context.service(), group_id), plan, address, domain)


def closely(
    found: GroupResults,
    plan: Programme,
    address: str,
    domain: str,
    page: str = "group/explore.html",
) -> str:
    """Show one course of what was released, or made up, to be looked at closely."""
    drawn = group_pictures.explored(found, plan, context.service().instruments, domain)
    if drawn is None:
        abort(404)
    headers.allow_plotly()
    shown, figure = drawn
    return render_template(page, picture=shown, figure=figure, back=address)


def door(path: str) -> Door:
    """Return the way in for phones in the room."""
    address = context.service().settings.server.public_url + path
    return Door(address.partition("://")[2].rstrip("/"), qr.square(address))


def _view(group_id: bytes, plan: Programme, address: str) -> View:
    return view(results.of_group(context.service(), group_id), plan, address)


def view(found: GroupResults, plan: Programme, address: str) -> View:
    """Return what the pages are made from, of a real group or of a made-up one."""
    service = context.service()
    counted, week = found.participation, plan.week(service)
    return View(
        address=address,
        plan=plan,
        results=found,
        pictures=group_pictures.of_group(found, plan, service.instruments),
        checked_in=group_words.checked_in(counted, found.site) if counted else "",
        question=questions.of_week(week),
        week=week,
    )
