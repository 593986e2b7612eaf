"""Putting programme files in force."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "tests/programme.toml").read_text()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(TEXT)
    return path


def test_the_same_file_twice_changes_nothing(deployed, file):
    typed = deployed("programme", "apply", file, "--json")

    assert typed.code == 0
    assert typed.json == {
        "id": "harbour",
        "changed": False,
        "sites_added": [],
        "dry_run": False,
    }


def test_a_broken_file_is_refused_with_every_mistake_and_changes_nothing(
    deployed, file
):
    broken = TEXT.replace('"Europe/London"', '"Europe/Atlantis"')
    broken = broken.replace("2026-06-01", "2026-06-02").replace('"days"', '"dayz"')
    file.write_text(broken)

    first = deployed("programme", "apply", file)
    file.write_text(TEXT.replace('"days"', '"dayz"') + 'colour = "red"\n')
    second = deployed("programme", "apply", file)

    assert first.code == second.code == 1
    assert "Atlantis" in first.err
    assert "not a Monday" in first.err
    assert "colour" in second.err
    assert "Nothing was changed" in second.err
    rows = deployed("programme", "list", "--json").json
    assert rows[0]["first_week"] == "2026-06-01"


def test_an_unknown_instrument_is_refused(deployed, file):
    file.write_text(TEXT.replace('"days"', '"dayz"'))

    typed = deployed("programme", "apply", file)

    assert typed.code == 1
    assert "dayz" in typed.err


def test_a_scoring_key_cannot_be_asked_of_people(deployed, file):
    file.write_text(TEXT.replace('"life"', '"socrates-8"'))

    typed = deployed("programme", "apply", file)

    assert typed.code == 1
    assert "socrates-8" in typed.err


def test_a_rehearsal_says_what_would_change_and_changes_nothing(deployed, file):
    file.write_text(TEXT + '\n[[site]]\nid = "west"\nname = "West hall"\n')

    typed = deployed("programme", "apply", file, "--dry-run", "--json")

    assert typed.json["changed"] is True
    assert typed.json["sites_added"] == ["west"]
    assert deployed("programme", "list", "--json").json[0]["sites"] == 2


def test_a_site_with_groups_cannot_be_left_out_even_in_a_rehearsal(deployed, file):
    deployed("group", "open", "harbour", "south", "--alias", "monday")
    file.write_text(TEXT.replace('[[site]]\nid = "south"\nname = "South hall"\n', ""))

    for flags in ([], ["--dry-run"]):
        typed = deployed("programme", "apply", file, *flags)
        assert typed.code == 1
        assert "south has groups" in typed.err


def test_without_the_aggregators_keys_it_says_who_must_make_them(deployed, file):
    Path("instance/aggregator").rename("elsewhere")
    file.write_text(TEXT.replace('id = "harbour"', 'id = "inland"', 1))

    typed = deployed("programme", "apply", file)

    assert typed.code == 0
    assert "not at hand" in typed.err
    assert not Path("instance/aggregator").exists()
    assert deployed("group", "open", "inland", "north", "--alias", "x").code == 4


def test_a_file_that_is_not_there_is_not_found(deployed):
    assert deployed("programme", "apply", "nothing.toml").code == 3
    assert deployed("programme", "apply", ".").code == 3


def test_the_list_says_what_is_in_force(deployed):
    lines = deployed("programme", "list").out.splitlines()

    assert lines[0].split() == [
        "ID",
        "NAME",
        "KIND",
        "SITES",
        "GROUPS",
        "FIRST",
        "WEEK",
    ]
    assert lines[1].split()[0] == "harbour"
