"""T7 and T10: look before a round closes, or ask the page for less than it shows."""

from random import Random

from bench.attacks import crowd
from bench.attacks.attack import Try, property_holds
from bench.attacks.crowd import LARGEST, Answer
from bench.attacks.lived import bytes_of, lived
from bench.attacks.naive import Naive

QUESTIONS = (
    *("?week=3", "?round=1", "?n=1", "?from=2026-06-01&to=2026-06-08", "?group=other"),
    *("?joined_after=2026-06-01", "?goal=stop", "?behaviour=Drinking", "?debug=1"),
    *("?format=json", "?item=money", "?domain=life.mean&detail=full", "?who=1"),
    *(".json", "/1", "?page=2", "/explore/life.money", "/explore/life", "/live"),
)


def before_it_closes(random: Random) -> Try:
    """T7: count those who have answered by looking again and again."""
    live = Naive()
    looks = [live.look()]
    with lived() as world:
        group = world.made.group
        client = world.looking(world.member(group))
        week = world.plan.week(world.made.service)
        pages = {world.look(client)}
        for value in crowd.values(random, LARGEST):
            answer = Answer(random.randbytes(16), value)
            world.answer_in(week, group, answer)
            pages.add(world.look(client))
            live.submit(answer)
            looks.append(live.look())
    shown = all(page for page, *_ in pages)
    return property_holds(naive=len(set(looks)) == 1, ours=shown and len(pages) == 1)


def asking_for_less(random: Random) -> Try:
    """T10: ask for a part of the group, one question of the set, another format."""
    group = crowd.group(random, crowd.size(random))
    newest = group[0]
    alone = Naive(group).look(lambda answer: answer.who == newest.who)
    with lived() as world:
        world.answer(2, world.made.group, group)
        client = world.looking(world.member(world.made.group))
        whole = bytes_of(client, "/group")
        parts = {bytes_of(client, "/group" + question) for question in QUESTIONS}
    return property_holds(
        naive=alone.n > 1, ours=bool(whole) and parts <= {whole, None}
    )
