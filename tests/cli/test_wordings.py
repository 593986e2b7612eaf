"""Bringing words in and giving instruments out, as an operator types it."""

import pytest

from survey.interop import opening
from tests.interop.forms import as_bytes, dictionary, fhir, item, options, row

SIX = " | ".join(f"{number}, {number + 1} kettles" for number in range(6))
ONE_UP = " | ".join(f"{number + 1}, {number + 1} kettles" for number in range(6))


@pytest.fixture
def file(tmp_path):
    def write(choices=SIX):
        path = tmp_path / "words.csv"
        rows = (row(f"w{n}", label=f"Hall {n}?", choices=choices) for n in range(1, 6))
        path.write_bytes(dictionary(*rows))
        return path

    return write


def wording_of(typed):
    rows = {(each["id"], each["version"]): each for each in typed.json}
    return rows["who-5", 1]


def test_words_come_in_and_the_list_shows_them(deployed, file):
    assert not wording_of(deployed("instrument", "list", "--json"))["wording"]

    typed = deployed("instrument", "import", file(), "--key", "who-5", "--json")
    again = deployed("instrument", "import", file(), "--key", "who-5")

    assert (typed.code, typed.json["changed"]) == (0, True)
    assert typed.json["outcome"] == "imported with notes"
    assert "by order alone" in typed.json["notes"][0]
    assert "nothing changed" in again.err
    row_ = wording_of(deployed("instrument", "list", "--json"))
    assert (row_["wording"], row_["kind"], row_["items"]) == (True, "key", 5)
    assert "Hall 2?" in deployed("instrument", "show", "who-5").out


def test_a_rehearsal_shows_the_questions_and_keeps_nothing(deployed, tidemark, file):
    typed = deployed("instrument", "import", file(), "--key", "who-5", "--dry-run")

    assert "Hall 1?" in typed.out
    assert "3 kettles" in typed.out
    assert "would be in force" in typed.err
    assert not wording_of(deployed("instrument", "list", "--json"))["wording"]


def test_looking_needs_no_database(tidemark, file):
    typed = tidemark("instrument", "import", file(), "--key", "who-5", "--dry-run")

    assert typed.code == 0
    assert tidemark("instrument", "import", file(), "--key", "who-5").code == 1


def test_a_file_that_differs_is_refused_with_a_table_and_a_map_that_cures_it(
    deployed, file, tmp_path
):
    path, map_file = file(ONE_UP), tmp_path / "map.toml"
    typed = deployed("instrument", "import", path, "--key", "who-5")
    told = deployed("instrument", "import", path, "--key", "who-5", "--json")

    assert typed.code == told.code == 1
    assert typed.out.startswith("ITEM")
    assert "line 2 (w1)" in typed.out
    assert "Nothing was changed" in typed.err
    assert [each["item"] for each in told.json["differences"]] == [
        f"q{number}" for number in range(1, 6)
    ]
    map_file.write_text(told.json["map"])
    assert deployed("instrument", "import", path, "--map", map_file).code == 0


def test_what_is_wrong_is_said_without_a_trace(tidemark, tmp_path):
    broken, odd = tmp_path / "broken.json", tmp_path / "map.toml"
    broken.write_text('{\n"resourceType": "Questionnaire",,}')
    odd.write_text("colour = 3")

    typed = tidemark("instrument", "import", broken)
    assert (typed.code, "line 2, column 33" in typed.out) == (1, True)
    assert tidemark("instrument", "import", tmp_path).code == 3
    assert tidemark("instrument", "import", "nothing.json").code == 3
    assert "map.colour" in tidemark("instrument", "import", broken, "--map", odd).out
    assert tidemark("instrument", "import", broken, "--key", "what").code == 1


def test_check_looks_at_files_of_other_programs_too(tidemark, tmp_path):
    strange = tmp_path / "strange.json"
    strange.write_bytes(as_bytes(fhir(item("a", options()))))

    typed = tidemark("instrument", "check", strange, "--json")

    assert typed.code == 1
    assert "No scoring key fits" in typed.json[0]["mistake"]


def test_our_own_go_out_in_both_formats_and_read_back(tidemark):
    resource = tidemark("instrument", "export", "days").json
    table = tidemark("instrument", "export", "days", "--format", "redcap").out

    assert resource["resourceType"] == "Questionnaire"
    assert len(opening.read(table.encode()).questions) == 3
    assert tidemark("instrument", "export", "who-5").code == 1
    assert tidemark("instrument", "export", "dayz").code == 3
