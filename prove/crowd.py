"""A crowd with a past: people of a group who said yes and checked in, week by week.

Written on the sealed path of an import, which is that of every check-in, without the
seconds that keeping seven words takes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from survey import past
from survey.measure.answer import Answer
from survey.measure.rounds import Week, add_weeks
from survey.past import Newcomer, Past
from survey.privacy.secret import Seed
from survey.service import Service

PROGRAMME = "harbour"

Answers = dict[str, dict[str, Answer]]
"""What is said at one sitting: by instrument, by item."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody of the crowd."""

    id: bytes
    name: str


def wanted_days(number: int, week: int) -> Answers:
    """Say how many days went as wanted: people differ, and so do weeks."""
    return {"days": {"as_wanted": (number * 3 + week) % 8, "any": 1}}


def crowd(
    service: Service,
    group_id: bytes | None,
    size: int,
    weeks: Sequence[Week],
    say: Callable[[int, int], Answers] = wanted_days,
    *,
    joined: Week | None = None,
    name: str = "somebody",
    answer: str = "yes",
    purpose: str = "group",
) -> list[Somebody]:
    """Write people who joined twelve weeks before, and what they said in some weeks."""
    started = joined or add_weeks(weeks[0], -12)
    people = []
    for number in range(size):
        person = past.derived(service, name, str(group_id), str(number))[:16]
        newcomer = sharing(service, person, started, answer, purpose)
        said = (say(number, turn) for turn in range(len(weeks)))
        live(service, newcomer, group_id, zip(weeks, said, strict=True))
        people.append(Somebody(person, f"{name} {number}"))
    return people


def sharing(
    service: Service,
    person: bytes,
    joined: Week,
    answer: str = "yes",
    purpose: str = "group",
) -> Newcomer:
    """Return somebody who was asked for one purpose, and answered."""
    with service.store.read() as connection:
        keys = past.results_keys(service, connection, PROGRAMME, (purpose,))
    return Newcomer(
        id=person,
        programme_id=PROGRAMME,
        joined=joined,
        results=(keys[purpose],) if answer == "yes" else (),
        consents=((purpose, answer),),  # type: ignore[arg-type]
    )


def live(
    service: Service,
    newcomer: Newcomer,
    group_id: bytes | None,
    told: Iterable[tuple[Week, Answers]],
) -> None:
    """Write what somebody said in some weeks; who is new joins first."""
    with service.store.write() as connection:
        if not past.known(connection, newcomer.id):
            seed = Seed(service.chance.draw(32))
            past.add_person(service, connection, newcomer, seed)
        past.enter(service, connection, newcomer, group_id, newcomer.joined)
        for week, said in told:
            responses = tuple(
                (service.instruments.current(instrument), answers)
                for instrument, answers in said.items()
            )
            names = ("crowd", newcomer.id.hex(), week.isoformat(), repr(said))
            attempt = past.derived(service, *names)
            sitting = Past(week, group_id, attempt, responses)
            past.add_sitting(service, connection, newcomer, sitting)
