"""A round of very many small groups, written as check-ins would have left it, fast."""

import hashlib
import os
import re
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from prove import deployment
from prove.deployment import Deployment
from survey import consent, custody, past, programme
from survey.aggregator.publishing import publish_missing
from survey.marks import mark
from survey.measure.answers import longest, pack
from survey.measure.rounds import Week, add_weeks, week_of
from survey.privacy import binding
from survey.privacy.binding import ResponsePlace
from survey.privacy.evaluation import PublishedKey
from survey.privacy.padding import pad, padded_size
from survey.privacy.sealing import Suite, derive, lock, public_key
from survey.privacy.secret import ContentKey, Seed
from survey.records.tables import (
    Consent,
    EvaluationSeal,
    Group,
    Membership,
    Participant,
    Response,
    Sitting,
)

IN_A_GROUP, AT_A_SITE = 10, 2
Rows = dict[Any, list[dict[str, Any]]]
SAID = {
    "days": {"as_wanted": 4, "any": 2},
    "urges": {"days": 2, "strongest": 6, "length": 1, "hard": 5, "helped": (1,)},
}


def fill(
    made: Deployment, size: int, purpose: str = "group", sittings: int = 1
) -> None:
    """Write people of many small groups who each said two things, two rounds ago.

    Or two things in each of some weeks up to then.
    """
    service, people = made.service, size // len(SAID) // sittings
    groups = max(1, people // IN_A_GROUP)
    week = add_weeks(week_of(service.clock.now(), "UTC"), -6)
    _begin(made, week, -(-groups // AT_A_SITE))
    with service.store.read() as connection:
        key = past.results_keys(service, connection, "harbour", (purpose,))[purpose]
    maker = _Maker(made, key, week, sittings)
    for start in range(0, groups, 50):
        with service.store.write() as connection:
            for table, rows in maker.groups(range(start, min(start + 50, groups))):
                connection.execute(insert(table), rows)


def _begin(made: Deployment, week: Week, count: int) -> None:
    """Let the programme begin with the round that is measured, at many sites."""
    plan = re.sub(
        "(?m)^(first_week|round_weeks) = .*$",
        lambda line: f"{line[1]} = {week if line[1] == 'first_week' else 4}",
        deployment.PROGRAMME.read_text(encoding="utf-8"),
    )
    more = (f'[[site]]\nid = "s{n}"\nname = "Site {n}"\n' for n in range(count))
    programme.apply(made.service, plan + "\n" + "\n".join(more))
    publish_missing(made.service.settings, made.service.store, made.service.clock)


class _Maker:
    """Makes rows of the crowd, as check-ins would have left them."""

    def __init__(
        self, made: Deployment, key: PublishedKey, week: Week, sittings: int
    ) -> None:
        self.service, self.key, self.week = made.service, key, week
        self.weeks = [add_weeks(week, -number) for number in range(sittings)]
        seed = Seed(os.urandom(32))
        self.keys = public_key(seed, Suite.X25519), public_key(seed, Suite.HYBRID)
        self.joined = add_weeks(week, -12)

    def groups(self, numbers: range) -> list[tuple[Any, list[dict[str, Any]]]]:
        tables = (
            Group, Participant, Membership, Consent, Sitting, Response, EvaluationSeal
        )  # fmt: skip
        rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in tables}
        for number in numbers:
            group = os.urandom(16)
            rows[Group].append(
                {
                    "id": group,
                    "programme_id": "harbour",
                    "site_id": f"s{number // AT_A_SITE}",
                    "alias": f"g{number}",
                    "state": "open",
                    "join_code": f"{number:08}",
                    "joins_left": 0,
                    "last_day": self.week + timedelta(days=90),
                }
            )
            for who in range(IN_A_GROUP):
                self._person(rows, group, number + who)
        return list(rows.items())

    def _person(
        self, rows: dict[Any, list[dict[str, Any]]], group: bytes, n: int
    ) -> None:
        service, person, purpose = self.service, os.urandom(16), self.key.purpose
        plain, hybrid = self.keys
        member = {
            "id": os.urandom(16), "participant_id": person,
            "programme_id": "harbour", "group_id": group,
        }  # fmt: skip
        rows[Participant].append(
            {
                "id": person, "programme_id": "harbour", "public_key": plain,
                "hybrid_key": hybrid, "joined": self.joined, "state": "kept",
                **mark(service, binding.participant_mac(
                    person, "harbour", plain, hybrid, self.joined)),
            }
        )  # fmt: skip
        rows[Membership].append(
            {
                **member, "joined": self.joined, "left": None,
                **mark(service, binding.membership_mac(
                    *member.values(), joined=self.joined, left=None)),
            }
        )  # fmt: skip
        version = consent.TEXT_VERSION[purpose]
        rows[Consent].append(
            {
                "participant_id": person, "purpose": purpose, "version": version,
                "answer": "yes", "asked": 1, "since": self.joined,
                **mark(service, binding.consent_mac(
                    person, purpose, "yes", version, self.joined)),
            }
        )  # fmt: skip
        for week in self.weeks:
            self._sitting(rows, (person, os.urandom(16), group), week, n)

    def _sitting(
        self, rows: Rows, whose: tuple[bytes, bytes, bytes], week: Week, n: int
    ) -> None:
        person, sitting, group = whose
        rows[Sitting].append(
            {
                "id": sitting, "participant_id": person, "programme_id": "harbour",
                "group_id": group, "week": week, "turn": 1,
                "attempt": hashlib.sha256(sitting).digest(),
            }
        )  # fmt: skip
        for name, answers in SAID.items():
            said = {**answers}
            if name == "days":
                said["as_wanted"] = n % 8
            self._response(rows, name, said, whose, week)

    def _response(
        self,
        rows: Rows,
        name: str,
        said: dict[str, Any],
        whose: tuple[bytes, bytes, bytes],
        week: Week,
    ) -> None:
        instrument = self.service.instruments.current(name)
        person, sitting, group = whose
        place = ResponsePlace(
            "harbour", group, person, sitting, os.urandom(16), name,
            instrument.version, week,
        )  # fmt: skip
        content = ContentKey(derive(place.response_id + sitting, "bench"))
        plain = pad(pack(instrument, said), padded_size(longest(instrument)))
        body = lock(content.raw, plain, binding.response_body(place))
        rows[Response].append(
            {
                "id": place.response_id, "sitting_id": sitting,
                "participant_id": person, "instrument": name,
                "version": instrument.version, "week": week, "supersedes": None,
                "body": body,
                **mark(self.service, binding.response_mac(place, body, None)),
            }
        )  # fmt: skip
        rows[EvaluationSeal].append(custody.seal_for(content, place, self.key))
