"""Keys: make what is missing, sign and publish, show the fingerprint to pin."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from survey import aggregator_keys, keyring
from survey.aggregator.publishing import Published, passphrase, publish_missing
from survey.cli.talk import as_json, say, show, show_json
from survey.cli.tools import Tools, given
from survey.clock import SystemClock
from survey.keyring import WebKeys
from survey.privacy.signing import fingerprint as fingerprint_of
from survey.records import migrate
from survey.settings import Settings


@click.group()
def keys() -> None:
    """Make and show keys; no command prints a secret."""


@keys.command()
@click.option(
    "--only",
    type=click.Choice(["web", "aggregator"]),
    help="This machine holds the keys of one of the two; the other's are elsewhere.",
)
@as_json
@given
def init(tools: Tools, only: str | None, wants_json: bool) -> None:
    """Make every key that is missing; run it again whenever a programme is added.

    Makes the web process's key files and the aggregator's identity, and publishes
    evaluation keys for programmes that have none. The passphrase over the aggregator's
    keys is read from the file that TIDEMARK_KEYS__PASSPHRASE_FILE names.
    """
    settings = tools.settings
    files = [] if only == "aggregator" else _web_keys(settings)
    published: tuple[Published, ...] = ()
    pinned = settings.keys.aggregator_fingerprint
    if only != "web":
        files += _aggregator_keys(settings)
        published = _published(tools)
        pinned = _fingerprint(settings)
    _tell(settings, files, published, pinned)
    if wants_json:
        listed = [[k.programme, k.purpose, k.epoch, k.suite] for k in published]
        show_json({"fingerprint": pinned, "files": files, "published": listed})
    elif pinned:
        show([pinned])


@keys.command()
@as_json
@given
def fingerprint(tools: Tools, wants_json: bool) -> None:
    """Print the fingerprint of the aggregator's identity."""
    pinned = _fingerprint(tools.settings)
    if wants_json:
        ours = tools.settings.keys.aggregator_fingerprint
        show_json({"fingerprint": pinned, "pinned": ours == pinned})
    else:
        show([pinned])


def _tell(
    settings: Settings, files: list[str], published: Sequence[Published], pinned: str
) -> None:
    for name in files:
        say(f"Made {name}.")
    for key in published:
        say(f"Published: {key.programme}, {key.purpose}, epoch {key.epoch}.")
    if not files and not published:
        say("Nothing to do.")
    if not pinned:
        say("Pin what `tidemark keys init --only aggregator` prints on its host.")
    elif settings.keys.aggregator_fingerprint != pinned:
        say("Pin it in the web process's settings:")
        say(f'  [keys]\n  aggregator_fingerprint = "{pinned}"')


def _web_keys(settings: Settings) -> list[str]:
    folder = Path(settings.keys.folder)
    return [f"{folder}/{name}" for name in keyring.create(folder)]


def _aggregator_keys(settings: Settings) -> list[str]:
    """Make the identity; copy row keys that it lacks, if the web's are at hand."""
    folder, made = Path(settings.keys.aggregator_folder), []
    if not (folder / aggregator_keys.IDENTITY).exists():
        aggregator_keys.create_identity(folder, passphrase(settings))
        made.append(f"{folder}/{aggregator_keys.IDENTITY}")
    if not os.access(settings.keys.folder, os.R_OK | os.X_OK):
        if not list(folder.glob("rowmac-*")):
            say(f"The web's keys are not at hand: bring its rowmac files to {folder}.")
        return made
    web = WebKeys.load(Path(settings.keys.folder))
    for number in web.rowmac_numbers:
        if not (folder / f"rowmac-{number}").exists():
            aggregator_keys.adopt_rowmac(folder, number, web.rowmac(number))
            made.append(f"{folder}/rowmac-{number}")
    return made


def _published(tools: Tools) -> tuple[Published, ...]:
    if tools.has_database:
        with tools.store.read() as connection:
            current = migrate.is_current(connection)
        if current:
            return publish_missing(tools.settings, tools.store, SystemClock())
    say("No database yet: keys for programmes follow after `programme apply`.")
    return ()


def _fingerprint(settings: Settings) -> str:
    folder = Path(settings.keys.aggregator_folder)
    held = aggregator_keys.load(folder, passphrase(settings))
    return fingerprint_of(held.identity.public_key)
