"""The aggregator as an operator meets it: what it says, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prove.crowd import crowd
from survey import groups
from survey.measure.rounds import add_weeks, week_of
from survey.records.tables import Response
from tests.aggregator.looking import releases, rows, spoil

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def busy(deployed, behind):
    """Let ten people have checked in for eight weeks, a while ago."""
    group = groups.open_group(behind, "harbour", "north", "thursday")
    start = add_weeks(week_of(datetime.now(UTC), "UTC"), -12)
    crowd(behind, group.id, 10, [add_weeks(start, n) for n in range(8)])
    return deployed


def test_a_run_says_what_it_decided_and_a_second_has_nothing_to_do(busy, behind):
    first, second = busy("aggregate", "--json"), busy("aggregate", "--once", "--json")

    assert (first.code, second.code) == (0, 0)
    assert first.json["shown"] > 0
    assert len(first.json["decided"]) > 4
    assert second.json["decided"] == second.json["held"] == []
    assert len(releases(behind)) == first.json["shown"] + first.json["not_shown"]


def test_a_forged_row_ends_with_1_and_names_what_to_do(busy, behind):
    response = max(rows(behind, Response), key=lambda row: row.week)
    spoil(behind, f"UPDATE response SET version = 2 WHERE id = x'{response.id.hex()}'")

    held = busy("aggregate")
    told = busy("aggregate", "quarantine", response.id.hex())
    after = busy("aggregate")

    assert held.code == 1
    assert f"tidemark aggregate quarantine {response.id.hex()}" in held.err
    assert (told.code, after.code) == (0, 0)


def test_a_missing_key_ends_with_1_and_decides_nothing(busy, behind):
    Path("instance/aggregator/evaluation-harbour-group-1").unlink()

    typed = busy("aggregate")

    assert typed.code == 1
    assert "harbour, group, epoch 1" in typed.err
    assert releases(behind) == []


def test_what_cannot_be_put_away_is_not_found(busy):
    assert busy("aggregate", "quarantine", "00" * 16).code == 3
    assert busy("aggregate", "quarantine", "hello").code == 3
    assert busy("aggregate", "--once", "--loop").code == 2


def test_the_trail_is_verified_and_a_change_ends_with_1(busy, behind):
    busy("aggregate")
    whole = busy("audit", "verify", "--json")
    spoil(behind, "UPDATE audit_event SET content = '{}' WHERE number = 2")
    broken = busy("audit", "verify", "--json")

    assert (whole.code, broken.code) == (0, 1)
    assert whole.json["problems"] == []
    assert whole.json["folder"] is True
    assert "event 2 was changed" in broken.json["problems"]


def started(program):
    return subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_never_imports_flask_and_opens_no_socket(busy):
    done = started("""
import json, sys
seen = []
sys.addaudithook(lambda event, _: seen.append(event) if "socket" in event else None)
from survey.cli import main
code = main(["aggregate", "--once", "--json"])
loaded = {"flask", "werkzeug", "jinja2", "survey.web"} & set(sys.modules)
made = [event for event in seen if event in ("socket.__new__", "socket.bind")]
print(json.dumps([code, sorted(loaded), made]), file=sys.stderr)
""")
    _, said = done.communicate(timeout=60)

    assert json.loads(said.splitlines()[-1]) == [0, [], []]


def test_the_loop_ends_calmly_when_told_even_twice(busy, behind):
    loop = started("import sys; from survey.cli import main; "
                   "sys.exit(main(['aggregate', '--loop']))")  # fmt: skip
    until = time.monotonic() + 60
    while time.monotonic() < until and not releases(behind, span="round"):
        time.sleep(0.1)
    loop.send_signal(signal.SIGTERM)
    loop.send_signal(signal.SIGTERM)
    _, said = loop.communicate(timeout=30)

    assert (loop.returncode, "Traceback" in said) == (0, False), said
    assert "Stopped; nothing is left half done." in said
