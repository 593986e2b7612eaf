"""What is decided of a whole programme and its sites when a round is decided.

Exact scores stay in here: what goes out is rounded and attacked, or a band, or nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from survey.aggregator.table import Span, Subject, Table
from survey.measure.instrument import Instrument
from survey.measure.possible import possible_values
from survey.measure.scale import Domain
from survey.measure.scoring import reliable_points
from survey.measure.written import Polarity
from survey.privacy import figures, programme_level
from survey.privacy.programme_level import PROGRAMME
from survey.privacy.shown import Page
from survey.privacy.tallying import Followed, Person, Scale


@dataclass(frozen=True, slots=True)
class Remembered:
    """Say between which weeks the ledger knows somebody, and at which site they are."""

    site: str
    first: date
    latest: date


def scale_of(instrument: Instrument, domain: Domain) -> Scale:
    """Return how a domain is to be read, with the reliable change that is in force."""
    return Scale(
        values=possible_values(domain, instrument.items, instrument.scales),
        rising=domain.polarity is Polarity.HIGHER_BETTER,
        points=reliable_points(instrument, domain),
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
    table: Table,
    span: Span,
    remembered: Mapping[str, Iterable[Remembered]],
    sites: Collection[str],
    houses: Collection[str] = (),
) -> None:
    """Decide every domain of a round for the programme and each of its sites.

    Stands after the groups: who counts, and whose picture is shown already, is on the
    table. `remembered` has for each domain everybody with a first score.
    """
    for subject in table.subjects:
        keys = {PROGRAMME: ("programme", table.programme_id, subject.name)} | {
            site: ("site", site, subject.name) for site in sorted(sites)
        }
        before = {
            name: page
            for name, key in keys.items()
            if key in span.before
            and isinstance(page := figures.from_json(span.before[key]), Page)
        }
        found = programme_level.decide(
            _people(table, subject, span),
            sites,
            followed(remembered.get(subject.name, ())),
            subject.scale,
            before,
            houses,
        )
        for name, key in keys.items():
            shown = found.get(name)
            table.add_row(span, key, figures.to_json(shown) if shown else "")


def _people(table: Table, subject: Subject, span: Span) -> list[Person]:
    people = []
    for one in table.counted:
        if one.domain == subject.name:
            first, usual = table.memories[one.person, one.domain].before(span.week)
            person = Person(one.value, one.step, one.site, one.child, first, usual)
            people.append(person)
    return people
