"""Export: rows of a study for who has leave, from the request to the opened file."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from survey import export as exporting
from survey.aggregator import building, reporting
from survey.aggregator import tools as aggregators
from survey.aggregator.building import Built
from survey.aggregator.studying import PURPOSE
from survey.aggregator.tools import Aggregator
from survey.cli import evaluator
from survey.cli.endings import REFUSED, USAGE, Ending
from survey.cli.talk import as_json, say, show, show_json, table
from survey.cli.tools import Tools, given, processes
from survey.export import NeverRows, OneWaits
from survey.privacy.shape import SPANS
from survey.request import WIDE_K, BadWish, Tier, Wish

ROOT = Path(__file__).resolve().parents[2]
HELD = (
    "Held back: export {name}: response {id}: {reason}. Find out who wrote that row; "
    "then leave it out with `tidemark aggregate quarantine {id}`."
)
FORGED = "Export {name} was not written by the web tier, or was changed: not built."
MISSING = "The key of {key} was published and is not in the aggregator's folder."
DISK = "Export {name} could not be written: {reason}. Nothing of it is offered."
BUSY = "Export {name}: people were changing their choices; the next run."


@click.group()
def export() -> None:
    """Ask for, build, list and open files of rows for a study."""


export.add_command(evaluator.key)
export.add_command(evaluator.open_)


@export.command()
@click.argument("programme")
@click.option("--tier", type=click.Choice(["standard", "study"]), default="standard")
@click.option("--for", "recipient", required=True, help="Who receives it.")
@click.option("--purpose", required=True, help="What for.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--k", type=int, default=WIDE_K, show_default=True)
@click.option(
    "--weeks",
    type=click.Choice([str(weeks) for weeks in SPANS]),
    default=str(min(SPANS)),
    show_default=True,
    help="How long people are followed, for tier standard.",
)
@click.option("--to", "public", default="", help="The public key, for tier study.")
@click.option("--agreed", is_flag=True, help="The recipient has signed the promise.")
@given
def request(
    tools: Tools,
    programme: str,
    tier: Tier,
    recipient: str,
    purpose: str,
    until: datetime,
    k: int,
    weeks: str,
    public: str,
    agreed: bool,
) -> None:
    """Ask for rows of PROGRAMME; finer ones wait for somebody of the staff to agree."""
    try:
        raw = bytes.fromhex(public)
    except ValueError:
        raise Ending("--to takes what `tidemark export key` prints.", USAGE) from None
    day = until.date()
    wish = Wish(programme, tier, recipient, purpose, day, agreed, k, int(weeks), raw)
    try:
        export_id, code = exporting.ask(tools.service, wish)
    except BadWish as bad:
        raise Ending(f"Refused: {_WRONG[bad.field]}", REFUSED) from None
    except NeverRows:
        words = "Refused: a programme that is paid by results gives totals, never rows."
        raise Ending(words, REFUSED) from None
    except OneWaits:
        words = (
            "Refused: a file of tier standard waits or lies here for this programme."
        )
        raise Ending(words, REFUSED) from None
    show([export_id.hex()])
    if code is not None:
        show([code.text])
        say("These seven words open the file. They are not shown again.")


@export.command("list")
@as_json
@given
def list_(tools: Tools, wants_json: bool) -> None:
    """List what was asked for, and what became of it."""
    found = [_told(one) for one in exporting.listed(tools.service)]
    if wants_json:
        show_json(found)
    else:
        show(table(found))


@export.command()
@click.option("--workers", default=1, type=click.IntRange(1, 64), show_default=True)
@as_json
@given
def build(tools: Tools, workers: int, wants_json: bool) -> None:
    """Build what was agreed to, and reports; runs where the aggregator's folder is.

    Takes the keys of the study alone. `tidemark aggregate` does the same after its
    rounds.
    """
    tools.needs_database()
    with processes(workers) as executor:
        aggregator = aggregators.build(
            tools.settings, tools.store, executor=executor, purpose=PURPOSE
        )
        built = building.run(aggregator, tell=lambda name: say(f"Building {name}."))
    reporting.run(aggregator, built)
    if wants_json:
        show_json({"made": built.made, "refused": built.refused})
    else:
        show(lines(built))
    if not built.well:
        raise Ending("\n".join(troubles(built)))


def build_apart(aggregator: Aggregator) -> None:
    """Have what is due for the study built by a process of its own, if anything is.

    It takes the keys of the study; who asks here has those of groups, never any other.
    """
    building.tidy(aggregator)
    if building.waiting(aggregator).ready or reporting.due(aggregator):
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        subprocess.run(
            [sys.executable, "-m", "survey", "export", "build"],
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )


def lines(built: Built) -> list[str]:
    """Return what a run has done, for people."""
    made = [f"made: {name}" for name in built.made]
    return made + [f"refused by the rules: {name}" for name in built.refused]


def troubles(built: Built) -> Iterator[str]:
    """Yield what waits for an operator."""
    for name, row in built.held:
        yield HELD.format(name=name, id=row.id.hex(), reason=row.reason)
    for name in built.forged:
        yield FORGED.format(name=name)
    for missing in built.missing:
        yield MISSING.format(key=missing)
    for name, reason in built.failed:
        yield DISK.format(name=name, reason=reason)
    for name in built.busy:
        yield BUSY.format(name=name)


_WRONG = {
    "tier": "there is no such tier.",
    "recipient": "say in 1 to 200 characters who receives it (--for).",
    "purpose": "say in 1 to 200 characters what for (--purpose).",
    "until": "the last day lies within a year from today (--until).",
    "public_key": "--to takes what `tidemark export key` prints.",
    "agreed": "rows as fine as these need the promise, signed (--agreed).",
    "horizon": "people are followed for 12, 24, 52 or 104 weeks (--weeks).",
    "k": "k is 5 to 99; below 11 the recipient has to sign.",
}


def _told(one: exporting.Export) -> dict[str, Any]:
    return {
        "id": one.id.hex(),
        "programme": one.programme_id,
        "tier": one.tier,
        "k": one.k,
        "state": one.state,
        "made": f"{one.share} %",
        "for": one.recipient,
        "until": one.until.isoformat(),
        "why": _why(one.reason),
    }


def _why(reason: str) -> str | None:
    """Say in few words why there is no file; figures say what would help."""
    if not reason.startswith("{"):
        return reason or None
    told = json.loads(reason)
    few = f"too few: about {told['people']} people"
    return f"{few}; k = {told['k']} would hold" if told["k"] else few
