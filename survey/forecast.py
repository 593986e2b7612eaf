"""The forecast: which rows a programme of some size could give, on made-up people.

They check in three weeks of four, stay away for good after one week in fifty, and
differ more from each other than from themselves. The same size, the same forecast.
Real programmes are less even: it is a hope to plan with and no promise.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import ceil
from random import Random

from survey.measure.banding import BANDS
from survey.measure.study import Occasion, Record, Value, Variable
from survey.privacy.deidentify import LEAST_K, WIDE_K, Rules, TooSmall, standard
from survey.privacy.shape import SPANS
from survey.privacy.turn import GRACE_WEEKS

ANSWERS, LEAVES = 0.75, 0.02
"""Chances in a week: of a check-in, and that it is the last."""
BETWEEN, APART, WITHIN = 1.8, 1.0, 1.2
"""Deviations on 0 to 10: of people, of one's measures, of one's weeks."""
BEGIN_AT, RISE, RISE_UNTIL = 4.8, 0.06, 26
"""Where people begin, by how much things get better in a week, and for how long."""
EVERY = (1, 4, 4)
"""Weeks between two answers on each measure."""
AGES, GENDERS = (5, 20, 30, 25, 15, 5), (35, 60, 3, 2)
"""How many of a hundred are in each category."""

PROGRAMMES, PEOPLE_IN_ALL = 7, 3000
"""Made-up programmes of one forecast, and about how many people in all of them."""
MOSTLY = 0.5
MOST_TRIED = 3000
"""People who share that are tried at most; more of them give no less."""
ROUNDED = 10
FIGURES_FROM = 30
"""People from which a programme has figures. Source: DESIGN, section 9."""

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Yield:
    """Tell what a size gives for one horizon and one k.

    `chance` is the share of made-up programmes that gave anything. The rest describes
    the middle one of those: rows, the share of people left out, columns and periods;
    `needs` is a number of people with whom most programmes would give something.
    """

    horizon: int
    k: int
    chance: float
    rows: int = 0
    left_out: float = 0
    measures: int = 0
    profile: int = 0
    periods: tuple[str, ...] = ()
    needs: int | None = None


def forecast(
    people: int, consent: float, tell: Tell = lambda _done, _all: None
) -> list[Yield]:
    """Try what tier standard would give where this share of people says yes."""
    sharing = min(MOST_TRIED, round(people * consent))
    wanted = [(horizon, k) for horizon in SPANS for k in (WIDE_K, LEAST_K)]
    found = []
    for done, (horizon, k) in enumerate(wanted):
        tell(done, len(wanted))
        one = _with_needs(sharing, horizon, k)
        if one.needs is not None and consent:
            one = replace(one, needs=ROUNDED * ceil(one.needs / consent / ROUNDED))
        found.append(one)
    tell(len(wanted), len(wanted))
    return found


def made_up(random: Random, people: int, horizon: int) -> Iterator[Record]:
    """Make people up, as tier study would know them."""
    for _ in range(people):
        age = random.choices(range(1, len(AGES) + 1), AGES)[0]
        gender = random.choices(range(1, len(GENDERS) + 1), GENDERS)[0]
        profile: dict[str, Value] = {AGE.key: age, GENDER.key: gender}
        course = tuple(_course(random, horizon))
        yield Record(random.randbytes(16).hex(), profile, course)


def rules(horizon: int, k: int = WIDE_K) -> Rules:
    """Ask for all that made-up people have."""
    return Rules(measures=MEASURES, profile=(AGE, GENDER), horizon=horizon, k=k)


def _with_needs(people: int, horizon: int, k: int) -> Yield:
    found = _yield(people, horizon, k)
    size = max(people, k)
    while found.chance < MOSTLY and size < MOST_TRIED:
        size = size * 3 // 2
        if _yield(size, horizon, k).chance >= MOSTLY:
            return replace(found, needs=size)
    return found


def _yield(people: int, horizon: int, k: int) -> Yield:
    """Try some programmes of a size; describe the middle one of what they gave."""
    programmes = max(1, min(PROGRAMMES, PEOPLE_IN_ALL // max(1, people)))
    given = []
    for number in range(programmes):
        random = Random(f"{people} {horizon} {number}")  # noqa: S311 - nobody is real
        try:
            given.append(standard(made_up(random, people, horizon), rules(horizon, k)))
        except TooSmall:
            continue
    chance = len(given) / programmes
    if chance < MOSTLY:
        return Yield(horizon, k, chance)
    given.sort(key=lambda one: (len(one.variables), len(one.periods), len(one.ids)))
    middle = given[len(given) // 2]
    measures = sum(1 for one in middle.variables if one.instrument)
    return Yield(
        horizon,
        k,
        chance,
        middle.report.rows,
        middle.report.share,
        measures,
        len(middle.variables) - measures,
        tuple(period.label for period in middle.periods),
    )


def _course(random: Random, horizon: int) -> Iterator[Occasion]:
    level = random.gauss(BEGIN_AT, BETWEEN)
    levels = [level + random.gauss(0, APART) for _ in MEASURES]
    due = [0] * len(MEASURES)
    for week in range(horizon + GRACE_WEEKS + 1):
        if week and random.random() < LEAVES:
            return
        if week and random.random() > ANSWERS:
            continue
        risen = RISE * min(week, RISE_UNTIL)
        for number, measure in enumerate(MEASURES):
            if due[number] <= week:
                due[number] = week + EVERY[number]
                drawn = round(random.gauss(levels[number] + risen, WITHIN))
                value = float(min(10, max(0, drawn)))
                key = measure.key.replace("band.", "domain.")
                yield Occasion(measure.instrument, 1, week, {key: value})


def _measure(name: str) -> Variable:
    return Variable(
        name=f"{name}_band",
        key="band.made_up",
        label=f"The {name} measure",
        instrument=name,
        versions=frozenset({1}),
        labels=BANDS,
        figure=True,
        category=True,
    )


def _column(name: str, categories: int) -> Variable:
    labels = {code: f"{name} {code}" for code in range(1, categories + 1)}
    return Variable(name=name, key=name, label=name, labels=labels, category=True)


MEASURES = tuple(map(_measure, ("first", "second", "third")))
AGE, GENDER = _column("age", len(AGES)), _column("gender", len(GENDERS))
