"""Read a history in: check every row, then write in batches that a rerun goes on from.

Each person and each sitting has a key that follows from the map's source and the row,
so a run that was killed continues and a second run changes nothing. Nobody's answers
are scored or looked at on the way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from survey import groups, past, programme
from survey.consent import RECORDED_BASIS
from survey.groups import NoSuchPlace
from survey.interop import history, mapping
from survey.interop.history import Row
from survey.interop.mapping import Map
from survey.measure.rounds import Week
from survey.past import Newcomer, Past
from survey.privacy.evaluation import PublishedKey
from survey.privacy.secret import Seed
from survey.records.queries import checkins, tree
from survey.service import Service

BATCH = 200
"""Rows per transaction, rounded up to whole people."""

Tell = Callable[[int, int], None]
"""Rows done, of how many."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file whose every row can be read in."""

    plan: Map
    people: tuple[tuple[Row, ...], ...] = field(repr=False)
    group_ids: dict[str, bytes]
    results: dict[str, PublishedKey]

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return sum(map(len, self.people))


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read in."""

    people: int
    rows: int
    written: int
    already: int
    sealed_for: tuple[str, ...]


def check(service: Service, map_text: str, data: bytes) -> Checked:
    """Check a map and every row of a file; raise BadMap, BadRows or NoSuchPlace.

    Raises NoKeyToShareWith when the map has a basis for seals and there is no key.
    """
    plan = mapping.parse(map_text, service.instruments)
    with service.store.read() as connection:
        if tree.programme(connection, plan.programme) is None:
            raise NoSuchPlace(f"programme {plan.programme}")
        found = programme.one(connection, plan.programme)
        results = past.results_keys(
            service, connection, plan.programme, plan.basis.purposes
        )
    known = past.group_ids(groups.of_programme(service, plan.programme))
    missing = [name for name in _places(plan) if name not in known]
    if missing:
        raise NoSuchPlace(f"group {', '.join(missing)} in {plan.programme}")
    first, latest = Week(found.first_week), found.week(service)
    people = history.read(data, plan, service.instruments, first, latest)
    return Checked(plan, people, known, results)


def run(service: Service, checked: Checked, tell: Tell) -> Imported:
    """Write what is not there yet, some people per transaction."""
    done = written = 0
    for batch in _batches(checked.people):
        with service.store.write() as connection:
            written += sum(
                _write_person(service, connection, checked, rows) for rows in batch
            )
        done += sum(map(len, batch))
        tell(done, checked.rows)
    return _imported(checked, written)


def rehearse(service: Service, checked: Checked) -> Imported:
    """Say what a run would write."""
    with service.store.read() as connection:
        there = sum(
            checkins.attempt_known(connection, _attempt(service, checked.plan, row))
            for rows in checked.people
            for row in rows
        )
    return _imported(checked, checked.rows - there)


def _imported(checked: Checked, written: int) -> Imported:
    return Imported(
        people=len(checked.people),
        rows=checked.rows,
        written=written,
        already=checked.rows - written,
        sealed_for=tuple(checked.results),
    )


def _write_person(
    service: Service, connection: Connection, checked: Checked, rows: Sequence[Row]
) -> int:
    newcomer = _newcomer(service, checked, rows[0])
    if not past.known(connection, newcomer.id):
        # the seed is not kept anywhere: it gives the public keys and is gone
        seed = Seed(service.chance.draw(32))
        past.add_person(service, connection, newcomer, seed)
        group_id = _group_id(checked, rows[0])
        past.enter(service, connection, newcomer, group_id, newcomer.joined)
    written = 0
    for row in rows:
        group_id = _group_id(checked, row)
        attempt = _attempt(service, checked.plan, row)
        sitting = Past(row.week, group_id, attempt, row.responses)
        if past.add_sitting(service, connection, newcomer, sitting):
            past.enter(service, connection, newcomer, group_id, row.week)
            written += 1
    return written


def _group_id(checked: Checked, row: Row) -> bytes | None:
    return checked.group_ids[row.group] if row.group else None


def _newcomer(service: Service, checked: Checked, row: Row) -> Newcomer:
    plan = checked.plan
    return Newcomer(
        id=past.derived(service, "person", plan.programme, plan.source, row.person)[
            :16
        ],
        programme_id=plan.programme,
        joined=row.joined,
        results=tuple(checked.results.values()),
        consents=tuple((purpose, "yes") for purpose in checked.results),
        consent_version=RECORDED_BASIS,
    )


def _attempt(service: Service, plan: Map, row: Row) -> bytes:
    asked = sorted(each.id for each in plan.instruments)
    named = (plan.programme, plan.source, row.person, row.occasion, *asked)
    return past.derived(service, "sitting", *named)


def _batches(
    people: Sequence[tuple[Row, ...]],
) -> Iterator[list[tuple[Row, ...]]]:
    batch: list[tuple[Row, ...]] = []
    for rows in people:
        batch.append(rows)
        if sum(map(len, batch)) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _places(plan: Map) -> tuple[str, ...]:
    return plan.group.places if plan.group else ()
