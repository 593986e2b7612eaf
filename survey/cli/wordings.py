"""Bring the words of a questionnaire in from a file; give instruments out as one."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from survey import wordings
from survey.cli.endings import FAILED, NOT_FOUND, Ending
from survey.cli.instruments import described
from survey.cli.talk import as_json, dry_run, say, show, show_json, table
from survey.cli.tools import Tools, given, read_text
from survey.interop import fhir_out, redcap_out
from survey.interop.comparing import Differs
from survey.interop.declaring import Map
from survey.interop.declaring import parse as read_map
from survey.interop.questionnaire import Refused
from survey.measure.instrument import Instrument
from survey.wordings import Import

NOTHING = "Nothing was changed."


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", metavar="ID", help="The scoring key that the file belongs to.")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    help="A TOML file that says what the questionnaire does not.",
)
@dry_run
@as_json
@given
def import_(
    tools: Tools,
    file: Path,
    key: str | None,
    map_file: Path | None,
    rehearsal: bool,
    wants_json: bool,
) -> None:
    """Read the words of a published questionnaire from FILE.

    FHIR Questionnaire (JSON), REDCap dictionary (CSV, JSON) or XLSForm (.xlsx). The
    file must agree with its scoring key, or the map must declare a plain instrument;
    else it is refused with a table of what differs. Nothing in it is ever run.
    """
    data = _bytes(file)
    try:
        said = read_map(read_text(map_file)) if map_file else Map()
        found = wordings.look(tools.files, file.name, data, said, key)
        if not rehearsal or tools.has_database:
            changed = wordings.put_in_force(tools.service, found, rehearsal)
        else:
            changed = True
    except Refused as refused:
        _tell_refused(file, refused, wants_json)
        raise Ending(f"{file} is refused. {NOTHING}", FAILED) from None
    if wants_json:
        show_json({**_as_data(found), "changed": changed, "dry_run": rehearsal})
    else:
        show(described(found.instrument))
    _tell(found, changed, rehearsal)


@click.command()
@click.argument("instrument_id", metavar="ID")
@click.option("--version", type=int, help="An older version.")
@click.option(
    "--format", "format_", type=click.Choice(["fhir", "redcap"]), default="fhir"
)
@given
def export(tools: Tools, instrument_id: str, version: int | None, format_: str) -> None:
    """Print one instrument as FHIR Questionnaire (R4) or REDCap dictionary."""
    library = tools.instruments
    if version is None:
        found = library.current(instrument_id)
    else:
        found = library.version(instrument_id, version)
    if found.importable_only:
        raise Ending(f"{instrument_id} has no words here: import them first.")
    click.echo(_written(found, format_), nl=False)


def _written(found: Instrument, format_: str) -> str:
    if format_ == "redcap":
        return redcap_out.dictionary(found)
    resource = fhir_out.questionnaire(found)
    return json.dumps(resource, ensure_ascii=False, indent=2) + "\n"


def _bytes(file: Path) -> bytes:
    if file.is_dir():
        raise Ending(f"{file} is a folder, not a file.", NOT_FOUND)
    return file.read_bytes()


def _as_data(found: Import) -> dict[str, Any]:
    instrument = found.instrument
    return {
        "outcome": "imported with notes" if found.notes else "imported",
        "id": instrument.id,
        "version": instrument.version,
        "kind": instrument.kind,
        "language": instrument.lang,
        "items": len(instrument.items),
        "notes": [str(note) for note in found.notes],
    }


def _tell_refused(file: Path, refused: Refused, wants_json: bool) -> None:
    differs = refused if isinstance(refused, Differs) else None
    differences = [asdict(one) for one in differs.differences] if differs else []
    map_text = differs.map_text if differs else ""
    if wants_json:
        reasons = [str(remark) for remark in refused.remarks]
        told = {"outcome": "refused", "reasons": reasons}
        show_json({**told, "differences": differences, "map": map_text})
        return
    if not differs:
        show(f"{file}: {remark}" for remark in refused.remarks)
        return
    say(f"{file} does not agree with the scoring key {differs.key.id}:")
    show(table(differences))
    if map_text:
        say("A map to begin with, to be read and put right:")
        show(["", *map_text.splitlines()])


def _tell(found: Import, changed: bool, rehearsal: bool) -> None:
    name = f"{found.instrument.id} version {found.instrument.version}"
    for note in found.notes:
        say(f"Note: {note}")
    if not changed:
        say(f"{name} is in force in these words: nothing changed.")
    elif rehearsal:
        say(f"{name} would be in force. {NOTHING}")
    else:
        say(f"{name} is in force. Ask it in a programme's [[schedule]].")
