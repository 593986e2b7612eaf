"""A real deployment with people who have lived in it: for attacks on the whole service.

Answers are sealed and written as every check-in is, pages come from the real web
application, and what is decided is decided by the real aggregator.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from flask.testing import FlaskClient
from sqlalchemy import select

from bench.attacks.crowd import Answer
from prove import crowd, databases, deployment
from prove.deployment import Deployment
from survey import enrolment, groups, keeping, programme, release, sessions
from survey.aggregator import tools
from survey.aggregator.tools import Aggregator
from survey.groups import OpenGroup
from survey.measure.rounds import Week, add_weeks, weeks_of
from survey.person import Person, Remember
from survey.programme import Programme
from survey.records.store import Store
from survey.records.tables import Release
from survey.web import app_around

PROGRAMME = "harbour"
INSTRUMENT = "life"
DOMAIN = "life.mean"
ADDRESSES = ("/group", "/group/meeting", f"/group/explore/{DOMAIN}")
TOKEN = re.compile(rb"(?<=/exit\?k=)[0-9a-f]+|name=.csrf_token.[^>]*>")


@dataclass(frozen=True)
class Lived:
    """A deployment, and ways to live and to look in it."""

    made: Deployment

    @property
    def plan(self) -> Programme:
        with self.made.service.store.read() as connection:
            return programme.one(connection, PROGRAMME)

    def open(self, site: str, alias: str) -> OpenGroup:
        return groups.open_group(self.made.service, PROGRAMME, site, alias)

    def answer(self, number: int, group: OpenGroup, answers: Iterable[Answer]) -> None:
        """Write what people of a group answered in a round; new people join first."""
        week = weeks_of(number, Week(self.plan.first_week), self.plan.round_weeks)[0]
        for answer in answers:
            self.answer_in(week, group, answer)

    def answer_in(self, week: Week, group: OpenGroup, answer: Answer) -> None:
        service, plan = self.made.service, self.plan
        since = Week(plan.first_week)
        joined = add_weeks(since, (answer.joined - 1) * plan.round_weeks)
        items = service.instruments.current(INSTRUMENT).items
        said = {INSTRUMENT: {item.id: int(answer.value) for item in items}}
        somebody = crowd.sharing(service, answer.who, joined)
        crowd.live(service, somebody, group.id, [(week, said)])

    def aggregator(self) -> Aggregator:
        """Return the aggregator of this deployment, as its own process makes it."""
        settings = self.made.service.settings
        store = Store(settings.database.url.get_secret_value())
        return tools.build(settings, store)

    def decide(self) -> None:
        """Let the aggregator run once."""
        aggregator = self.aggregator()
        ran = release.run(aggregator, clock_is_right=True)
        aggregator.store.engine.dispose()
        if not ran.well:
            raise RuntimeError(ran)

    def releases(self, domain: str = DOMAIN) -> dict[tuple[str, ...], str]:
        """Return what was released of a domain: place, id, span, number to page."""
        with self.made.service.store.read() as connection:
            rows = connection.execute(select(Release)).all()
        return {
            (row.place, row.place_id, row.span, str(row.number)): row.page
            for row in rows
            if row.domain == domain
        }

    def member(self, group: OpenGroup) -> Person:
        """Let somebody in who only looks."""
        service = self.made.service
        token = enrolment.begin(service, PROGRAMME, group.join_code, False)
        person = sessions.resume(service, token)
        assert person is not None
        code = keeping.words_offered(service, person)
        token = keeping.keep(
            service, person, code.words[1], code.words[5], Remember.READ
        )
        kept = sessions.resume(service, token)
        assert kept is not None
        return kept

    def look(self, client: FlaskClient) -> tuple[bytes | None, ...]:
        """Return every page that a member has of the group."""
        return tuple(bytes_of(client, address) for address in ADDRESSES)

    def looking(self, person: Person) -> FlaskClient:
        """Give this person's browser."""
        client = app_around(self.made.service).test_client()
        cookie = urlsafe_b64encode(person.token).decode().rstrip("=")
        client.set_cookie("__Host-t", cookie)
        return client


def bytes_of(client: FlaskClient, address: str) -> bytes | None:
    """Return a page but for what each visit draws anew; None if there is no page."""
    answer = client.get(address)
    if answer.status_code not in (HTTPStatus.OK, HTTPStatus.NOT_FOUND):
        raise RuntimeError(f"{address}: {answer.status}")
    return TOKEN.sub(b"", answer.data) if answer.status_code == HTTPStatus.OK else None


@contextmanager
def lived() -> Iterator[Lived]:
    """Make a deployment, and take it away at the end."""
    with databases.folder() as folder:
        made = deployment.make(folder)
        try:
            yield Lived(made)
        finally:
            made.service.store.engine.dispose()
