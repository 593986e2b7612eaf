"""Bringing in a questionnaire: look at a file, hold it against a key, put it in force.

Looking changes nothing and needs no database. What was answered is never changed: new
words for an answered version need a new version of the key.
"""

import hashlib
from dataclasses import dataclass

from survey import acts
from survey.interop import keyed, opening, plain, worded
from survey.interop.comparing import Agreement, Differs, compare
from survey.interop.declaring import Map, Plain, declared, one_form
from survey.interop.questionnaire import Questionnaire, Refused, Remark
from survey.measure.instrument import Instrument, from_document
from survey.measure.instruments import Library, UnknownInstrument
from survey.records.queries import wordings
from survey.service import Service

DECLARE = (
    "No scoring key fits this file for certain.",
    "Name one with --key, or declare in a map what to do with it: [plain].",
)
MISNAMED = (
    "The code of this file is that of another questionnaire than its questions are.",
    "If its questions are those of {0}, say so: --key {0}.",
)
OURS = "This file asks what the scoring key {} asks, by its codes."
ANSWERED = "{} version {} has been answered in other words, and these stay."


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was looked at and can be put in force."""

    instrument: Instrument
    """As it would be asked."""
    text: str
    source: str
    notes: tuple[Remark, ...]

    @property
    def checksum(self) -> bytes:
        """Return what tells these words from any others."""
        return hashlib.sha256(self.text.encode()).digest()


def look(
    files: Library, name: str, data: bytes, said: Map, key_id: str | None = None
) -> Import:
    """Return what a file would become, or raise Refused or Differs.

    `files` are the instruments of the folder, with keys as they were published.
    """
    read = opening.read(data, said.language)
    wanted = key_id or said.key
    read = declared(read, said)
    one_form(read, said)
    if said.plain is not None and wanted is None:
        return _plain(files, name, read, said, said.plain)
    agreement = _agreed(files, read, said, wanted)
    words, notes = keyed.words_of(agreement, said.language or read.language)
    return Import(
        instrument=worded.lay(agreement.key, words),
        text=worded.kept(words),
        source=name,
        notes=(*agreement.notes, *notes),
    )


def put_in_force(service: Service, found: Import, rehearsal: bool = False) -> bool:
    """Keep the words; return False if they are in force already, or raise Refused."""
    instrument = found.instrument
    version = instrument.id, instrument.version
    with service.store.write() as connection:
        before = wordings.one(connection, *version)
        if before is not None and before.checksum == found.checksum:
            return False
        if before is not None and wordings.answered(connection, *version):
            cure = "Give the key (or the map’s [plain]) a new version first."
            raise Refused(Remark("", ANSWERED.format(*version), cure))
        wordings.keep(
            connection,
            *version,
            language=instrument.lang,
            checksum=found.checksum,
            text=found.text,
            source=found.source,
        )
        acts.write(
            service,
            connection,
            "instrument.worded",
            None,
            instrument=instrument.id,
            version=instrument.version,
            checksum=found.checksum.hex(),
        )
        if rehearsal:
            connection.rollback()
    return True


def _plain(
    files: Library, name: str, read: Questionnaire, said: Map, told: Plain
) -> Import:
    for key in _keys(files).values():
        if _panels(key, read):
            cure = f"Import it with --key {key.id}: its score is published."
            raise Refused(Remark("", OURS.format(key.id), cure))
    if told.id in files:
        says = f"there is an instrument {told.id} already."
        raise Refused(Remark("map.plain.id", says, "Name it otherwise."))
    document, notes = plain.instrument(read, said, told)
    return Import(from_document(document, told.id), worded.kept(document), name, notes)


def _agreed(
    files: Library, read: Questionnaire, said: Map, wanted: str | None
) -> Agreement:
    keys = _keys(files)
    if wanted is not None:
        if wanted not in keys:
            raise UnknownInstrument(f"{wanted} among keys: {', '.join(sorted(keys))}")
        return compare(read, keys[wanted], said)
    certain: list[Agreement] = []
    misnamed: list[str] = []
    likely: Differs | None = None
    for key in keys.values():
        try:
            agreement = compare(read, key, said)
        except Differs as differs:
            likely = differs if _panels(key, read) else likely
            continue
        if agreement.panel or (agreement.panel is None and not agreement.by_order):
            certain.append(agreement)
        elif agreement.panel is False:
            misnamed.append(key.id)
    if len(certain) == 1:
        return certain[0]
    if len(misnamed) == 1:
        raise Refused(Remark("", MISNAMED[0], MISNAMED[1].format(misnamed[0])))
    if likely is not None:
        raise likely
    raise Refused(Remark("", *DECLARE))


def _keys(files: Library) -> dict[str, Instrument]:
    """Give the newest version of each scoring key."""
    newest = (files.current(name) for name in files.ids)
    return {one.id: one for one in newest if one.kind == "key"}


def _panels(key: Instrument, read: Questionnaire) -> bool:
    """Say whether a file names the key's LOINC panel."""
    panel = key.codes.loinc_panel if key.codes else None
    return panel is not None and panel in {code.strip("/") for code in read.codes}
