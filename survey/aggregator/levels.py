"""What a round shows above its groups: sites, the programme, and how many took part."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from survey.aggregator import programme
from survey.aggregator.deciding import NO_SITE
from survey.aggregator.programme import Remembered
from survey.aggregator.table import Span, Table
from survey.aggregator.units import Unit
from survey.privacy.participation import participation_class

PARTICIPATION = "participation"

Group = bytes | None


def decide(
    table: Table,
    span: Span,
    sites: Collection[str],
    houses: Collection[str],
    homes: Mapping[bytes, str],
) -> None:
    """Decide each domain for the programme and its sites.

    `homes` has the site of everybody who is in a group.
    """
    remembered: dict[str, list[Remembered]] = defaultdict(list)
    for (person, domain), memory in table.memories.items():
        site = homes.get(person, NO_SITE)
        remembered[domain].append(
            Remembered(site, memory.first.week, memory.latest.week)
        )
    programme.decide(table, span, remembered, sites, houses)


def take_part(
    table: Table,
    span: Span,
    units: Sequence[Unit],
    pairs: Collection[tuple[Group, bytes]],
    sites: Mapping[bytes, str],
) -> None:
    """Say of each unit, site and the programme how many different people took part."""
    groups: dict[Group, set[bytes]] = defaultdict(set)
    for group, person in pairs:
        groups[group].add(person)
    places: dict[tuple[str, str], set[bytes]] = {
        (unit.place, unit.place_id): set().union(*(groups[g] for g in unit.groups))
        for unit in units
    }
    places["programme", table.programme_id] = set().union(*groups.values())
    for group, site in sites.items():
        places.setdefault(("site", site), set()).update(groups[group])
    for (place, place_id), people in sorted(places.items()):
        found = participation_class(
            len(people), table.secret, f"{place}/{place_id}", span.number
        )
        page = json.dumps({"class": found}, separators=(",", ":"))
        table.add_row(span, (place, place_id, PARTICIPATION), page)
