"""The people and things that tests are about, and how they come to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from survey import checkin, drafts, enrolment, keeping, sessions
from survey.aggregator.publishing import publish_missing
from survey.checkin import Submitted
from survey.person import Person, Remember
from survey.privacy.codes import Code
from survey.privacy.signing import Identity, fingerprint
from survey.service import Service

A_MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    """A clock that moves only when told, and remembers how long it was slept on."""

    moment: datetime = A_MONDAY
    ticks: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.ticks

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.ticks += seconds

    def pass_(self, **span: float) -> None:
        self.moment += timedelta(**span)
        self.ticks += timedelta(**span).total_seconds()


@dataclass
class Keys:
    """The key folders of one deployment, and who signs in it."""

    web: Path
    aggregator: Path
    identity: Identity

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.identity.public_key)


def publish_keys(service: Service) -> None:
    """Sign and publish the results keys that programmes lack, as `keys init` does."""
    publish_missing(service.settings, service.store, service.clock)


def visit(service: Service, join_code: str | None = None) -> Person:
    """Let somebody in who has not kept their words yet."""
    token = enrolment.begin(service, "harbour", join_code, shared=False)
    return present(service, token)


def enrol(
    service: Service,
    join_code: str | None = None,
    remember: Remember = Remember.NO,
) -> Person:
    """Let somebody in and confirm their words; they are signed in and reading."""
    return enrol_with_words(service, join_code, remember)[0]


def enrol_with_words(
    service: Service,
    join_code: str | None = None,
    remember: Remember = Remember.NO,
) -> tuple[Person, Code]:
    """Let somebody in, and hand over their words too."""
    person = visit(service, join_code)
    code = keeping.words_offered(service, person)
    token = keeping.keep(service, person, code.words[1], code.words[5], remember)
    return present(service, token), code


def present(service: Service, token: bytes) -> Person:
    """Return who a cookie stands for; there must be somebody."""
    person = sessions.resume(service, token)
    assert person is not None
    return person


WEEKLY = {
    "days": {"as_wanted": ["4"], "any": ["2"]},
    "urges": {
        "days": ["3"],
        "strongest": ["6"],
        "length": ["1"],
        "hard": ["5"],
        "helped": ["1"],
    },
}


def submitted(service: Service, answers: Mapping[str, object]) -> list[Submitted]:
    """Turn typed answers into what a form would send."""
    return [
        Submitted(name, service.instruments.current(name).version, None, posted)
        for name, posted in answers.items()
    ]


def check_in(
    service: Service, person: Person, answers: Mapping[str, object] = WEEKLY
) -> str:
    """Send a check-in; return its attempt."""
    attempt = drafts.start(service, person, ()).attempt
    checkin.record(service, person, attempt, submitted(service, answers))
    return attempt
