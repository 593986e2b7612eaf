"""Decide every round that is due: the verb of the aggregator.

Programmes and rounds are taken one after another; each is decided whole in one
transaction, so whoever stops in between leaves nothing half done.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

from survey import programme
from survey.aggregator import dropping, heads, publishing, turning, writing
from survey.aggregator.means import MissingKey
from survey.aggregator.opening import Refused
from survey.aggregator.settling import Group, Verdict, settle
from survey.aggregator.tools import Aggregator, reloaded
from survey.aggregator.writing import Changed
from survey.programme import Programme
from survey.records.queries import tree

TRIES = 5
"""Times that a round is decided anew because people or rows changed meanwhile."""

Tell = Callable[[Programme, int], None]


@dataclass(frozen=True, slots=True)
class Held:
    """A response that keeps its group's or pool's release of a round back."""

    programme_id: str
    round: int
    refused: Refused


@dataclass(slots=True)
class Ran:
    """What a run has done, and what it could not do.

    `held` are responses whose rows are wrong, `missing` keys that are not here, `busy`
    rounds that people were changing all the while, `doubted` that the clock was not
    believed, so that no round was closed.
    """

    published: int = 0
    decided: list[tuple[str, int]] = field(default_factory=list)
    shown: int = 0
    not_shown: int = 0
    dropped: int = 0
    held: list[Held] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    busy: list[tuple[str, int]] = field(default_factory=list)
    doubted: bool = False

    @property
    def well(self) -> bool:
        """Say whether nothing waits for an operator."""
        return not (self.held or self.missing or self.busy or self.doubted)


def run(
    aggregator: Aggregator,
    *,
    clock_is_right: bool = False,
    tell: Tell = lambda _plan, _number: None,
) -> Ran:
    """Publish keys that are missing, decide what is due, drop what is past its time."""
    ran = Ran()
    ran.published = len(
        publishing.publish_missing(
            aggregator.settings, aggregator.store, aggregator.clock
        )
    )
    if ran.published:
        aggregator = reloaded(aggregator)
    ran.doubted = not (clock_is_right or turning.believable(aggregator))
    for plan in () if ran.doubted else _plans(aggregator):
        turning.turn(aggregator, plan)
        try:
            _decide(aggregator, plan, ran, tell)
        except MissingKey as missing:
            ran.missing.append(str(missing))
        if turning.last_run(aggregator) != turning.today(aggregator):
            ran.dropped += dropping.drop(aggregator, plan)
    if ran.dropped:
        aggregator.store.forget_deleted()
    heads.vouch(aggregator)
    if not ran.doubted:
        turning.ran(aggregator)
    return ran


def sleep(aggregator: Aggregator, longest: timedelta) -> timedelta:
    """Return how long nothing falls due, as far as that is within the longest."""
    now = aggregator.clock.now()
    moments = (turning.next_moment(plan, now) for plan in _plans(aggregator))
    return min([longest, *(moment - now for moment in moments)])


def _plans(aggregator: Aggregator) -> tuple[Programme, ...]:
    with aggregator.store.read() as connection:
        rows = tree.programmes(connection)
        return tuple(programme.one(connection, row.id) for row in rows)


def _decide(aggregator: Aggregator, plan: Programme, ran: Ran, tell: Tell) -> None:
    """Decide the rounds of a programme in order; what is stuck in one stays so."""
    stuck: frozenset[Group] = frozenset()
    with aggregator.store.read() as connection:
        due = turning.due(connection, plan, aggregator.clock.now())
    for number in due:
        tell(plan, number)
        try:
            with _uncollected():
                stuck = _decide_one(aggregator, plan, number, stuck, ran)
        except Changed:
            ran.busy.append((plan.id, number))
            return


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python look for circles of values only when a round is decided.

    A round makes millions of values and no circles; to look through all of them again
    and again takes a sixth of its time.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


def _decide_one(
    aggregator: Aggregator,
    plan: Programme,
    number: int,
    stuck: frozenset[Group],
    ran: Ran,
) -> frozenset[Group]:
    """Decide one round; return the groups that are stuck in it. Raise Changed."""
    verdict, written = _written(aggregator, plan, number, stuck)
    if written:
        shown = sum(row["state"] == "shown" for row in verdict.table.rows)
        ran.shown += shown
        ran.not_shown += len(verdict.table.rows) - shown
        if not verdict.waiting:
            ran.decided.append((plan.id, number))
    ran.held += [Held(plan.id, number, row) for row in verdict.refused]
    return verdict.waiting


def _written(
    aggregator: Aggregator, plan: Programme, number: int, stuck: frozenset[Group]
) -> tuple[Verdict, bool]:
    for _ in range(TRIES):
        with aggregator.store.read() as connection:
            verdict = settle(aggregator, connection, plan, number, stuck)
        with suppress(Changed):
            return verdict, writing.write(aggregator, plan, verdict)
    raise Changed
