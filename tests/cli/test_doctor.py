"""The doctor finds what is broken, says what to do, and shows no secret."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from survey.cli import look_at_house
from tests.cast import FakeClock
from tests.cli.conftest import ROOT


def found(typed):
    """Return the worst state and all the words of each check."""
    order = ["ok", "warn", "fail"]
    states, words = {}, {}
    for finding in typed.json:
        name = finding["check"]
        worse = max(states.get(name, "ok"), finding["state"], key=order.index)
        states[name] = worse
        words[name] = words.get(name, "") + finding["says"] + finding["do"]
    return states, words


def test_before_anything_is_set_up_it_says_what_to_do_and_makes_nothing(tidemark):
    typed = tidemark("doctor", "--json")

    states, words = found(typed)
    assert typed.code == 1
    assert states["database"] == states["web keys"] == states["fingerprint"] == "fail"
    assert "keys init" in words["web keys"]
    assert not Path("instance").exists()


def test_a_deployment_in_order_has_nothing_broken(deployed):
    typed = deployed("doctor", "--json")

    states, words = found(typed)
    assert typed.code == 0
    assert "fail" not in states.values()
    assert states["database"] == states["fingerprint"] == states["results keys"] == "ok"
    assert "this machine alone" in words["address"]
    assert deployed("doctor").out.startswith("ok    settings")


def test_wrong_settings_are_listed_and_nothing_else_is_tried(tidemark, monkeypatch):
    monkeypatch.setenv("TIDEMARK_KEYS__SUITE", "rot13")

    typed = tidemark("doctor", "--json")

    assert typed.code == 1
    assert [finding["check"] for finding in typed.json] == ["settings"]


def test_keys_in_the_clear_beside_the_database_make_the_harsher_row_true(deployed):
    states, words = found(deployed("doctor", "--json"))

    assert states["aggregator"] == "warn"
    assert "harsher" in words["aggregator"]
    assert "same user" in words["aggregator"]


def test_keys_that_are_elsewhere_make_the_milder_row_true(deployed):
    Path("instance/aggregator").rename("elsewhere")

    states, words = found(deployed("doctor", "--json"))

    assert states["aggregator"] == "ok"
    assert "guessing words" in words["aggregator"]


@pytest.fixture
def passphrase(tidemark, monkeypatch, tmp_path):
    path = tmp_path / "passphrase"
    path.write_text("a long walk by the river")
    monkeypatch.setenv("TIDEMARK_KEYS__PASSPHRASE_FILE", str(path))
    return path


def test_a_passphrase_helps_only_away_from_the_disk(passphrase, deployed, monkeypatch):
    _, beside = found(deployed("doctor", "--json"))
    monkeypatch.delenv("TIDEMARK_KEYS__PASSPHRASE_FILE")
    _, away = found(deployed("doctor", "--json"))

    assert "passphrase on the same disk" in beside["aggregator"]
    assert "harsher" in beside["aggregator"]
    assert "harsher" not in away["aggregator"]


def test_another_pinned_fingerprint_is_a_failure(deployed, monkeypatch):
    wrong = "sha256:" + "0" * 64
    monkeypatch.setenv("TIDEMARK_KEYS__AGGREGATOR_FINGERPRINT", wrong)

    typed = deployed("doctor", "--json")

    states, _ = found(typed)
    assert typed.code == 1
    assert states["fingerprint"] == states["results keys"] == "fail"


def test_placeholder_numbers_fail_where_people_can_come(deployed, monkeypatch):
    here, _ = found(deployed("doctor", "--json"))
    monkeypatch.setenv("TIDEMARK_SERVER__PUBLIC_URL", "https://check.example.org")
    public, _ = found(deployed("doctor", "--json"))

    assert here["help"] == "warn"
    assert public["help"] == "fail"
    assert public["address"] == "ok"


def test_nobody_to_tell_of_a_weakness_is_worth_a_look(deployed, monkeypatch):
    nobody, _ = found(deployed("doctor", "--json"))
    place = "mailto:security@example.org"
    monkeypatch.setenv("TIDEMARK_SAFETY__SECURITY_CONTACT", place)
    somebody, words = found(deployed("doctor", "--json"))

    assert nobody["security contact"] == "warn"
    assert somebody["security contact"] == "ok"
    assert place in words["security contact"]


def test_files_that_others_can_read_are_named(deployed):
    Path("instance/web/tidemark.sqlite").chmod(0o664)
    Path("instance/web/keys/pepper-1").chmod(0o444)

    states, words = found(deployed("doctor", "--json"))

    assert states["database"] == "warn"
    assert "chmod" in words["database"]
    assert states["web keys"] == "fail"
    assert "pepper-1" in words["web keys"]


def test_a_clock_before_the_newest_check_in_is_a_failure(deployed, monkeypatch):
    early = FakeClock()
    early.pass_(days=-365)
    monkeypatch.setattr(look_at_house, "SystemClock", lambda: early)

    states, _ = found(deployed("doctor", "--json"))

    assert states["clock"] == "fail"


def test_a_drifted_database_is_a_failure(deployed):
    with closing(sqlite3.connect("instance/web/tidemark.sqlite")) as connection:
        connection.execute("CREATE TABLE left_over (id INTEGER)")

    states, words = found(deployed("doctor", "--json"))

    assert states["database"] == "fail"
    assert "db check" in words["database"]


def test_a_disk_without_room_is_a_failure(deployed, monkeypatch):
    full = type("Usage", (), {"free": 10 * 2**20})
    monkeypatch.setattr(look_at_house.shutil, "disk_usage", lambda _folder: full)

    states, _ = found(deployed("doctor", "--json"))

    assert states["disk"] == "fail"


def test_a_programme_without_a_plan_is_worth_a_look_and_one_that_cannot_be_asked_fails(
    deployed, monkeypatch, tmp_path
):
    unplanned, words = found(deployed("doctor", "--json"))
    fewer = tmp_path / "fewer"
    shutil.copytree(ROOT / "instruments", fewer, ignore=lambda *_: ["life.toml"])
    monkeypatch.setenv("TIDEMARK_INSTRUMENTS__FOLDER", str(fewer))
    unasked, reasons = found(deployed("doctor", "--json"))

    assert unplanned["programmes"] == "warn"
    assert "[evaluation]" in words["programmes"]
    assert unasked["programmes"] == "fail"
    assert "no instrument 'life'" in reasons["programmes"]
