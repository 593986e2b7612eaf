"""What views may know of a programme and its sites: released figures, and no more."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from survey.measure import statistics
from survey.measure.instruments import Library
from survey.measure.rounds import Week
from survey.measure.scale import Domain as Declared
from survey.measure.statistics import Interval
from survey.measure.written import Polarity
from survey.privacy import figures
from survey.privacy.figures import NOISY, Figures, Noisy, Share, Shown
from survey.records.queries import overviews
from survey.records.rows import AnyRow
from survey.results import (
    PARTICIPATION,
    Domain,
    Participation,
    Stretch,
    newest_participation,
)
from survey.service import Service

FEWEST_SITES = 8
"""Sites for a funnel plot: with fewer it is a league table. Source: DESIGN, 9.8."""


@dataclass(frozen=True, slots=True)
class Released:
    """What was decided of one round; without `shown` its picture rests."""

    when: Stretch
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class Measure:
    """Say how a domain's figures are to be read: its title, its own range, its way."""

    title: str
    low: float
    high: float
    rising: bool

    def value(self, percent: float) -> float:
        """Return a figure in percent of the range in the domain's own points."""
        return self.low + self.points(percent)

    def points(self, percent: float) -> float:
        """Return a distance in percent of the range in the domain's own points."""
        return percent * (self.high - self.low) / 100


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that was released about one domain of one place, oldest first."""

    domain: Domain
    measure: Measure
    releases: tuple[Released, ...]

    @property
    def latest(self) -> tuple[Stretch, Figures] | None:
        """Return the newest figures; a band is none."""
        for each in reversed(self.releases):
            if isinstance(each.shown, Figures):
                return each.when, each.shown
        return None


@dataclass(frozen=True, slots=True)
class WithNoise:
    """A mean with noise, of the people of the quarter's last round."""

    measure: Measure
    when: Stretch
    noisy: Noisy


@dataclass(frozen=True, slots=True)
class Place:
    """A programme or one of its sites; a programme has no name here."""

    id: str
    name: str
    courses: tuple[Course, ...]
    with_noise: tuple[WithNoise, ...] = ()
    """The newest of each domain, where means with noise are drawn at all."""
    participation: Participation | None = None
    """The latest."""


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One site: its share of people reliably improved, and what chance alone gives."""

    name: str
    improved: Share
    limits_95: Interval
    limits_998: Interval


@dataclass(frozen=True, slots=True)
class ProgrammeResults:
    """What was released about a programme: the whole, and sites; or one site alone."""

    whole: Place | None
    sites: tuple[Place, ...]


def of_programme(
    service: Service, programme_id: str, sites: Collection[str] | None = None
) -> ProgrammeResults:
    """Return what was released about a programme, or only these sites, in one query."""
    with service.store.read() as connection:
        rows = overviews.of_programme(connection, programme_id, sites)
    places = [
        _place(list(found), service.instruments)
        for _key, found in groupby(rows, lambda row: (row.place, row.place_id))
    ]
    whole = [place for place in places if not place.name]
    return ProgrammeResults(
        whole=whole[0] if whole else None,
        sites=tuple(place for place in places if place.name),
    )


def funnel(results: ProgrammeResults, domain: Domain) -> tuple[FunnelPoint, ...]:
    """Compare sites in the newest round; empty below eight sites that show a share.

    Source: Spiegelhalter 2005, Statistics in Medicine 24: limits of 95 and 99.8 %
    about the share of all sites together.
    """
    found = {site.name: _improved(site, domain) for site in results.sites}
    shares = {name: share for name, share in found.items() if share is not None}
    if len(shares) < FEWEST_SITES:
        return ()
    of = sum(share.of for share in shares.values())
    middle = sum(share.count for share in shares.values()) / of
    return tuple(
        FunnelPoint(
            name,
            share,
            statistics.funnel(middle, share.of, statistics.Z_95),
            statistics.funnel(middle, share.of, statistics.Z_998),
        )
        for name, share in sorted(shares.items(), key=lambda each: each[1].of)
    )


def _improved(site: Place, domain: Domain) -> Share | None:
    for course in site.courses:
        last = course.releases[-1].shown
        if course.domain == domain and isinstance(last, Figures):
            return last.improved
    return None


def _place(rows: Sequence[AnyRow], library: Library) -> Place:
    domains = [
        (domain, list(found))
        for domain, found in groupby(rows, lambda row: str(row.domain))
        if domain != PARTICIPATION
    ]
    return Place(
        id=rows[0].place_id,
        name=rows[0].name or "",
        courses=tuple(
            _course(domain, found, library)
            for domain, found in domains
            if not domain.endswith(NOISY)
        ),
        with_noise=tuple(
            _with_noise(domain.removesuffix(NOISY), found[-1], library)
            for domain, found in domains
            if domain.endswith(NOISY)
        ),
        participation=newest_participation(rows),
    )


def _with_noise(domain: str, row: AnyRow, library: Library) -> WithNoise:
    return WithNoise(
        measure_of(library, domain),
        Stretch(Week(row.first_week), Week(row.last_week)),
        figures.noisy_from_json(row.page),
    )


def _course(domain: str, rows: Iterable[AnyRow], library: Library) -> Course:
    return Course(
        domain=Domain(domain),
        measure=measure_of(library, domain),
        releases=tuple(
            Released(
                Stretch(Week(row.first_week), Week(row.last_week)),
                figures.from_json(row.page) if row.page else None,
            )
            for row in rows
        ),
    )


def measure_of(library: Library, name: str) -> Measure:
    """Return how the figures of a domain are to be read."""
    instrument, _dot, wanted = name.partition(".")
    declared = _declared(library, instrument, wanted)
    low, high = declared.range
    rising = declared.polarity is Polarity.HIGHER_BETTER
    return Measure(declared.title, low, high, rising)


def _declared(library: Library, instrument: str, wanted: str) -> Declared:
    domains = library.current(instrument).domains
    return next(domain for domain in domains if domain.id == wanted)
