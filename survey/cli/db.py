"""The database: bring it to the newest revision, look whether it has drifted."""

import click

from survey.cli.endings import FAILED, Ending
from survey.cli.talk import as_json, say, show, show_json
from survey.cli.tools import NO_DATABASE, Tools, given
from survey.records import migrate

FOLDER_MODE, FILE_MODE = 0o2770, 0o660
"""Web and aggregator are two users of one group (DESIGN, section 5)."""


@click.group()
def db() -> None:
    """Make, upgrade and check the database."""


@db.command()
@as_json
@given
def upgrade(tools: Tools, wants_json: bool) -> None:
    """Make the database, or bring it to the newest revision."""
    file = tools.store.file
    fresh = file is not None and not file.exists()
    if file is not None and not file.parent.exists():
        file.parent.mkdir(parents=True)
        file.parent.chmod(FOLDER_MODE)
    before, after = migrate.upgrade(tools.store)
    if file is not None and fresh:
        file.chmod(FILE_MODE)
    if wants_json:
        show_json({"before": before, "after": after})
    else:
        show([str(after)])
    say("Nothing to do." if before == after else f"From {before or 'nothing'}: done.")


@db.command()
@as_json
@given
def check(tools: Tools, wants_json: bool) -> None:
    """Say whether the database stands at the newest revision and has not drifted."""
    if not tools.has_database:
        raise Ending(NO_DATABASE)
    with tools.store.read() as connection:
        current = migrate.is_current(connection)
    differences = migrate.drift(tools.store) if current else ()
    if wants_json:
        found = {"current": current, "newest": migrate.newest()}
        show_json({**found, "differences": list(differences)})
    else:
        show(differences)
    if not current:
        raise Ending("Behind the newest revision: run `tidemark db upgrade`.")
    if differences:
        raise Ending("The database differs from what this version expects.", FAILED)
    say("The database is at the newest revision and as it should be.")
