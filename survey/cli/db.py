"""The database: bring it to the newest revision, look for drift, part its two users."""

import click

from survey.cli.endings import FAILED, NOT_FOUND, USAGE, Ending
from survey.cli.talk import as_json, say, show, show_json
from survey.cli.tools import NO_DATABASE, Tools, given
from survey.records import migrate, rights

FOLDER_MODE, FILE_MODE = 0o2770, 0o660
"""Web and aggregator are two users of one group (DESIGN, section 5)."""


@click.group()
def db() -> None:
    """Make, upgrade and check the database, and say who may do what in it."""


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


@db.command()
@click.argument("web")
@click.argument("aggregator")
@click.option(
    "--apply", "applies", is_flag=True, help="Run them, as the tables' owner."
)
@given
def grant(tools: Tools, web: str, aggregator: str, applies: bool) -> None:
    """Print what gives the PostgreSQL roles WEB and AGGREGATOR their rights."""
    if tools.store.is_sqlite:
        raise Ending("SQLite has no roles: there only the keys part the two.", USAGE)
    if web == aggregator:
        raise Ending("Give two roles: the web must not have the aggregator's.", USAGE)
    if not applies:
        show(f"{line};" for line in rights.statements(web, aggregator))
        return
    tools.needs_database()
    with tools.store.write() as connection:
        if missing := rights.unknown(connection, web, aggregator):
            names = " and ".join(missing)
            raise Ending(f"Not found: role {names}. CREATE ROLE makes one.", NOT_FOUND)
        rights.give(connection, web, aggregator)
    say("Done: each role has what it needs and nothing else.")
