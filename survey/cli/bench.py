"""Benchmarks that an operator may run too: what attacks on group results find."""

from importlib import import_module

import click

from survey.cli.endings import NOT_FOUND, Ending
from survey.cli.talk import as_json, progress, say, show, show_json, table

NOT_HERE = "The attacks lie beside the service, in bench/: run this in its folder."


@click.group()
def bench() -> None:
    """Measure what this service promises."""


@bench.command()
@click.option(
    "--groups",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="Random groups for each attack.",
)
@as_json
def attacks(groups: int, wants_json: bool) -> None:
    """Attack group results: a naive page first, then ours; nothing real is touched.

    An attack succeeds when it leaves two or fewer of the possible values of somebody
    else's answer, or breaks the property that it is about.
    """
    try:
        suite = import_module("bench.attacks.table")
    except ModuleNotFoundError:
        raise Ending(NOT_HERE, NOT_FOUND) from None
    results = suite.run(groups, tell=progress("Attacking"))
    if wants_json:
        show_json(suite.as_json(results))
        return
    show(table(suite.as_rows(results)))
    say("Success: two or fewer values left of somebody else's answer.")
