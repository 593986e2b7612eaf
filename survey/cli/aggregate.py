"""Aggregate: decide the rounds that are due, once or for ever; it never asks the web.

Runs where the aggregator's folder is, as a user of its own, and opens no socket.
"""

import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import click
from sqlalchemy.exc import OperationalError

from survey import release
from survey.aggregator import quarantine as putting
from survey.aggregator import tools as aggregators
from survey.aggregator.quarantine import NoSuchResponse
from survey.aggregator.tools import Aggregator
from survey.cli.endings import NOT_FOUND, USAGE, Ending
from survey.cli.export import build_apart
from survey.cli.talk import as_json, say, show, show_json
from survey.cli.tools import Tools, given, processes
from survey.clock import SystemClock
from survey.programme import Programme
from survey.release import Ran

LONGEST_SLEEP = timedelta(minutes=5)
ENDINGS = (signal.SIGTERM, signal.SIGINT)

DOUBTED = (
    "The clock is more than 35 days past the last run and the newest check-in, so no "
    "round was closed: what is closed too early never opens again. If the clock is "
    "right, run `tidemark aggregate --clock-is-right` once."
)
HELD = (
    "Held back: {programme}, round {round}: response {id}: {reason}. Its group's or "
    "pool's release waits. Find out who wrote that row; then leave it out with "
    "`tidemark aggregate quarantine {id}`."
)
MISSING = (
    "The key of {key} was published and is not in the aggregator's folder, so nothing "
    "of that programme was decided. Bring the folder's file back."
)
BUSY = "{programme}, round {round}: people were changing their choices; the next run."


class Stopped(Exception):
    """Somebody asked the loop to end."""


@click.group(invoke_without_command=True)
@click.option("--once", is_flag=True, help="Decide what is due and end (the default).")
@click.option("--loop", is_flag=True, help="Go on until told to end.")
@click.option("--workers", default=1, type=click.IntRange(1, 64), show_default=True)
@click.option("--clock-is-right", is_flag=True, help="Believe a clock that leapt.")
@as_json
@given
@click.pass_context
def aggregate(
    context: click.Context,
    tools: Tools,
    once: bool,
    loop: bool,
    workers: int,
    clock_is_right: bool,
    wants_json: bool,
) -> None:
    """Decide every round that is due: open, count, protect, release."""
    if context.invoked_subcommand is not None:
        return
    if once and loop:
        raise Ending("Give --once or --loop, not both.", USAGE)
    tools.needs_database()
    with processes(workers) as executor:
        aggregator = aggregators.build(tools.settings, tools.store, executor=executor)
        if loop:
            _for_ever(aggregator)
            return
        ran = release.run(aggregator, clock_is_right=clock_is_right, tell=_tell)
    if wants_json:
        show_json(_as_data(ran))
    else:
        show(_lines(ran))
    if not ran.well:
        raise Ending("\n".join(_troubles(ran)))


@aggregate.command()
@click.argument("response")
@given
def quarantine(tools: Tools, response: str) -> None:
    """Leave RESPONSE, whose row is wrong, out of all results; this is audited."""
    tools.needs_database()
    try:
        putting.put_away(tools.store, SystemClock(), bytes.fromhex(response))
    except (NoSuchResponse, ValueError):
        raise Ending(f"Not found: response {response}.", NOT_FOUND) from None
    say("It counts nowhere from now on; the next run goes on without it.")


def _for_ever(aggregator: Aggregator) -> None:
    """Run whenever something falls due, and every five minutes at least."""
    for name in ENDINGS:
        signal.signal(name, _end)
    said: list[str] = []
    try:
        while True:
            troubles, stale = _once(aggregator)
            with suppress(OperationalError):
                build_apart(aggregator)
            if stale:
                aggregator = aggregators.reloaded(aggregator)
            for line in troubles if troubles != said else ():
                say(line)
            said = troubles
            aggregator.clock.sleep(_sleep(aggregator))
    except Stopped:
        say("Stopped; nothing is left half done.")


def _end(*_: object) -> None:
    """End wherever we are: what is not written yet is taken back."""
    for name in ENDINGS:
        signal.signal(name, signal.SIG_IGN)
    raise Stopped


def _once(aggregator: Aggregator) -> tuple[list[str], bool]:
    """Run once; return what is wrong, and whether the keys should be read again."""
    try:
        ran = release.run(aggregator, tell=_tell)
    except OperationalError as error:
        # the database is away: it comes back, and nothing was half done
        return [f"The database does not answer: {error.orig}"], False
    for line in _lines(ran) if ran.decided else ():
        say(line)
    return list(_troubles(ran)), bool(ran.published or ran.missing)


def _sleep(aggregator: Aggregator) -> float:
    with suppress(OperationalError):
        return release.sleep(aggregator, LONGEST_SLEEP).total_seconds()
    return LONGEST_SLEEP.total_seconds()


def _tell(plan: Programme, number: int) -> None:
    say(f"{plan.id}: round {number}")


def _lines(ran: Ran) -> list[str]:
    return [
        f"rounds decided: {len(ran.decided)}",
        f"shown: {ran.shown}",
        f"not shown: {ran.not_shown}",
        f"seals dropped: {ran.dropped}",
    ]


def _troubles(ran: Ran) -> Iterator[str]:
    for held in ran.held:
        yield HELD.format(
            programme=held.programme_id,
            round=held.round,
            id=held.refused.id.hex(),
            reason=held.refused.reason,
        )
    for key in ran.missing:
        yield MISSING.format(key=key)
    for programme_id, number in ran.busy:
        yield BUSY.format(programme=programme_id, round=number)
    if ran.doubted:
        yield DOUBTED


def _as_data(ran: Ran) -> dict[str, Any]:
    held = [
        {
            "programme": held.programme_id,
            "round": held.round,
            "response": held.refused.id.hex(),
            "reason": held.refused.reason,
        }
        for held in ran.held
    ]
    decided = [{"programme": p, "round": number} for p, number in ran.decided]
    return {**asdict(ran), "held": held, "decided": decided}
