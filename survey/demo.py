"""The demo: groups of made-up people, written on the same sealed path as real ones.

Every run leads to the same people, so a run that was cut short goes on. One of them
has seven words, drawn like anybody's, for whoever wants to look around.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from survey import groups, notes, past, programme, slots
from survey.consent import PURPOSES, Answer
from survey.groups import AliasTaken, OpenGroup
from survey.made_up import Life, Teller
from survey.measure.rounds import Week, add_weeks
from survey.past import Newcomer, Past
from survey.person import Person, Remember, Token
from survey.privacy.codes import Code
from survey.privacy.evaluation import PublishedKey
from survey.privacy.secret import Seed
from survey.records.queries import people
from survey.service import Service

PROGRAMME = "four-point"
GROUPS = (
    ("heron", "market-hall", 12),
    ("otter", "riverside", 9),
    ("wren", "mill-lane", 4),
    ("lantern", "lantern-house", 7),
)
"""Alias, site, people; the last one is a house."""
WEEKS = 20
SEED = 20
"""For made-up answers alone; keys, ids and words come from the machine's chance."""

ANSWERS: tuple[Answer, ...] = (*("yes",) * 8, "no", "later")
STEPS = (("Walk home the long way", "did"), ("Ring my sister on Sunday", "some"))

Tell = Callable[[int, int], None]
Keep = Callable[[Code], None]


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo holds."""

    programme: str
    groups: tuple[OpenGroup, ...]
    people: int
    sittings: int


def begun(service: Service) -> bool:
    """Return whether any of the demo is there."""
    known = groups.of_programme(service, PROGRAMME)
    return bool({group.alias for group in known} & {alias for alias, *_ in GROUPS})


def anybody(service: Service) -> bool:
    """Return whether anybody takes part here, made up or not."""
    with service.store.read() as connection:
        return people.anybody(connection)


def build(service: Service, keep: Keep, tell: Tell) -> Demo:
    """Write what is missing of the demo; its words are kept before they count."""
    with service.store.read() as connection:
        plan = programme.one(connection, PROGRAMME)
        keys = past.results_keys(service, connection, PROGRAMME, PURPOSES)
    opened = [_group(service, alias, site) for alias, site, _ in GROUPS]
    first = add_weeks(plan.week(service), -WEEKS)
    teller = Teller(Random(SEED), service.instruments, plan.schedule, first, WEEKS)  # noqa: S311 - answers, never keys
    cast = [
        (group, f"{group.alias}-{number}")
        for group, (_, _, size) in zip(opened, GROUPS, strict=True)
        for number in range(size)
    ]
    sittings = 0
    for turn, (group, name) in enumerate(cast):
        sittings += _person(
            service, teller, keys, group, name, keep if turn == 0 else None
        )
        tell(turn + 1, len(cast))
    return Demo(PROGRAMME, tuple(opened), len(cast), sittings)


def _group(service: Service, alias: str, site: str) -> OpenGroup:
    try:
        return groups.open_group(service, PROGRAMME, site, alias)
    except AliasTaken:
        return groups.named(service, PROGRAMME, alias)


def _person(
    service: Service,
    teller: Teller,
    keys: dict[str, PublishedKey],
    group: OpenGroup,
    name: str,
    keep: Keep | None,
) -> int:
    """Write one made-up person, whole or not at all; return how many sittings."""
    steady = keep is not None
    life = teller.life(steady=steady)
    told = teller.tell(life, steady=steady)
    newcomer = _newcomer(service, teller, keys, life, name)
    with service.store.read() as connection:
        if past.known(connection, newcomer.id):
            return len(told)
        code = slots.draw_code(service, connection) if keep is not None else None
    seed = Seed(service.chance.draw(32))
    slot = slots.made(service, newcomer.id, "code", code, seed) if code else None
    with service.store.write() as connection:
        past.add_person(service, connection, newcomer, seed)
        past.enter(service, connection, newcomer, group.id, newcomer.joined)
        for turn, (week, said) in enumerate(told):
            attempt = past.derived(service, "demo-sitting", name, str(turn))
            sitting = Past(week, group.id, attempt, said)
            past.add_sitting(service, connection, newcomer, sitting)
        if keep is not None and code is not None and slot is not None:
            people.add_slot(connection, **slot)
            keep(code)
    if keep is not None:
        _own_words(service, newcomer, group, teller)
    return len(told)


def _newcomer(
    service: Service,
    teller: Teller,
    keys: dict[str, PublishedKey],
    life: Life,
    name: str,
) -> Newcomer:
    consents = tuple((purpose, teller.random.choice(ANSWERS)) for purpose in PURPOSES)
    gone = life.away and life.away.stop >= WEEKS
    return Newcomer(
        id=past.derived(service, "demo-person", name)[:16],
        programme_id=PROGRAMME,
        joined=add_weeks(teller.first, life.starts),
        results=tuple(keys[purpose] for purpose, answer in consents if answer == "yes"),
        consents=consents,
        state="paused" if gone else "kept",
    )


def _own_words(
    service: Service, newcomer: Newcomer, group: OpenGroup, teller: Teller
) -> None:
    """Give the one who has words a behaviour, a goal and things for some weeks."""
    person = Person(
        id=newcomer.id,
        programme_id=PROGRAMME,
        group_id=group.id,
        joined=newcomer.joined,
        state="kept",
        remember=Remember.NO,
        shared=False,
        token=Token(b""),
        seed=None,
    )
    notes.write(service, person, "behaviour", "Drinking", newcomer.joined)
    notes.write(service, person, "goal", "cut_down", newcomer.joined)
    last = Week(add_weeks(teller.first, WEEKS - 1))
    for back, (step, how) in enumerate(STEPS, start=1):
        week = add_weeks(last, -back)
        notes.write(service, person, "step", step, week)
        notes.write(service, person, "step_done", how, add_weeks(week, 1))
