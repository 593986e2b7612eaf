"""Programmes: put a programme's file in force, list what is in force."""

from pathlib import Path

import click

from survey import groups
from survey import programme as programmes
from survey.cli import evaluation
from survey.cli.endings import Ending
from survey.cli.talk import as_json, dry_run, say, show, show_json, table
from survey.cli.tools import Tools, given, read_text
from survey.programme import Applied, BrokenProgramme


@click.group()
def programme() -> None:
    """Put programme files in force, and list them."""


@programme.command()
@click.argument("file", type=click.Path(path_type=Path))
@dry_run
@as_json
@given
def apply(tools: Tools, file: Path, rehearsal: bool, wants_json: bool) -> None:
    """Put FILE in force; the same file twice changes nothing.

    A file with mistakes changes nothing, and each mistake is named. A new programme
    gets its evaluation keys at once if the aggregator's keys are at hand.
    """
    text = read_text(file)
    try:
        applied = programmes.apply(tools.service, text, rehearsal)
    except BrokenProgramme as broken:
        lines = [f"{file}: {mistake}" for mistake in broken.mistakes]
        raise Ending("\n".join([*lines, "Nothing was changed."])) from None
    if wants_json:
        show_json({**_as_data(applied), "dry_run": rehearsal})
    else:
        show([applied.programme.id])
    _tell(applied, rehearsal)
    if not rehearsal:
        evaluation.publish_if_at_hand(tools)


@programme.command("list")
@as_json
@given
def list_(tools: Tools, wants_json: bool) -> None:
    """List the programmes in force."""
    rows = [
        {
            "id": plan.id,
            "name": plan.name,
            "kind": plan.kind,
            "sites": len(plan.sites),
            "groups": len(groups.of_programme(tools.service, plan.id)),
            "first_week": plan.first_week.isoformat(),
        }
        for plan in programmes.everything(tools.service)
    ]
    if wants_json:
        show_json(rows)
    else:
        show(table(rows))
    if not rows:
        say("No programme is in force: `tidemark programme apply FILE`.")


def _as_data(applied: Applied) -> dict[str, object]:
    return {
        "id": applied.programme.id,
        "changed": applied.changed,
        "sites_added": list(applied.sites_added),
    }


def _tell(applied: Applied, rehearsal: bool) -> None:
    name = applied.programme.name
    if not applied.changed:
        say(f"{name} is in force as it stands in the file: nothing changed.")
        return
    say(f"{name} {'would be' if rehearsal else 'is'} in force.")
    if applied.sites_added:
        say(f"New sites: {', '.join(applied.sites_added)}.")
    if applied.programme.evaluation is None:
        say("It has no [evaluation]: whatever a report finds was looked at afterwards.")
    if any(line.placeholder for line in applied.programme.help):
        say("Its people to call are placeholders: check and replace each of them.")
