"""How commands talk: data on standard output, everything else on standard error."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

Command = Callable[..., Any]

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

    def tell(done: int, total: int) -> None:
        end = done >= total or not live
        click.echo(
            f"\r{what}: {done} of {total}" if live else f"{what}: {done} of {total}",
            err=True,
            nl=end,
        )

    return tell


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)
