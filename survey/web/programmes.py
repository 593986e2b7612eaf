"""What is released about a whole programme, for who answers for it or for one site."""

from flask import Blueprint, abort, render_template

from survey import programme, results_of_programme
from survey.programme import Programme
from survey.results_of_programme import Place, ProgrammeResults
from survey.staff import Role
from survey.web import (
    context,
    figures_in_words,
    funnel_drawing,
    headers,
    programme_pictures,
)
from survey.web.guard import Access, allow

blueprint = Blueprint("programmes", __name__)


@blueprint.get("/staff/programmes/<programme_id>")
@allow(Access.STAFF, Role.EVALUATOR, Role.ORGANISER)
def show(programme_id: str) -> str:
    """Show every figure that was released: an organiser sees their own site's."""
    plan, found = _results(programme_id)
    places = [found.whole] if found.whole else []
    return render_template(
        "programme/programme.html",
        plan=plan,
        places=[
            (place, programme_pictures.of_place(place))
            for place in (*places, *found.sites)
        ],
        noisy=found.whole.with_noise if found.whole else (),
        said=figures_in_words.with_noise,
        funnels=funnel_drawing.of_programme(found),
    )


@blueprint.get("/staff/programmes/<programme_id>/explore/<domain>")
@allow(Access.STAFF, Role.EVALUATOR)
def explore(programme_id: str, domain: str) -> str:
    """Show one course of the whole programme to be looked at closely."""
    _plan, found = _results(programme_id)
    return _explore(found.whole, programme_id, domain)


@blueprint.get("/staff/programmes/<programme_id>/<site_id>/explore/<domain>")
@allow(Access.STAFF, Role.EVALUATOR, Role.ORGANISER)
def explore_site(programme_id: str, site_id: str, domain: str) -> str:
    """Show one course of a site to be looked at closely."""
    _plan, found = _results(programme_id)
    site = next((site for site in found.sites if site.id == site_id), None)
    return _explore(site, programme_id, domain)


def _explore(place: Place | None, programme_id: str, domain: str) -> str:
    drawn = programme_pictures.explored(place, domain) if place else None
    if drawn is None:
        abort(404)
    headers.allow_plotly()
    picture, figure = drawn
    return render_template(
        "programme/explore.html",
        picture=picture,
        figure=figure,
        back=f"/staff/programmes/{programme_id}",
    )


def _results(programme_id: str) -> tuple[Programme, ProgrammeResults]:
    """Return what somebody's grants open of a programme; nothing else is there."""
    mine = [g for g in context.at_work().grants if g.programme_id == programme_id]
    sites = [g.site_id for g in mine if g.role is Role.ORGANISER and g.site_id]
    everything = any(g.role is Role.EVALUATOR for g in mine)
    if not everything and not sites:
        abort(404)
    service = context.service()
    with service.store.read() as connection:
        plan = programme.one(connection, programme_id)
    only = None if everything else sites
    return plan, results_of_programme.of_programme(service, programme_id, only)
