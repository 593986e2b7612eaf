"""History: read in what people said elsewhere, before."""

from dataclasses import asdict
from pathlib import Path

import click

from survey import importing
from survey.cli.endings import FAILED, NOT_FOUND, Ending
from survey.cli.talk import as_json, dry_run, progress, say, show, show_json
from survey.cli.tools import Tools, given, read_text
from survey.groups import NoSuchPlace
from survey.interop.history import BadRows


@click.group()
def history() -> None:
    """Read in what people said elsewhere, before."""


@history.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    required=True,
    help="A TOML file that says which column means what.",
)
@dry_run
@as_json
@given
def import_(
    tools: Tools, file: Path, map_file: Path, rehearsal: bool, wants_json: bool
) -> None:
    """Read in FILE, one row per person and occasion, as the map says.

    Every row is checked first; with one bad row nothing is written. A run that was
    stopped goes on where it was, and a second run changes nothing.
    """
    map_text, data = read_text(map_file), file.read_bytes()
    try:
        checked = importing.check(tools.service, map_text, data)
    except BadRows as bad:
        if wants_json:
            show_json({"bad_rows": [asdict(row) for row in bad.rows]})
        else:
            show(f"{file}:{row.line}: {row.reason}" for row in bad.rows)
        words = f"Rows that cannot be read: {len(bad.rows)}. Nothing was written."
        raise Ending(words, FAILED) from None
    except NoSuchPlace as missing:
        raise Ending(f"There is no {missing}.", NOT_FOUND) from None
    say(f"Every row can be read: {checked.rows}, of {len(checked.people)} people.")
    if rehearsal:
        done = importing.rehearse(tools.service, checked)
    else:
        done = importing.run(tools.service, checked, progress("Read in"))
    report = {**asdict(done), "dry_run": rehearsal}
    basis = checked.plan.basis.model_dump(exclude_none=True)
    if wants_json:
        show_json({**report, "basis": basis})
        return
    show(f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in report.items())
    for purpose, words in basis.items():
        did = "Would be sealed" if rehearsal else "Sealed"
        say(f"{did} for {purpose} on this basis: {words}")


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) or "nobody" if isinstance(value, tuple) else str(value)
