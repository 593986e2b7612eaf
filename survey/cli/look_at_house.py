"""What the doctor looks at in the house: settings, files, database, disk, clock."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from survey.cli.findings import Finding, fail, ok, warn
from survey.cli.tools import NO_DATABASE, Tools
from survey.clock import SystemClock
from survey.measure.rounds import week_of
from survey.records import migrate
from survey.records.queries import checkins
from survey.service import read_instruments

WRITTEN = date(2026, 11, 1)
"""No clock can honestly stand before this program was written."""
LEAST_FREE, LITTLE_FREE = 200 * 2**20, 2**30
"""Bytes free on the database's disk: too few to go on, few enough to say so."""
UPGRADE, CHECK = "run `tidemark db upgrade`", "see `tidemark db check`"


def settings(tools: Tools) -> Iterator[Finding]:
    """Read the settings."""
    yield ok("settings", f"read; the product is called {_name(tools)!r} on every page")


def address(tools: Tools) -> Iterator[Finding]:
    """Look at the public address: cookies need https anywhere but here."""
    url = tools.settings.server.public_url
    if url.startswith("https://"):
        yield ok("address", url)
    else:
        do = "set server.public_url to the https address that people type"
        yield warn("address", f"{url} is for this machine alone", do)


def source(tools: Tools) -> Iterator[Finding]:
    """Look whether people are told where the source is, as the licence asks."""
    url = tools.settings.look.source_url
    if url:
        yield ok("source", url)
    else:
        do = "set look.source_url to where the source of what runs here can be had"
        yield warn("source", "nobody is told where the program's source is", do)


def security_contact(tools: Tools) -> Iterator[Finding]:
    """Look whether somebody who finds a weakness knows whom to tell."""
    contact = tools.settings.safety.security_contact
    if contact:
        yield ok("security contact", contact)
    else:
        do = "set safety.security_contact to a mailto: or https: address"
        yield warn("security contact", "nobody can report a weakness here", do)


def instruments(tools: Tools) -> Iterator[Finding]:
    """Read every instrument file."""
    library = read_instruments(Path(tools.settings.instruments.folder))
    yield ok("instruments", ", ".join(library.ids))


def database(tools: Tools) -> Iterator[Finding]:
    """Look whether the database answers, is current and is not open to others."""
    if not tools.has_database:
        yield fail("database", NO_DATABASE, UPGRADE)
        return
    tools.store.answers()
    with tools.store.read() as connection:
        current = migrate.is_current(connection)
    differences = migrate.drift(tools.store) if current else ()
    if not current:
        yield fail("database", "is not at the newest revision", UPGRADE)
    elif differences:
        yield fail("database", "differs from what this version expects", CHECK)
    else:
        yield ok("database", "answers, can be written, and is at the newest revision")
    file = tools.store.file
    if file is not None and _mode(file) & stat.S_IRWXO:
        do = f"chmod o= {file} {file.parent}"
        yield warn("database", f"{file} is open to others on this machine", do)


def disk(tools: Tools) -> Iterator[Finding]:
    """Look whether the database's disk can be written and has room."""
    file = tools.store.file
    if file is None:
        yield ok("disk", "the database server keeps its own")
        return
    folder = file.parent
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        yield fail("disk", f"{folder} cannot be written", "look at owner and mode")
        return
    free = shutil.disk_usage(folder).free
    room = f"{free // 2**20} MB free at {folder}"
    if free < LEAST_FREE:
        yield fail("disk", room, "make room: a check-in that cannot be saved is lost")
    else:
        yield (
            warn("disk", room, "make room") if free < LITTLE_FREE else ok("disk", room)
        )


def clock(tools: Tools) -> Iterator[Finding]:
    """Look whether the clock agrees with what it has written before."""
    now = SystemClock().now()
    newest = None
    if tools.has_database:
        with tools.store.read() as connection:
            newest = checkins.newest_week(connection)
    # a day ahead of UTC is where the week begins first
    if now.date() < WRITTEN or (newest and newest > week_of(now, "Pacific/Kiritimati")):
        yield fail("clock", f"stands at {now.date()}, too early", "set the clock")
    else:
        yield ok("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def _name(tools: Tools) -> str:
    return tools.settings.look.product_name


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
