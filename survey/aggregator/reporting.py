"""Write the report about a programme at the end of each quarter, with the study's keys.

It is a release like any other: decided once, told in the audit trail, never changed.
Only people who share for the study are in its figures.
"""

import os
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from survey import plan as plans
from survey import programme, trail
from survey.aggregator.building import Built
from survey.aggregator.means import MissingKey
from survey.aggregator.studying import BASES, ID_BYTES, PURPOSE, Held, Studied
from survey.aggregator.tools import Aggregator, for_purpose
from survey.aggregator.writing import RELEASE, told
from survey.measure import following as follow
from survey.measure import progress
from survey.measure.following import Following, Measure, Person
from survey.measure.likeness import Likeness
from survey.measure.rounds import (
    QUARTER_WEEKS,
    Week,
    add_weeks,
    weeks_between,
    weeks_of_quarter,
)
from survey.measure.study import Record
from survey.plan import Standing
from survey.privacy import telling
from survey.privacy.report import NAME, Planned, Plausible, Report, Step
from survey.privacy.rounded import Count
from survey.privacy.tallying import FEWEST, to_five
from survey.programme import Programme
from survey.records.queries import reporting, results, sealed, studied, tree

TRIES = 3
"""Times that a report is made anew because people changed their choices meanwhile."""
EACH = 100
"""People whose first week is looked up at a time."""
SEED_BYTES = 32


def run(aggregator: Aggregator, built: Built) -> None:
    """Write the report of every quarter that is due, with the study's keys alone.

    What was made and what waits for an operator is told in `built`, beside exports.
    """
    waiting = due(aggregator)
    alone = for_purpose(aggregator, PURPOSE) if waiting else aggregator
    for plan, quarter in waiting:
        name = f"report of {plan.id}, quarter {quarter}"
        try:
            written = any(_write(alone, plan, quarter) for _ in range(TRIES))
            (built.made if written else built.busy).append(name)
        except Held as held:
            built.held += [(name, each) for each in held.refused]
        except MissingKey as missing:
            built.missing.append(str(missing))


def due(aggregator: Aggregator) -> list[tuple[Programme, int]]:
    """Return each programme whose last whole quarter has no report; no key is needed.

    Earlier quarters that were passed over stay so: their people are in the later one.
    """
    with aggregator.store.read() as connection:
        found = [
            (plan, _quarter(connection, plan))
            for row in tree.programmes(connection)
            for plan in [programme.one(connection, row.id)]
        ]
        written = {
            plan.id: newest.number
            for plan, _ in found
            if (newest := reporting.newest(connection, plan.id, NAME))
        }
    return [(p, quarter) for p, quarter in found if quarter > written.get(p.id, 0)]


def _quarter(connection: Connection, plan: Programme) -> int:
    decided = reporting.last_decided(connection, plan.id)
    return decided * plan.round_weeks // QUARTER_WEEKS


def _write(aggregator: Aggregator, plan: Programme, quarter: int) -> bool:
    """Write one report; False if somebody in it took their yes back meanwhile."""
    with aggregator.store.read() as connection:
        making = _Making(aggregator, connection, plan, quarter)
        report = making.report()
    row = {
        "programme_id": plan.id,
        "place": "programme",
        "place_id": plan.id,
        "span": "quarter",
        "number": quarter,
        "domain": NAME,
        "state": "shown",
        "page": report.model_dump_json(exclude_none=True),
        "week": making.weeks[1],
    }
    with aggregator.store.write() as connection:
        yes = sealed.consenting(connection, plan.id, PURPOSE, BASES)
        if not making.people <= yes:
            return False
        newest = reporting.newest(connection, plan.id, NAME)
        if newest is None or newest.number < quarter:
            results.add_releases(connection, [row])
            trail.write(connection, RELEASE, told(row))
    return True


