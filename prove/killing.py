"""Kill the server while people send check-ins: what was "saved" must be there, once."""

import hashlib
import hmac
import http.client
import itertools
import random
from base64 import urlsafe_b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import func, select

from prove.deployment import Deployment, kill
from survey import enrolment, keeping, sessions
from survey.person import Person, Remember
from survey.privacy.codes import Code
from survey.records.tables import Sitting
from survey.web import csrf

THREADS = 16


@dataclass
class Toll:
    """What became of one round of sending and killing."""

    sent: int
    answered: int
    lost: int
    doubled: int
    after_retry: int


def people(made: Deployment, count: int) -> list[Person]:
    """Let people in who are signed in for the whole of the proof."""
    return [person for person, _ in people_with_words(made, count)]


def people_with_words(made: Deployment, count: int) -> list[tuple[Person, Code]]:
    """Let people in and hand over their words too."""
    found = []
    for _ in range(count):
        token = enrolment.begin(made.service, "harbour", made.group.join_code, False)
        person = sessions.resume(made.service, token)
        assert person is not None
        code = keeping.words_offered(made.service, person)
        token = keeping.keep(
            made.service, person, code.words[1], code.words[5], Remember.READ
        )
        kept = sessions.resume(made.service, token)
        assert kept is not None
        found.append((kept, code))
    return found


def once(made: Deployment, crowd: list[Person], sends: int, after: int) -> Toll:
    """Send from many at once, kill the server after so many answers, send again.

    Others are on their way at that moment: as many as there are threads.
    """
    attempts = [
        (crowd[number % len(crowd)], f"{random.getrandbits(128):032x}")
        for number in range(sends)
    ]
    server = made.start()
    answers = itertools.count(1)

    def answered() -> None:
        if next(answers) == after:
            kill(server)

    saved = send(made, attempts, answered)
    there = [_count(made, attempt) for attempt in attempts]
    with made.running():
        again = send(made, attempts)
    counts = [_count(made, attempt) for attempt in attempts]
    return Toll(
        sent=sends,
        answered=sum(saved),
        lost=sum(ok and not count for ok, count in zip(saved, there, strict=True)),
        doubled=sum(count > 1 for count in counts),
        after_retry=sum(
            count == 1 and ok for count, ok in zip(counts, again, strict=True)
        ),
    )


def send(
    made: Deployment,
    attempts: list[tuple[Person, str]],
    answered: Callable[[], None] = lambda: None,
) -> list[bool]:
    """Send check-ins, many at once; for each, whether the answer was "saved"."""

    def one(attempt: tuple[Person, str]) -> bool:
        saved = _post(made, *attempt)
        answered()
        return saved

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, attempts))


def _post(made: Deployment, person: Person, attempt: str) -> bool:
    """Send one check-in; True only for an answer that says it is saved."""
    token = hmac.digest(made.service.keys.session_key, person.token, "sha256").hex()
    current = made.service.instruments.current
    fields = [
        (csrf.FIELD, token),
        ("attempt", attempt),
        ("days/version", str(current("days").version)),
        ("days.as_wanted", "4"),
        ("days.any", "2"),
        ("urges/version", str(current("urges").version)),
        ("urges.days", "0"),
    ]
    cookie = urlsafe_b64encode(person.token).decode().rstrip("=")
    connection = http.client.HTTPConnection("127.0.0.1", made.port, timeout=30)
    try:
        connection.request(
            "POST",
            "/check-in/answers",
            urlencode(fields),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"__Host-t={cookie}",
                "Sec-Fetch-Site": "same-origin",
            },
        )
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return answer.status == 303 and answer.getheader("Location", "").endswith("/saved")


def _count(made: Deployment, attempt: tuple[Person, str]) -> int:
    person, text = attempt
    key = hashlib.sha256(b"attempt" + person.id + text.encode()).digest()
    with made.service.store.read() as connection:
        return connection.execute(
            select(func.count()).select_from(Sitting).where(Sitting.attempt == key)
        ).scalar_one()


def spread(rounds: int, sends: int) -> list[int]:
    """Return after how many answers to kill: from the first to nearly the last."""
    return [1 + (sends - 2) * number // rounds for number in range(rounds)]
