"""Reading a history in, from the command line."""

from pathlib import Path

import pytest
from sqlalchemy import text

from survey import importing
from tests.interop.small_study import HEAD, MAP

ROWS = "ana,a,5,6,7\nana,b,6,7,keeping\nben,a,1,,3\n"


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "map.toml"
    path.write_text(MAP + '\n[basis]\nstudy = "agreement 12"\n')
    return path


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(HEAD + ROWS)
    return path


def sittings(service):
    with service.store.read() as connection:
        return connection.execute(text("SELECT count(*) FROM sitting")).scalar_one()


def test_a_file_is_read_in_once_and_the_basis_is_repeated(deployed, behind, file, plan):
    first = deployed("history", "import", file, "--map", plan, "--json")
    again = deployed("history", "import", file, "--map", plan)

    assert first.code == again.code == 0
    assert first.json == {
        "people": 2,
        "rows": 3,
        "written": 3,
        "already": 0,
        "sealed_for": ["study"],
        "dry_run": False,
        "basis": {"study": "agreement 12"},
    }
    assert "Read in: 3 of 3" in first.err
    assert "written: 0" in again.out
    assert "agreement 12" in again.err
    assert sittings(behind) == 3


def test_a_rehearsal_writes_nothing(deployed, behind, file, plan):
    typed = deployed("history", "import", file, "--map", plan, "--dry-run", "--json")

    assert typed.json["written"] == 3
    assert typed.json["dry_run"] is True
    assert sittings(behind) == 0


def test_bad_rows_are_listed_with_line_and_reason_and_nothing_is_written(
    deployed, behind, file, plan
):
    file.write_text(HEAD + ROWS + "cleo,a,99,1,1\ncleo,c,1,1,1\n")

    shown = deployed("history", "import", file, "--map", plan)
    data = deployed("history", "import", file, "--map", plan, "--json")

    assert shown.code == data.code == 1
    assert shown.out.splitlines() == [
        f"{file}:5: m: outside 0 to 10",
        f"{file}:6: visit: no occasion of the map",
    ]
    assert "Nothing was written" in shown.err
    assert [row["line"] for row in data.json["bad_rows"]] == [5, 6]
    assert sittings(behind) == 0


def test_without_a_trusted_key_it_is_refused(deployed, file, plan, monkeypatch):
    monkeypatch.setenv("TIDEMARK_KEYS__AGGREGATOR_FINGERPRINT", "")

    typed = deployed("history", "import", file, "--map", plan)

    assert typed.code == 4
    assert "results keys" in typed.err


def test_what_is_missing_is_not_found_and_a_broken_map_is_a_failure(
    deployed, file, plan, tmp_path
):
    assert deployed("history", "import", "no.csv", "--map", plan).code == 3
    assert deployed("history", "import", file, "--map", "no.toml").code == 3
    assert deployed("history", "import", file).code == 2
    plan.write_text(MAP.replace("harbour", "inland"))
    elsewhere = deployed("history", "import", file, "--map", plan)
    plan.write_text(MAP.replace("readiness", "raediness"))
    broken = deployed("history", "import", file, "--map", plan)

    assert elsewhere.code == 3
    assert "inland" in elsewhere.err
    assert broken.code == 1
    assert "raediness" in broken.err
    assert Path("instance/web/tidemark.sqlite").exists()


def test_after_ctrl_c_the_same_command_goes_on(
    deployed, behind, file, plan, monkeypatch
):
    people = 20
    rows = "".join(f"p{n},{v},1,2,3\n" for n in range(people) for v in "ab")
    file.write_text(HEAD + rows)
    monkeypatch.setattr(importing, "BATCH", 10)
    run = importing.run

    def stop_half_way(service, checked, tell):
        def stop(done, total):
            tell(done, total)
            if done >= total // 2:
                raise KeyboardInterrupt

        return run(service, checked, stop)

    monkeypatch.setattr(importing, "run", stop_half_way)
    stopped = deployed("history", "import", file, "--map", plan)
    half = sittings(behind)
    monkeypatch.setattr(importing, "run", run)
    done = deployed("history", "import", file, "--map", plan, "--json")

    assert stopped.code == 130
    assert half == people
    assert done.json["written"] == people
    assert sittings(behind) == 2 * people