class _Making:
    """A report while people come in, one after another."""

    def __init__(
        self,
        aggregator: Aggregator,
        connection: Connection,
        plan: Programme,
        quarter: int,
    ) -> None:
        self.aggregator, self.connection, self.plan = aggregator, connection, plan
        span = weeks_of_quarter(quarter, Week(plan.first_week))
        self.weeks = span[0], span[-1]
        self.standing = plans.standing(connection, plan.id)
        self.people: set[bytes] = set()
        self.begun: date = self.weeks[1]

    def report(self) -> Report:
        """Read everybody once and tell what may be told."""
        library, likeness = self.aggregator.instruments, Likeness()
        behaving = list(progress.scales(library))
        found = [
            Following(measure, follow.windows(self._planned(measure)))
            for measure in progress.measures(library)
        ]
        for person in self._people():
            likeness.take(person.record)
            for sheet in behaving:
                sheet.take(person.record)
            for following in found:
                following.take(person)
        measured = [
            telling.measured(each, self._planned(each.measure)) for each in found
        ]
        return Report(
            week=self.weeks[1],
            plan=_told_plan(self.standing, self.begun) if self.standing else None,
            taken_back=plans.taken_back(self.connection, self.plan.id),
            flow=tuple(self._flow()),
            plausible=self._plausible(likeness),
            measures=tuple(each for each in measured if each is not None),
            behaviour=tuple(
                told
                for sheet in behaving
                if (told := telling.behaves(sheet)) is not None
            ),
        )

    def _people(self) -> Iterator[Person]:
        """Give everybody who shares, each with the weeks since their first answer."""
        seed = os.urandom(SEED_BYTES)
        seen = Studied(
            self.aggregator, self.connection, self.plan.id, seed, self.weeks[1]
        )
        few: list[Record] = []
        for record in seen.records():
            few.append(record)
            if len(few) == EACH:
                yield from self._with_weeks(few, seen)
                few = []
        yield from self._with_weeks(few, seen)

    def _with_weeks(self, few: list[Record], seen: Studied) -> Iterator[Person]:
        theirs = [one[ID_BYTES:] for one in seen.people[-len(few) :] if few]
        begun = studied.begun(self.connection, theirs)
        for record, person in zip(few, theirs, strict=True):
            first = Week(begun[person])
            self.begun = min(self.begun, first)
            self.people.add(person)
            yield Person(record, weeks_between(first, self.weeks[1]))

    def _planned(self, measure: Measure) -> tuple[int, int] | None:
        plan = self.standing.plan if self.standing else None
        return plan.window if plan and plan.measure == measure.name else None

    def _flow(self) -> Iterator[Step]:
        until = self.weeks[1]
        counted = studied.flow(self.connection, self.plan.id, BASES, until)
        for name, people in counted._asdict().items():
            yield Step(name=name, people=telling.cell(people))

    def _plausible(self, likeness: Likeness) -> Plausible:
        inside = reporting.joins(self.connection, self.plan.id, self.weeks)
        meetings, heads = reporting.heads(self.connection, self.plan.id, self.weeks)
        alike = None
        if likeness.people >= FEWEST:
            # who answers like one other person makes two alike
            alike = Count.among(likeness.alike, likeness.people).steady(people=2)
        return Plausible(
            joined=telling.cell(sum(inside.values())),
            meetings=meetings,
            heads=to_five(heads),
            most_in_a_week=telling.cell(max(inside.values(), default=0)),
            alike=alike.told if alike else None,
        )


def _told_plan(standing: Standing, begun: date) -> Planned:
    """Tell a plan, and whether anybody could have seen a result before it stood."""
    plan = standing.plan
    first_result = add_weeks(Week(begun), plan.window[0])
    return Planned(
        measure=plan.measure,
        window=plan.window,
        minimum_n=plan.minimum_n,
        since=standing.since.date(),
        digest=standing.digest,
        too_late=standing.since.date() > first_result,
        changed=bool(standing.earlier),
    )
