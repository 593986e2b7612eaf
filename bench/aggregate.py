"""What a round costs over its seals, and how that grows: `./dev bench aggregate`.

A round of so many responses is decided by a process of its own: fetched, checked,
opened, scored, counted, protected, remembered and released, against the bare opens of
HPKE and AES-GCM in that same process, in seconds of the processor.
"""

import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from math import log
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import insert

from prove import databases, deployment
from prove.deployment import ROOT, Deployment
from survey import configuration, consent, custody, past, programme, release
from survey.aggregator import tools
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
from survey.records.store import Store
from survey.records.tables import (
    Consent,
    EvaluationSeal,
    Group,
    Membership,
    Participant,
    Response,
    Sitting,
)

SIZES = (25_000, 100_000)
IN_A_GROUP, AT_A_SITE = 10, 2
SAMPLE = 2_000
Rows = dict[Any, list[dict[str, Any]]]
SAID = {
    "days": {"as_wanted": 4, "any": 2},
    "urges": {"days": 2, "strongest": 6, "length": 1, "hard": 5, "helped": (1,)},
}


@dataclass(frozen=True, slots=True)
class Spent:
    """What deciding one round took, beside the bare opens of as many responses."""

    responses: int
    seconds: float
    bare: float
    megabytes: float

    @property
    def ratio(self) -> float:
        """Return the rate as a share of the rate of bare opens."""
        return self.bare / self.seconds


def main() -> int:
    """Print the ratio at each size, the growth and the most memory."""
    found = [spent(size) for size in SIZES]
    for one in found:
        print(
            f"{one.responses} responses: {one.ratio:.0%} of the rate of bare opens, "
            f"{one.megabytes:.0f} MB at most"
        )
    print(f"growth: responses to the power of {growth(*found):.2f}")
    return 0


def growth(few: Spent, many: Spent) -> float:
    """Return the exponent with which time, in bare opens, grows with responses."""
    times = (few.seconds / few.bare * few.responses, many.seconds / many.bare)
    return log(times[1] * many.responses / times[0]) / log(
        many.responses / few.responses
    )


def spent(size: int) -> Spent:
    """Fill a database with a round of so many responses, and let it be decided."""
    with databases.folder() as folder:
        made = deployment.make(folder)
        _fill(made, size)
        made.service.store.engine.dispose()
        done = subprocess.run(
            [sys.executable, "-m", "bench.aggregate", str(folder)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    return Spent(**json.loads(done.stdout))


def _measure(folder: Path) -> Spent:
    """Decide what is due in that folder's deployment."""
    settings = configuration.load(folder / "config.toml", {})
    store = Store(settings.database.url.get_secret_value())
    aggregator = tools.build(settings, store)
    first = _bare(SAMPLE)
    started = time.process_time()
    ran = release.run(aggregator)
    seconds = time.process_time() - started
    bare = min(first, _bare(SAMPLE))
    if not ran.well or not ran.shown:
        raise RuntimeError(ran)
    with store.read() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM response").scalar_one()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Spent(count, seconds, bare * count, peak)


def _bare(times: int) -> float:
    """Return the seconds of one HPKE open and one AES-GCM open of 512 bytes."""
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    private = X25519PrivateKey.generate()
    key, nonce, info = os.urandom(32), os.urandom(12), os.urandom(280)
    sealed = suite.encrypt(key, private.public_key(), info=info)
    body = AESGCM(key).encrypt(nonce, bytes(512), info)
    started = time.process_time()
    for _ in range(times):
        AESGCM(suite.decrypt(sealed, private, info=info)).decrypt(nonce, body, info)
    return (time.process_time() - started) / times


def _fill(made: Deployment, size: int) -> None:
    """Write people of many small groups who each said two things, two rounds ago."""
    service, people = made.service, size // len(SAID)
    groups = max(1, people // IN_A_GROUP)
    week = add_weeks(week_of(service.clock.now(), "UTC"), -6)
    _begin(made, week, -(-groups // AT_A_SITE))
    with service.store.read() as connection:
        key = past.results_keys(service, connection, "harbour", ("group",))["group"]
    maker = _Maker(made, key, week)
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

    def __init__(self, made: Deployment, key: PublishedKey, week: Week) -> None:
        self.service, self.key, self.week = made.service, key, week
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
        service, person, sitting = self.service, os.urandom(16), os.urandom(16)
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
        version = consent.TEXT_VERSION["group"]
        rows[Consent].append(
            {
                "participant_id": person, "purpose": "group", "version": version,
                "answer": "yes", "asked": 1, "since": self.joined,
                **mark(service, binding.consent_mac(
                    person, "group", "yes", version, self.joined)),
            }
        )  # fmt: skip
        rows[Sitting].append(
            {
                "id": sitting, "participant_id": person, "programme_id": "harbour",
                "group_id": group, "week": self.week, "turn": 1,
                "attempt": hashlib.sha256(sitting).digest(),
            }
        )  # fmt: skip
        for name, answers in SAID.items():
            said = {**answers}
            if name == "days":
                said["as_wanted"] = n % 8
            self._response(rows, name, said, (person, sitting, group))

    def _response(
        self,
        rows: Rows,
        name: str,
        said: dict[str, Any],
        whose: tuple[bytes, bytes, bytes],
    ) -> None:
        instrument = self.service.library.current(name)
        person, sitting, group = whose
        place = ResponsePlace(
            "harbour", group, person, sitting, os.urandom(16), name,
            instrument.version, self.week,
        )  # fmt: skip
        content = ContentKey(derive(place.response_id + sitting, "bench"))
        plain = pad(pack(instrument, said), padded_size(longest(instrument)))
        body = lock(content.raw, plain, binding.response_body(place))
        rows[Response].append(
            {
                "id": place.response_id, "sitting_id": sitting,
                "participant_id": person, "instrument": name,
                "version": instrument.version, "week": self.week, "supersedes": None,
                "body": body,
                **mark(self.service, binding.response_mac(place, body, None)),
            }
        )  # fmt: skip
        rows[EvaluationSeal].append(custody.seal_for(content, place, self.key))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        found = _measure(Path(sys.argv[1]))
        print(json.dumps({name: getattr(found, name) for name in found.__slots__}))
        sys.exit(0)
    sys.exit(main())
