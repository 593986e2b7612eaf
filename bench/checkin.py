"""What saving costs over the floor, and how a trend grows: `./dev bench checkin`."""

import hmac
import os
import statistics
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.floor import floor
from prove import databases, deployment, killing
from prove.deployment import Deployment
from survey import checkin
from survey.measure.rounds import add_weeks
from survey.person import Person
from survey.sitting import Sitting
from survey.sitting import write as write_sitting
from survey.web import app_around

ROUNDS = 5
EACH = 40


@dataclass(frozen=True, slots=True)
class Ratio:
    """One comparison: what, against what, and the median of the rounds."""

    what: str
    against: str
    median: float


def main() -> int:
    """Print the ratios."""
    with databases.folder() as folder:
        made = deployment.make(folder)
        for ratio in (over_the_floor(made, folder), growth(made)):
            print(f"{ratio.what} / {ratio.against}: {ratio.median:.2f}")
        made.service.store.engine.dispose()
    return 0


def over_the_floor(
    made: Deployment, folder: Path, rounds: int = ROUNDS, each: int = EACH
) -> Ratio:
    """Compare saving a check-in with the least that could be called one."""
    person = killing.people(made, 1)[0]
    client = app_around(made.service).test_client()
    client.set_cookie("__Host-t", urlsafe_b64encode(person.token).decode().rstrip("="))
    bare = floor(folder).test_client()
    answers = {f"q{number}": "4" for number in range(10)}
    token = hmac.digest(made.service.keys.session_key, person.token, "sha256").hex()

    def save() -> None:
        typed = {
            "csrf_token": token,
            "attempt": os.urandom(16).hex(),
            "days/version": str(made.service.instruments.current("days").version),
            "days.as_wanted": "4",
            "days.any": "2",
        }
        answer = client.post("/check-in/answers", data=typed)
        if answer.status_code != 303:
            raise RuntimeError(answer.status)

    def least() -> None:
        bare.post("/", data=answers)

    save()
    paired = [(_spent(save, each), _spent(least, each)) for _ in range(rounds)]
    return Ratio("save", "floor", statistics.median(a / b for a, b in paired))


def growth(made: Deployment, few: int = 50, many: int = 200) -> Ratio:
    """Compare opening many weeks of one person with opening few, for each week."""
    person = killing.people(made, 1)[0]
    _live(made, person, few)
    short = min(_spent(lambda: checkin.history(made.service, person), 3) for _ in "123")
    _live(made, person, many - few, few)
    long = min(_spent(lambda: checkin.history(made.service, person), 3) for _ in "123")
    return Ratio(
        f"opening {many} weeks", f"{few} weeks, each", long / short * few / many
    )


def _live(made: Deployment, person: Person, weeks: int, before: int = 0) -> None:
    days = made.service.instruments.current("days")
    with made.service.store.write() as connection:
        for number in range(before, before + weeks):
            sitting = Sitting(
                person.id,
                person.programme_id,
                person.group_id,
                add_weeks(person.joined, -number),
                os.urandom(32),
                ((days, {"as_wanted": 4, "any": 2}),),
            )
            write_sitting(made.service, connection, sitting, ())


def _spent(work: Callable[[], object], times: int) -> float:
    started = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
