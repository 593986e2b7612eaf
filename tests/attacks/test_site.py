"""The site that is attacked in memory shows what the real aggregator shows of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from bench.attacks import crowd, lived, ours
from bench.attacks.crowd import Answer
from bench.attacks.lived import Lived
from bench.attacks.site import Site
from survey.groups import OpenGroup
from survey.measure.rounds import BLOCK_ROUNDS
from survey.privacy.shown import to_json

ROUNDS = 9


@pytest.fixture
def world() -> Iterator[Lived]:
    with lived.lived() as made:
        yield made


def course(random: Random, sizes: dict[bytes, int]) -> Iterator[list[Answer]]:
    """Let people answer, miss rounds, join late and change groups."""
    people = [
        Answer(
            random.randbytes(16),
            random.randint(0, 10),
            name,
            random.choice((-9, -9, -9, 0, 2, 3)),
        )
        for name, n in sizes.items()
        for _ in range(n)
    ]
    for number in range(1, ROUNDS + 1):
        people = [crowd.next_round(random, one) for one in people]
        if number == BLOCK_ROUNDS + 2 and len(sizes) > 1:
            moving = random.randrange(len(people))
            to = random.choice([name for name in sizes if name != people[moving].group])
            people[moving] = replace(people[moving], group=to, joined=number)
        yield [one for one in people if one.joined <= number and random.random() < 0.9]


@pytest.mark.parametrize("sizes", [(12, 9), (9, 6, 4), (6,), (11,)])
def test_the_attacked_site_is_the_aggregators(
    world: Lived, monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, ...]
) -> None:
    groups: list[OpenGroup] = [
        world.open("south", f"alias{turn}") for turn in range(len(sizes))
    ]
    by_id = {group.id: group for group in groups}
    secret = world.aggregator().keys.shift_secret
    monkeypatch.setattr(ours, "SECRET", secret)
    random, site = Random(str(sizes)), Site()
    expected: dict[int, Counter[str]] = {}

    named = dict(zip((group.id for group in groups), sizes, strict=True))
    for number, answers in enumerate(course(random, named), start=1):
        for answer in answers:
            world.answer(number, by_id[answer.group], [answer])
        pages = [picture.page for picture in site.round(number, answers)]
        expected[number] = Counter(to_json(page) for page in pages if page)
    world.decide()

    found: dict[int, Counter[str]] = {number: Counter() for number in expected}
    for (place, place_id, span, text), page in world.releases().items():
        number = int(text) * (BLOCK_ROUNDS if span == "block" else 1)
        of_the_site = place != "programme" and place_id != "north"
        if page and number <= ROUNDS and of_the_site:
            found[number][page] += 1
    assert found == expected
    assert any(expected.values())
