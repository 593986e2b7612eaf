"""Listing, checking and showing instruments, without any database."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_list_tells_own_sets_from_keys_without_wording(tidemark):
    rows = {row["id"]: row for row in tidemark("instrument", "list", "--json").json}

    assert {"days", "urges", "life", "readiness", "socrates-8"} <= rows.keys()
    assert rows["days"] == {
        "id": "days",
        "version": 1,
        "kind": "own",
        "wording": True,
        "items": 3,
        "title": "Your days",
    }
    assert rows["socrates-8"]["kind"] == "key"
    assert rows["socrates-8"]["wording"] is False
    assert tidemark("instrument", "list").out.startswith("ID")


def test_every_mistake_is_listed_with_its_path(tidemark, tmp_path):
    text = (ROOT / "instruments/days.toml").read_text()
    broken, twice = tmp_path / "broken.toml", tmp_path / "twice.toml"
    broken.write_text(
        text.replace("max = 7", "max = 0", 1).replace("lang", "tongue", 1)
    )
    twice.write_text(text)

    alone = tidemark("instrument", "check", broken, "--json")
    both = tidemark("instrument", "check", ROOT / "instruments/days.toml", twice)

    assert alone.code == both.code == 1
    assert len(alone.json) >= 2
    assert {mistake["file"] for mistake in alone.json} == {str(broken)}
    assert "days version 1 is there twice" in both.out


def test_files_without_mistakes_pass(tidemark):
    typed = tidemark("instrument", "check")

    assert (typed.code, typed.out) == (0, "")


def test_what_is_no_text_or_not_there_is_said(tidemark, tmp_path):
    odd = tmp_path / "odd.toml"
    odd.write_bytes(b"\xff\xfe")

    assert "not UTF-8" in tidemark("instrument", "check", odd).out
    assert tidemark("instrument", "check", "nothing.toml").code == 3


def test_one_instrument_is_shown_with_its_questions(tidemark):
    typed = tidemark("instrument", "show", "days")

    assert typed.code == 0
    assert "how many days went the way you wanted" in typed.out
    assert tidemark("instrument", "show", "days", "--json").json["id"] == "days"
    assert tidemark("instrument", "show", "dayz").code == 3
    assert tidemark("instrument", "show", "days", "--version", "99").code == 3


def test_a_key_shows_from_when_a_change_counts_and_which_figure_is_in_force(tidemark):
    shown = tidemark("instrument", "show", "core-10").out

    assert "total: 6.75 points at 95 %, in force (alpha; " in shown
    assert "total: 5.66 points at 90 %, not in force (alpha; " in shown
    assert "Words: CC BY-ND 4.0." in shown
    assert "not confirmed" in tidemark("instrument", "show", "k10").out
    assert "    0, 2, 4" in tidemark("instrument", "show", "audit").out


def test_a_key_is_shown_without_words(tidemark):
    assert "not kept here" in tidemark("instrument", "show", "socrates-8").out


def test_the_schema_is_the_one_that_lies_beside_the_files(tidemark):
    written = json.loads((ROOT / "instruments/schema.json").read_text())

    assert tidemark("instrument", "schema").json == written
