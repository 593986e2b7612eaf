"""The doctor: look at a deployment from all sides and say what to do.

It changes nothing, and no finding shows a secret, a code or an answer.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict

import click

from survey.cli import endings, look_at_house, look_at_keys, look_at_programmes
from survey.cli.endings import Ending
from survey.cli.findings import Finding, fail
from survey.cli.talk import as_json, coloured, say, show, show_json
from survey.cli.tools import Tools, given

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}
LOOKS: tuple[tuple[str, Callable[[Tools], Iterator[Finding]]], ...] = (
    ("settings", look_at_house.settings),
    ("address", look_at_house.address),
    ("source", look_at_house.source),
    ("security contact", look_at_house.security_contact),
    ("instruments", look_at_house.instruments),
    ("database", look_at_house.database),
    ("disk", look_at_house.disk),
    ("clock", look_at_house.clock),
    ("programmes", look_at_programmes.programmes),
    ("help", look_at_programmes.people_to_call),
    ("web keys", look_at_keys.web_keys),
    ("aggregator", look_at_keys.aggregator),
    ("fingerprint", look_at_keys.pinned),
    ("results keys", look_at_keys.results_keys),
)


@click.command()
@as_json
@given
def doctor(tools: Tools, wants_json: bool) -> None:
    """Look at settings, database, keys, disk and clock, and say what to do.

    Exit code 1 when anything is marked fail.
    """
    found = list(_examine(tools))
    if wants_json:
        show_json([asdict(finding) for finding in found])
    else:
        show(line for finding in found for line in _lines(finding))
    failed = sum(finding.state == "fail" for finding in found)
    if failed:
        raise Ending(f"To put right before people come: {failed}.")
    say("Nothing is broken.")


def _examine(tools: Tools) -> Iterator[Finding]:
    for name, look in LOOKS:
        try:
            yield from look(tools)
        except endings.EXPECTED as error:
            yield fail(name, endings.of(error)[1])
            if name == "settings":
                return


def _lines(finding: Finding) -> Iterator[str]:
    mark = f"{finding.state:<4}"
    if coloured():
        mark = click.style(mark, fg=COLOURS[finding.state])
    first, *rest = finding.says.splitlines()
    yield f"{mark}  {finding.check}: {first}"
    yield from (f"      {line}" for line in rest)
    if finding.do:
        yield f"      → {finding.do}"
