"""T11, T12 and T16: change, double or look through what was released."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from bench.attacks import crowd
from bench.attacks.attack import Try, property_holds
from bench.attacks.crowd import POINTS, Answer
from bench.attacks.lived import DOMAIN, Lived, lived
from bench.attacks.naive import Naive
from bench.attacks.ours import stepped
from survey import release
from survey.aggregator.writing import RELEASE
from survey.groups import OpenGroup
from survey.privacy.steps import candidates, shift_of
from survey.records.tables import AuditEvent, Participant, Release

ROUNDS = 3
SURE = (0, 5, 10)
"""Answers that are on three different steps, whatever the shift."""


def after_it_was_decided(random: Random) -> Try:
    """T11: answer anew, go away, or write to the database, and look once more."""
    people = _mixed(random)
    late = replace(people[0], value=(people[0].value + 5) % POINTS)
    live = Naive([*people])
    before = live.look()
    live.answers = [*people[2:], late]
    with lived() as world:
        group = world.made.group
        _live(world, group, people)
        world.decide()
        client = world.looking(world.member(group))
        pages, rows = world.look(client), world.releases()
        world.answer(ROUNDS, group, [late])
        with world.made.service.store.write() as connection:
            gone = Participant.id == people[1].who
            connection.execute(delete(Participant).where(gone))
        world.decide()
        same = world.look(client) == pages and world.releases() == rows
        ours = same and all(pages) and _refuses_to_change(world)
    return property_holds(naive=live.look() == before, ours=ours)


def twice(random: Random) -> Try:
    """T12: let two aggregators decide the same rounds at once."""
    people = _mixed(random)
    closed = [Naive(people[:-1]).look(), Naive(people).look()]
    with lived() as world:
        _live(world, world.made.group, people)
        both = [world.aggregator() for _ in range(2)]
        with ThreadPoolExecutor(len(both)) as pool:
            list(pool.map(lambda one: release.run(one, clock_is_right=True), both))
        for aggregator in both:
            aggregator.store.engine.dispose()
        with world.made.service.store.read() as connection:
            rows = connection.scalar(select(func.count()).select_from(Release))
            told = connection.scalar(
                select(func.count())
                .select_from(AuditEvent)
                .where(AuditEvent.kind == RELEASE)
            )
    return property_holds(naive=len(closed) == 1, ours=bool(rows) and rows == told)


def behind_the_page(random: Random) -> Try:
    """T16: look for the answers in source, hover and JSON of two groups' pages.

    Their answers differ and their steps do not: nothing on the pages may differ.
    """
    people = _mixed(random)
    with lived() as world:
        one, two = world.made.group, world.open("south", "monday")
        secret = world.aggregator().keys.shift_secret
        others = [_alike(random, secret, answer) for answer in people]
        _live(world, one, people)
        _live(world, two, others)
        world.decide()
        looks = []
        for group, place in ((one, b"North hall"), (two, b"South hall")):
            client = world.looking(world.member(group))
            looks.append(
                tuple(
                    page and _unnamed(page, group, place) for page in world.look(client)
                )
            )
    charts = Naive(people).look().chart, Naive(others).look().chart
    return property_holds(
        naive=charts[0] == charts[1], ours=looks[0] == looks[1] and all(looks[0])
    )


def _mixed(random: Random) -> list[Answer]:
    """Draw a group whose picture and class are the same whatever is drawn in secret."""
    return [
        replace(answer, value=SURE[turn % len(SURE)])
        if turn < 2 * len(SURE)
        else answer
        for turn, answer in enumerate(crowd.group(random, random.randint(12, 15)))
    ]


def _live(world: Lived, group: OpenGroup, people: list[Answer]) -> None:
    for number in range(1, ROUNDS + 1):
        world.answer(number, group, people)


def _refuses_to_change(world: Lived) -> bool:
    for statement in (update(Release).values(page="{}"), delete(Release)):
        try:
            with world.made.service.store.write() as connection:
                connection.execute(statement)
        except DBAPIError:
            continue
        return False
    return True


def _alike(random: Random, secret: bytes, answer: Answer) -> Answer:
    """Make up somebody who answers otherwise and is on the same step."""
    step = stepped(answer.value, shift_of(secret, answer.who, DOMAIN))
    who = random.randbytes(16)
    behind = candidates(step, POINTS, shift_of(secret, who, DOMAIN))
    return Answer(who, random.choice(sorted(behind)))


def _unnamed(page: bytes, group: OpenGroup, place: bytes) -> bytes:
    for name in (group.alias.encode(), group.alias.capitalize().encode(), place):
        page = page.replace(name, b"x")
    return page
