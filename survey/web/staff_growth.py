"""How the groups of a place grow, and where help is needed.

Who organises sites sees all of them on one page, group by group. Who evaluates sees
the programme as a whole, where groups are only counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template
from flask_babel import format_date

from survey import evidence, groups, needs, programme, results_of_programme
from survey.evidence import Evidence, Quarter
from survey.groups import OpenGroup
from survey.needs import InNeed, Need
from survey.results_of_programme import Place
from survey.staff import Grant, Role
from survey.web import context, figures_in_words, group_words
from survey.web.guard import Access, allow
from survey.web.measures import capital
from survey.web.say import _

blueprint = Blueprint("staff_growth", __name__)


@dataclass(frozen=True, slots=True)
class Grown:
    """One place on the page: a site with its groups, or a programme without them."""

    programme_id: str
    name: str
    is_site: bool
    work: Evidence
    in_need: Sequence[InNeed]
    checked_in: str
    followed: Sequence[tuple[str, str]]
    """Name of a domain, and how many of those who could have answered did."""

    @property
    def quarters(self) -> Sequence[tuple[str, Quarter]]:
        """Return what was done quarter by quarter, each with its name."""
        return [(_name(quarter), quarter) for quarter in self.work.quarters]

    @property
    def counted(self) -> Mapping[Need, int]:
        """Return how many groups have each need."""
        return Counter(need for each in self.in_need for need in each.needs)


@blueprint.get("/staff/growth")
@allow(Access.STAFF, Role.ORGANISER, Role.EVALUATOR)
def show() -> str:
    """Show every place that somebody organises or evaluates."""
    theirs = (Role.ORGANISER, Role.EVALUATOR)
    grants = [grant for grant in context.at_work().grants if grant.role in theirs]
    ordered = sorted(grants, key=lambda g: (g.programme_id, g.site_id or ""))
    return render_template("staff/growth.html", places=[_grown(g) for g in ordered])


def _grown(grant: Grant) -> Grown:
    service, site_id = context.service(), grant.site_id
    with service.store.read() as connection:
        plan = programme.one(connection, grant.programme_id)
    sites = {site.id: site.name for site in plan.sites}
    work = evidence.of(service, _groups(grant))
    only = None if site_id is None else [site_id]
    found = results_of_programme.of_programme(service, plan.id, only)
    place = found.whole if site_id is None else next(iter(found.sites), None)
    name = sites[site_id] if site_id else plan.name
    return Grown(
        programme_id=plan.id,
        name=name,
        is_site=site_id is not None,
        work=work,
        in_need=needs.of(service, work.groups),
        checked_in=_checked_in(place, name),
        followed=_followed(place),
    )


def _name(quarter: Quarter) -> str:
    last = quarter.first + timedelta(days=75)
    return _(
        "%(first)s to %(last)s",
        first=format_date(quarter.first, "MMM"),
        last=format_date(last, "MMM y"),
    )


def _groups(grant: Grant) -> list[OpenGroup]:
    found = groups.of_programme(context.service(), grant.programme_id)
    return [group for group in found if grant.site_id in (None, group.site_id)]


def _checked_in(place: Place | None, name: str) -> str:
    if place is None or place.participation is None:
        return ""
    return group_words.checked_in(place.participation, name)


def _followed(place: Place | None) -> list[tuple[str, str]]:
    return [
        (
            capital(course.measure.title),
            figures_in_words.who(latest[1], latest[0]),
        )
        for course in (place.courses if place else ())
        if (latest := course.latest) is not None
    ]
