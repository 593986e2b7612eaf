"""Releases for tests of what is read: rows as the aggregator leaves them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import insert

from survey.groups import OpenGroup
from survey.measure.rounds import (
    Week,
    add_weeks,
    block_of,
    rounds_of,
    weeks_of,
    weeks_of_quarter,
)
from survey.privacy.figures import Shown, to_json
from survey.privacy.shown import Arrow, Page, Part
from survey.records.tables import Placement, Release, Round
from survey.service import Service

FIRST = Week(date(2026, 6, 1))
EACH = 2
"""Weeks of a round, as tests/programme.toml says."""
DAYS, CALM, LIFE = "days.as_wanted", "urges.calm", "life.mean"


def page(band: int, arrow: str | None = None, n: str = "10-14", **parts: str) -> Page:
    """Return a page; parts by step, as in low="few"."""
    return Page(
        band, Arrow(arrow) if arrow else None, n, tuple(Part(*p) for p in parts.items())
    )


def decide_rounds(service: Service, count: int) -> None:
    """Write that so many rounds are decided."""
    weeks = [(number, weeks_of(number, FIRST, EACH)) for number in range(1, count + 1)]
    rows = [
        {
            "programme_id": "harbour",
            "number": number,
            "first_week": span[0],
            "last_week": span[-1],
            "state": "decided",
            "decided": add_weeks(span[-1], 2),
        }
        for number, span in weeks
    ]
    with service.store.write() as connection:
        connection.execute(insert(Round), rows)


def place(service: Service, group: OpenGroup, *units: str) -> None:
    """Write how a group is shown, block by block."""
    rows = [
        {
            "group_id": group.id,
            "block": block,
            "programme_id": group.programme_id,
            "site_id": group.site_id,
            "unit": unit,
        }
        for block, unit in enumerate(units, start=1)
    ]
    with service.store.write() as connection:
        connection.execute(insert(Placement), rows)


def release(
    service: Service,
    place: str,
    place_id: str,
    domain: str,
    pages: Sequence[Shown | None],
    *,
    span: str = "round",
    since: int = 1,
) -> None:
    """Write what was decided on one domain from a round or block on."""
    rows = [
        {
            "programme_id": "harbour",
            "place": place,
            "place_id": place_id,
            "span": span,
            "number": number,
            "domain": domain,
            "state": "shown" if each else "not_shown",
            "page": to_json(each) if each else "",
            "week": _last_week(span, number),
        }
        for number, each in enumerate(pages, start=since)
    ]
    with service.store.write() as connection:
        connection.execute(insert(Release), rows)


def count(
    service: Service,
    place: str,
    place_id: str,
    quarter: int,
    text: str,
    domain: str = "participation",
) -> None:
    """Write the class of how many took part in a quarter, or another text of it."""
    with service.store.write() as connection:
        row = {
            "programme_id": "harbour",
            "place": place,
            "place_id": place_id,
            "span": "quarter",
            "number": quarter,
            "domain": domain,
            "state": "shown",
            "page": text,
            "week": _last_week("quarter", quarter),
        }
        connection.execute(insert(Release), row)


def own(service: Service, group: OpenGroup, rounds: int = 11) -> None:
    """Give a group eleven rounds of its own, one of them resting."""
    decide_rounds(service, rounds)
    place(service, group, *["round"] * block_of(rounds))
    for domain, pages in OWN.items():
        release(service, "group", group.id.hex(), domain, pages[:rounds])
    count(service, "group", group.id.hex(), 1, '{"class":"some"}')


OWN = {
    DAYS: (
        None, page(1), page(1, "steady"), page(2, "up"), page(2, "steady"), None,
        page(2, "steady"), page(3, "up"), page(3, "steady"), page(3, "steady"),
        page(4, "up", low="some", high="most"),
    ),
    CALM: (
        None, page(2), page(2, "steady"), page(3, "up"), page(2, "down"), None,
        page(2, "steady"), page(3, "up"), page(3, "steady"), page(3, "steady"),
        page(2, "down", low="some", middle="some", high="some"),
    ),
    LIFE: (
        None, None, None, None, page(2, n="5-9"), None, page(2, "steady", n="5-9"),
        None, None, None, None,
    ),
}  # fmt: skip


def _last_week(span: str, number: int) -> Week:
    if span == "quarter":
        return weeks_of_quarter(number, FIRST)[-1]
    last = rounds_of(number)[-1] if span == "block" else number
    return add_weeks(FIRST, last * EACH - 1)
