"""What is decided of a whole programme and its sites when a round is decided.

Exact scores stay in here: what goes out is rounded and attacked, or a band, or nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.measure.instrument import Instrument
from survey.measure.possible import possible_values
from survey.measure.rounds import Week
from survey.measure.scale import Domain
from survey.measure.scoring import STEPS
from survey.measure.written import Polarity
from survey.privacy import programme_level
from survey.privacy.figures import Shown
from survey.privacy.programme_level import PROGRAMME
from survey.privacy.shown import Page
from survey.privacy.tallying import Followed, Person, Scale


@dataclass(frozen=True, slots=True)
class Remembered:
    """Say between which weeks the ledger knows somebody, and at which site they are."""

    site: str
    first: Week
    latest: Week


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold what a release row says of one place; without `shown` its picture rests."""

    place: str
    place_id: str
    shown: Shown | None


def scale_of(instrument: Instrument, domain: Domain) -> Scale:
    """Return how a domain is to be read, with the reliable change that is in force."""
    low, high = domain.range
    points = next(
        (
            block.points / (high - low) * STEPS
            for block in instrument.rc
            if block.in_force and block.scale == domain.source.scale and block.points
        ),
        None,
    )
    return Scale(
        values=possible_values(domain, instrument.items, instrument.scales),
        rising=domain.polarity is Polarity.HIGHER_BETTER,
        points=points,
    )


def followed(remembered: Iterable[Remembered]) -> dict[str, Followed]:
    """Count for the programme and each site who began, and who came back since."""
    counts: dict[str, list[int]] = {PROGRAMME: [0, 0]}
    for one in remembered:
        for place in {PROGRAMME, one.site}:
            count = counts.setdefault(place, [0, 0])
            count[0] += 1
            count[1] += one.latest > one.first
    return {place: Followed(*count) for place, count in counts.items()}


def decide(
    programme_id: str,
    sites: Collection[str],
    people: Sequence[Person],
    remembered: Iterable[Remembered],
    scale: Scale,
    before: Mapping[str, Page],
    houses: Collection[str] = (),
) -> list[Decided]:
    """Decide one domain of a round for the programme and each of its sites.

    `before` has the last band that was shown of a place, by the site's id or PROGRAMME;
    `houses` are the sites where staff have legal duties.
    """
    told = followed(remembered)
    found = programme_level.decide(people, sites, told, scale, before, houses)
    return [
        Decided("programme", programme_id, found.get(PROGRAMME)),
        *(Decided("site", site, found.get(site)) for site in sorted(sites)),
    ]
