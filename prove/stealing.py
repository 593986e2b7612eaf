"""Steal everything but the words: the database, its log, a dump, the web user's files.

The people check in through a real server; then every byte that the web user can read
is searched, and every key that can be found or derived is tried on every blob.
"""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from prove import databases, deployment, killing
from prove.deployment import Deployment
from prove.table import Row
from survey import agenda, checkin, consent, custody, notes
from survey.measure.answers import pack
from survey.measure.scoring import scores
from survey.person import Person
from survey.privacy import binding
from survey.privacy.codes import Code
from survey.records.queries import checkins, people
from tests import thief

CHECK_INS = 50
PEOPLE = 10
MARKER = "Marker-4711-{}"


def stolen() -> list[Row]:
    """Prove it on both databases."""
    return [row for kind in databases.KINDS for row in _on(kind)]


def _on(kind: str) -> Iterator[Row]:
    with databases.folder() as folder, databases.database(kind, folder) as url:
        made = deployment.make(folder, url)
        crowd = killing.people_with_words(made, PEOPLE)
        _live(made, [person for person, _ in crowd])
        loot = _everything(made, folder)
        marks = list(_marks(made, crowd))
        found = sum(mark in loot for mark in marks)
        yield Row(
            f"{kind}: marks found in {len(loot):,} stolen bytes",
            f"0 of {len(marks)}",
            str(found),
            found == 0,
        )
        tried, opened = _try_keys(made, [person for person, _ in crowd])
        yield Row(
            f"{kind}: blobs opened with every stolen or derived key",
            "0",
            f"{opened} in {tried:,} tries",
            opened == 0 < tried,
        )
        made.service.store.engine.dispose()


def _live(made: Deployment, crowd: list[Person]) -> None:
    for number, person in enumerate(crowd):
        consent.decide(made.service, person, "group", "yes", reach_back=False)
        consent.decide(made.service, person, "study", "yes", reach_back=False)
        week = agenda.due(made.service, person).week
        for kind in ("behaviour", "step", "note"):
            notes.write(made.service, person, kind, MARKER.format(number), week)
    sends = [
        (crowd[number % PEOPLE], f"{random.getrandbits(128):032x}")
        for number in range(CHECK_INS)
    ]
    with made.running():
        if not all(killing.send(made, sends)):
            raise RuntimeError("a check-in was not saved")


def _everything(made: Deployment, folder: Path) -> bytes:
    readable = [
        path
        for path in folder.rglob("*")
        if path.is_file() and "results" not in path.relative_to(folder).parts
    ]
    found = b"\n".join(path.read_bytes() for path in readable)
    if made.service.store.file is None:
        found += databases.dump(made.url)
    return found


def _marks(made: Deployment, crowd: list[tuple[Person, Code]]) -> Iterator[bytes]:
    yield b"days.as_wanted="
    yield b'"as_wanted": ['
    for number, (person, code) in enumerate(crowd):
        secrets = [MARKER.format(number).encode(), person.token]
        secrets += [person.seed.raw] if person.seed else []
        for entry in checkin.history(made.service, person):
            secrets.append(pack(entry.instrument, entry.answers))
            for scale, score in scores(entry.instrument, entry.answers).items():
                secrets.append(f'"{scale}": {score}'.encode())
        for one, two in itertools.pairwise(code.words):
            secrets += [f"{one}{gap}{two}".encode() for gap in (" ", "-", "+", '", "')]
        for secret in secrets:
            yield secret
            yield secret.hex().encode()


def _try_keys(made: Deployment, crowd: list[Person]) -> tuple[int, int]:
    keys = list(thief.loot(made.service))
    tried = opened = 0
    with made.service.store.read() as connection:
        for person in crowd:
            for row in checkins.responses(connection, person.id):
                body = binding.response_body(custody.place_of(row))
                opened += any(thief.opens(row.body, key, body) for key in keys)
                tried += len(keys)
            for slot in people.slots_of(connection, person.id):
                bound = binding.slot(
                    slot.id, slot.participant_id, slot.kind, slot.cost, slot.pepper
                )
                opened += any(thief.opens(slot.wrapped, key, bound) for key in keys)
                tried += len(keys)
    return tried, opened
