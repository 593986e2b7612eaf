"""Audit: say whether the trail is whole and releases are what they were."""

from dataclasses import asdict
from pathlib import Path

import click

from survey import aggregator_keys
from survey.aggregator import verifying
from survey.aggregator.publishing import passphrase
from survey.cli.endings import Ending
from survey.cli.talk import as_json, say, show, show_json
from survey.cli.tools import Tools, given
from survey.privacy.signing import fingerprint

NOT_HERE = (
    "The aggregator's folder is not at hand, so an end that was cut off together with "
    "its signatures would not be seen: run this on its host too."
)


@click.group()
def audit() -> None:
    """Look at the audit trail."""


@audit.command()
@as_json
@given
def verify(tools: Tools, wants_json: bool) -> None:
    """Find edits, deletions, another order, a cut end, and releases that differ."""
    tools.needs_database()
    folder = Path(tools.settings.keys.aggregator_folder)
    try:
        here = (folder / aggregator_keys.IDENTITY).exists()
    except PermissionError:
        here = False
    pinned = tools.settings.keys.aggregator_fingerprint
    if not pinned and here:
        held = aggregator_keys.load(folder, passphrase(tools.settings))
        pinned = fingerprint(held.identity.public_key)
    found = verifying.verify(tools.store, pinned, folder if here else None)
    if wants_json:
        show_json(asdict(found))
    else:
        show(f"{name}: {count}" for name, count in _figures(found))
    if not found.folder:
        say(NOT_HERE)
    if found.problems:
        raise Ending("\n".join(found.problems))
    say("The trail is whole, and every release is what it was.")


def _figures(found: verifying.Verified) -> list[tuple[str, int]]:
    return [
        ("events", found.events),
        ("signed ends", found.heads),
        ("signed up to", found.vouched),
        ("releases", found.releases),
    ]
