"""Race two aggregators, kill one in the middle: one release each, and a whole trail.

Each try begins with the same database, in which rounds of two groups are due. Killed or
raced, the next run must leave what a single run that nobody touched leaves.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import func, select

from prove import databases, deployment
from prove.crowd import crowd
from prove.deployment import Deployment
from prove.table import Row
from survey import cli, groups
from survey.aggregator.verifying import verify
from survey.measure.rounds import add_weeks, week_of
from survey.records.store import Store
from survey.records.tables import AuditEvent, Ledger, Placement, Release, Round

KILLS = 20
RACES = 5
WEEKS, PEOPLE, FEWER = 10, 9, 5

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a database: what is wrong with it, and what was released."""

    half: int
    problems: int
    releases: tuple[tuple[object, ...], ...]
    decided: int


def raced(races: int = RACES, kinds: tuple[str, ...] = databases.KINDS) -> list[Row]:
    """Start two aggregators at once, again and again."""
    return [row for kind in kinds for row in _raced(kind, races)]


def killed(kills: int = KILLS, kinds: tuple[str, ...] = databases.KINDS) -> list[Row]:
    """Kill an aggregator at another moment each time, and let the next one go on."""
    return [row for kind in kinds for row in _killed(kind, kills)]


def _raced(kind: str, races: int) -> Iterator[Row]:
    with _due(kind) as made:
        wanted = _alone(made)
        found = []
        for _ in range(races):
            forget(made)
            for one in [_start(made), _start(made)]:
                one.join()
            found.append(look(made))
    yield from _rows(f"{kind}: {races} races of two", wanted, found)


def _killed(kind: str, kills: int) -> Iterator[Row]:
    with _due(kind) as made:
        started = time.monotonic()
        wanted = _alone(made)
        spent = time.monotonic() - started
        between, found = [], []
        for number in range(kills):
            forget(made)
            one = _start(made)
            time.sleep(spent * (number + 0.5) / kills)
            one.kill()
            one.join()
            between.append(look(made))
            _start(made).join()
            found.append(look(made))
    claim = f"{kind}: {kills} kills"
    half = sum(one.half for one in between)
    yield Row(f"{claim}: half of a round right after", "0", str(half), not half)
    wrong = sum(one.problems for one in between)
    yield Row(f"{claim}: trail broken right after", "0", str(wrong), not wrong)
    part = sum(0 < one.decided < wanted.decided for one in between)
    told = f"{part} in the middle, {sum(not one.decided for one in between)} before"
    yield Row(f"{claim}: where they fell", "printed", told, True)
    yield from _rows(claim, wanted, found)


def _rows(claim: str, wanted: Found, found: list[Found]) -> Iterator[Row]:
    same = sum(one.releases == wanted.releases for one in found)
    yield Row(
        f"{claim}: the releases of a single run, each once, in the end",
        f"{len(found)} times {len(wanted.releases)}",
        f"{same} times",
        same == len(found) and len(wanted.releases) > 0,
    )
    whole = sum(not one.problems and not one.half for one in found)
    yield Row(f"{claim}: trail whole", str(len(found)), str(whole), whole == len(found))


@contextmanager
def _due(kind: str) -> Iterator[Deployment]:
    """Give a deployment in which rounds of two groups are due."""
    with databases.folder() as folder, databases.database(kind, folder) as url:
        made = deployment.make(folder, url)
        other = groups.open_group(made.service, "harbour", "south", "monday")
        start = add_weeks(week_of(datetime.now(UTC), "UTC"), -WEEKS - 2)
        weeks = [add_weeks(start, number) for number in range(WEEKS)]
        crowd(made.service, made.group.id, PEOPLE, weeks)
        crowd(made.service, other.id, FEWER, weeks)
        _run(os.getpid).join()  # the first one waits until the program has been read
        yield made
        made.service.store.engine.dispose()


def _start(made: Deployment) -> BaseProcess:
    """Start an aggregator: a process of its own that has read the program already."""
    return _run(_aggregate, made.folder)


def _run(target: Callable[..., object], *args: object) -> BaseProcess:
    one = PROCESSES.Process(target=target, args=args)
    one.start()
    return one


def _aggregate(folder: Path) -> None:
    with (folder / "log").open("ab") as log:
        os.dup2(log.fileno(), sys.stdout.fileno())
        os.dup2(log.fileno(), sys.stderr.fileno())
    for name in [name for name in os.environ if name.startswith("TIDEMARK_")]:
        del os.environ[name]
    os.environ["TIDEMARK_CONFIG"] = str(folder / "config.toml")
    sys.exit(cli.main(["aggregate"]))


def _alone(made: Deployment) -> Found:
    """Let one aggregator run undisturbed, and see what it leaves."""
    one = _start(made)
    one.join()
    if one.exitcode != 0:
        raise RuntimeError((made.folder / "log").read_text()[-4000:])
    return look(made)


def forget(made: Deployment) -> None:
    """Take everything back that was ever decided, past the database's own guards."""
    store = made.service.store
    tables = (AuditEvent, Ledger, Placement, Release, Round)
    names = ["audit_head", *(table.__tablename__ for table in tables)]
    with store.write() as connection:
        run = connection.exec_driver_sql
        if not store.is_sqlite:
            run("TRUNCATE " + ", ".join(f'"{name}"' for name in names))
        else:
            found = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = found.all()
            for trigger in triggers:
                run(f'DROP TRIGGER "{trigger.name}"')
            for name in names:
                run(f'DELETE FROM "{name}"')
            for trigger in triggers:
                run(trigger.sql)
    for name in ("audit-head", "last-run"):
        _results(made).joinpath(name).unlink(missing_ok=True)


def look(made: Deployment) -> Found:
    """See what stands in the database just now, with eyes of its own."""
    keys = made.service.settings.keys
    store = Store(made.url)
    checked = verify(store, keys.aggregator_fingerprint, _results(made))
    table = Release.__table__
    with store.read() as connection:
        order = table.primary_key.columns
        rows = connection.execute(select(table).order_by(*order)).all()
        counts = connection.execute(
            select(Round.number, Round.state, func.count(Release.domain))
            .outerjoin(
                Release,
                (Release.programme_id == Round.programme_id)
                & (Release.number == Round.number)
                & (Release.span == "round")
                & (Release.place == "programme"),
            )
            .group_by(Round.number, Round.state)
        ).all()
    store.engine.dispose()
    # a round has all its rows exactly when it is decided
    half = sum((row.state == "decided") != (row[2] > 0) for row in counts)
    return Found(
        half,
        len(checked.problems),
        tuple(tuple(row) for row in rows),
        sum(row.state == "decided" for row in counts),
    )


def _results(made: Deployment) -> Path:
    return Path(made.service.settings.keys.aggregator_folder)
