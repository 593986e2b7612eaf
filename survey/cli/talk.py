"""How commands talk: data on standard output, everything else on standard error."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

STEPS = 5
"""How often progress is told where it cannot be overwritten: in a log."""

as_json = click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
dry_run = click.option(
    "--dry-run", "rehearsal", is_flag=True, help="Check and say, but change nothing."
)
yes = click.option("--yes", "agreed", is_flag=True, help="Do not ask back.")


def say(words: str) -> None:
    """Talk to who typed the command."""
    click.echo(words, err=True)


def show(lines: Iterable[str]) -> None:
    """Print data for people."""
    for line in lines:
        click.echo(line, color=coloured())


def show_json(data: Any) -> None:
    """Print data for programs."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def table(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return rows as aligned lines under their column names."""
    listed = [{key: _cell(value) for key, value in row.items()} for row in rows]
    if not listed:
        return []
    names = list(listed[0])
    lines = [{name: name.replace("_", " ").upper() for name in names}, *listed]
    widths = {name: max(len(line[name]) for line in lines) for name in names}
    return [
        "  ".join(line[name].ljust(widths[name]) for name in names).rstrip()
        for line in lines
    ]


def coloured() -> bool:
    """Return whether colours are welcome on standard output."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def progress(what: str) -> Callable[[int, int], None]:
    """Return a way to say how far a long command is: done, of how many."""
    live = sys.stderr.isatty()
    said = -1

    def tell(done: int, total: int) -> None:
        nonlocal said
        step = done * STEPS // max(1, total)
        if live:
            end = "\n" if done >= total else ""
            click.echo(f"\r{what}: {done} of {total}{end}", err=True, nl=False)
        elif step != said:
            say(f"{what}: {done} of {total}")
        said = step

    return tell


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)
