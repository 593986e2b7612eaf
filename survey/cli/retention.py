"""Retention: remove what is past its time; a timer runs this every 15 minutes."""

from dataclasses import asdict

import click

from survey import enrolment
from survey.cli.endings import Ending
from survey.cli.talk import as_json, dry_run, say, show, show_json
from survey.cli.tools import Tools, given

IN_THE_LOG = (
    "Removed, but somebody was reading: the bytes are still in the database's "
    "write-ahead log. Run it again."
)


@click.group()
def retention() -> None:
    """Remove what is past its time."""


@retention.command()
@dry_run
@as_json
@given
def run(tools: Tools, rehearsal: bool, wants_json: bool) -> None:
    """Remove old sessions and drafts, unkept people, and who is due to be erased."""
    swept = asdict(enrolment.sweep(tools.service, rehearsal))
    if wants_json:
        show_json({**swept, "dry_run": rehearsal})
    else:
        show(f"{name}: {count}" for name, count in swept.items())
    if not rehearsal and not tools.service.store.forget_deleted():
        raise Ending(IN_THE_LOG)
    say("Would be removed." if rehearsal else "Removed.")


@retention.command()
@given
def rewrite(tools: Tools) -> None:
    """Write the tables anew without what was deleted: weekly, on PostgreSQL.

    There erased rows cannot be reached at once, but their bytes stay in the files.
    """
    tools.needs_database()
    if not tools.store.rewrite():
        raise Ending(IN_THE_LOG)
    say("Rewritten: what was deleted is gone from the files of the tables.")
