"""Opening and closing groups, and their join codes."""

from pathlib import Path

import pytest

from survey import doorway


def open_(tidemark, *more):
    words = ("group", "open", "harbour", "north", "--alias", "thursday")
    return tidemark(*words, *more)


def test_opening_prints_alias_code_and_address(deployed, behind):
    alias, code, address = open_(deployed).out.splitlines()

    assert alias == "thursday"
    assert len(code) == 8
    assert address == f"http://127.0.0.1:8000/join/{code}"
    assert doorway.look_up(behind, code).problem is None


def test_the_code_is_shown_again_and_changed_only_when_asked(deployed, behind):
    opened = open_(deployed, "--json").json

    shown = deployed("group", "code", "harbour", "thursday", "--json").json
    rotated = deployed(
        "group", "code", "harbour", "thursday", "--rotate", "--json"
    ).json

    assert shown == opened
    assert rotated["join_code"] != opened["join_code"]
    assert doorway.look_up(behind, opened["join_code"]).problem == "unknown"
    assert doorway.look_up(behind, rotated["join_code"]).problem is None


def test_a_closed_group_lets_nobody_in(deployed, behind):
    code = open_(deployed, "--json").json["join_code"]

    typed = deployed("group", "close", "harbour", "thursday", "--yes", "--json")

    assert typed.json["state"] == "closed"
    assert doorway.look_up(behind, code).problem == "closed"


def test_closing_asks_back_and_without_anybody_to_ask_it_needs_yes(deployed, behind):
    code = open_(deployed, "--json").json["join_code"]

    typed = deployed("group", "close", "harbour", "thursday")

    assert typed.code == 2
    assert "--yes" in typed.err
    assert doorway.look_up(behind, code).problem is None


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("", "No fingerprint is pinned"),
        ("sha256:" + "0" * 64, "signed by another identity"),
    ],
    ids=["none pinned", "another pinned"],
)
def test_no_group_opens_without_trusted_keys(deployed, monkeypatch, setting, reason):
    monkeypatch.setenv("TIDEMARK_KEYS__AGGREGATOR_FINGERPRINT", setting)

    typed = open_(deployed)

    assert typed.code == 4
    assert typed.out == ""
    assert reason in typed.err
    assert deployed("group", "code", "harbour", "thursday").code == 3


def test_no_group_opens_before_keys_are_published_or_in_the_wrong_suite(
    deployed, monkeypatch, tmp_path
):
    Path("instance/aggregator").rename("elsewhere")
    text = Path(__file__).parents[1].joinpath("programme.toml").read_text()
    other = tmp_path / "other.toml"
    other.write_text(text.replace('id = "harbour"', 'id = "inland"', 1))
    deployed("programme", "apply", other)

    unpublished = deployed("group", "open", "inland", "north", "--alias", "x")
    monkeypatch.setenv("TIDEMARK_KEYS__SUITE", "hybrid")
    wrong_suite = open_(deployed)

    assert unpublished.code == wrong_suite.code == 4
    assert "none is published" in unpublished.err
    assert "suite" in wrong_suite.err


def test_unknown_programmes_sites_and_groups_are_not_found(deployed):
    assert deployed("group", "open", "nowhere", "north", "--alias", "x").code == 3
    typed = deployed("group", "open", "harbour", "west", "--alias", "x")
    assert typed.code == 3
    assert "north, south" in typed.err
    assert deployed("group", "code", "harbour", "friday").code == 3
    assert deployed("group", "close", "harbour", "friday", "--yes").code == 3


def test_an_alias_is_taken_once_and_fits_into_an_address(deployed):
    open_(deployed)

    assert open_(deployed).code == 1
    typed = deployed("group", "open", "harbour", "north", "--alias", "Ana's group")
    assert typed.code == 2


def test_a_group_rests_and_its_code_works_again_when_it_is_resumed(deployed, behind):
    code = open_(deployed, "--json").json["join_code"]

    paused = deployed("group", "pause", "harbour", "thursday", "--json")
    assert paused.json["paused_since"]
    assert paused.json["state"] == "open"
    assert doorway.look_up(behind, code).problem == "paused"

    resumed = deployed("group", "resume", "harbour", "thursday", "--json")
    assert resumed.json["paused_since"] is None
    assert doorway.look_up(behind, code).problem is None


def test_a_closed_group_neither_rests_nor_gets_a_new_code(deployed):
    open_(deployed)
    deployed("group", "close", "harbour", "thursday", "--yes")

    for words in (("pause",), ("code", "--rotate")):
        typed = deployed("group", words[0], "harbour", "thursday", *words[1:])
        assert typed.code == 1
        assert "closed" in typed.err
