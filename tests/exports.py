"""Who asks for rows in tests, and what they ask for."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from survey import consent, export, links, staff
from survey.marks import mark
from survey.person import Person, Token
from survey.privacy import parcel
from survey.privacy.parcel import Parcel
from survey.privacy.sealing import Suite, public_key
from survey.privacy.secret import Seed
from survey.records.queries import exports
from survey.records.tables import ExportChunk, ExportMember
from survey.request import Wish, bound, row_of
from survey.service import Service
from survey.staff import Role, Staff
from tests.cast import check_in

KEY = Seed(b"e" * 32)
"""The key that Eve keeps on her own machine."""

STUDY = Wish(
    programme_id="harbour",
    tier="study",
    recipient="University of the Coast",
    purpose="A paper on weekly urges",
    until=date(2027, 3, 1),
    agreed=True,
    public_key=public_key(KEY, Suite.X25519),
)
STANDARD = replace(STUDY, tier="standard", agreed=False, public_key=b"")


def at_desk(
    service: Service,
    name: str,
    role: Role = Role.EVALUATOR,
    place: str = "harbour",
) -> tuple[Staff, Token]:
    """Let somebody in; return who they are and what their browser holds."""
    token = links.enter(service, links.make(service, role, place, name).token)
    found = staff.resume(service, token)
    assert found is not None
    return found, token


def agreed(service: Service, programme_id: str = "harbour") -> bytes:
    """Let Eve ask and Ed agree; return the export."""
    eve, ed = (at_desk(service, name, place=programme_id)[0] for name in ("Eve", "Ed"))
    export_id, _ = export.ask(service, replace(STUDY, programme_id=programme_id), eve)
    export.approve(service, ed, export_id)
    return export_id


def share(service: Service, *people: Person, weeks: int = 1) -> None:
    """Let people say yes to the study and check in."""
    for person in people:
        consent.decide(service, person, "study", "yes", reach_back=True)
    for week in range(weeks):
        for person in people:
            check_in(service, person)
        if week + 1 < weeks:
            service.clock.pass_(weeks=1)  # type: ignore[attr-defined]


def sealed_file(service: Service, export_id: bytes) -> bytes:
    """Return the whole file of tier study, as it is downloaded."""
    with service.store.read() as connection:
        row = exports.one(connection, export_id)
        assert row is not None
        there = Parcel(row.id, row.seal, row.size)
        numbers = range(there.pieces)
        found = [exports.chunk(connection, export_id, number) for number in numbers]
    return there.head + b"".join(piece or b"" for piece in found)


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def files_of(service: Service, export_id: bytes) -> dict[str, bytes]:
    """Open a file of tier study with Eve's key, on her own machine."""
    file = io.BytesIO(sealed_file(service, export_id))
    return unzipped(b"".join(parcel.read(file, KEY)))


def rows_of(files: dict[str, bytes], name: str = "responses_long") -> list[dict]:
    """Return the rows of one of the tables."""
    return list(csv.DictReader(files[f"{name}.csv"].decode("utf-8-sig").splitlines()))


def put_request(service: Service, export_id: bytes, programme_id: str) -> None:
    """Write that the host asked for rows of a programme."""
    row = row_of(export_id, replace(STUDY, programme_id=programme_id), None)
    how = {"asked": 0, "state": "requested", "share": 0, "reason": "", "fetched": False}
    with service.store.write() as connection:
        exports.add(connection, **row, **how, **mark(service, bound(row)))


def state(service: Service, export_id: bytes) -> tuple[str, int, set[bytes]]:
    """Return how it is with an export, the pieces that lie here, and whose rows."""
    with service.store.read() as connection:
        row = exports.one(connection, export_id)
        assert row is not None
        pieces = select(func.count()).select_from(ExportChunk)
        members = select(ExportMember.participant_id)
        count = connection.execute(pieces).scalar_one()
        return row.state, count, set(connection.execute(members).scalars())


def nothing_is_offered(service: Service, export_id: bytes) -> bool:
    """Return whether an export waits as it did, with no part of it anywhere."""
    return state(service, export_id) == ("approved", 0, set())
