"""A file of rows on the command line: asked for, built, opened far away."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from survey import consent, export
from survey.aggregator import tools as aggregators
from survey.cli.export import build_apart
from survey.records.store import Store
from tests.cast import check_in, enrol
from tests.exports import at_desk, sealed_file, unzipped

UNTIL = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
WISH = (
    "request", "harbour", "--for", "A university", "--purpose", "A paper",
    "--until", UNTIL,
)  # fmt: skip


@pytest.fixture
def asked(deployed, behind):
    """Let somebody share, an evaluator's key be made, and a file be agreed to."""
    ana = enrol(behind)
    consent.decide(behind, ana, "study", "yes", reach_back=True)
    check_in(behind, ana)
    public = deployed("export", "key", "eve.key").out.strip()
    finer = ("--tier", "study", "--agreed", "--to", public)
    typed = deployed("export", *WISH, *finer)
    assert typed.code == 0
    export_id = bytes.fromhex(typed.out.strip())
    export.approve(behind, at_desk(behind, "Ed")[0], export_id)
    return export_id


def state(behind):
    return [one.state for one in export.listed(behind)]


def test_what_is_asked_for_is_built_fetched_and_opened_with_the_evaluators_key(
    deployed, behind, asked
):
    built = deployed("export", "build", "--json")
    Path("data.tidemark").write_bytes(sealed_file(behind, asked))
    opened = deployed("export", "open", "data.tidemark", "--key", "eve.key")

    assert built.json["made"] == [asked.hex()]
    assert [one["state"] for one in deployed("export", "list", "--json").json] == [
        "built"
    ]
    assert opened.out.strip() == "data.zip"
    assert "responses_long.csv" in unzipped(Path("data.zip").read_bytes())


@pytest.mark.parametrize("spoil", ["cut", "changed", "another key", "no file of ours"])
def test_a_file_that_is_not_whole_or_for_another_leaves_nothing(
    deployed, behind, asked, spoil
):
    deployed("export", "build")
    data, key = bytearray(sealed_file(behind, asked)), "eve.key"
    if spoil == "cut":
        del data[-20:]
    elif spoil == "changed":
        data[-20] ^= 1
    elif spoil == "another key":
        key = "ed.key"
        deployed("export", "key", key)
    else:
        data = bytearray(b"PK" + bytes(4000))
    Path("data.tidemark").write_bytes(data)

    typed = deployed("export", "open", "data.tidemark", "--key", key)

    assert typed.code == 4
    assert not list(Path().glob("data.zip*"))


def test_a_run_of_rounds_builds_no_file_and_the_loop_has_one_built_elsewhere(
    deployed, behind, asked
):
    assert deployed("aggregate", "--once").code == 0
    assert state(behind) == ["approved"]

    store = Store(behind.settings.database.url.get_secret_value())
    aggregator = aggregators.build(behind.settings, store)
    build_apart(aggregator)
    store.engine.dispose()

    assert state(behind) == ["built"]
    assert {epoch.purpose for epoch in aggregator.keys.epochs} == {"group"}


def test_what_cannot_stand_is_refused_with_4_and_written_nowhere(deployed, behind):
    assert deployed("export", *WISH, "--tier", "study").code == 4
    assert deployed("export", *WISH, "--k", "4").code == 4
    assert deployed("export", *WISH, "--k", "7").code == 4
    assert deployed("export", *WISH, "--to", "no key").code == 2
    assert deployed("export", "request", "nowhere", *WISH[2:]).code == 3
    assert state(behind) == []


def test_words_open_a_standard_file_and_are_printed_once(deployed, behind):
    typed = deployed("export", *WISH)

    _, words = typed.out.splitlines()
    assert len(words.split()) == 7
    assert words not in deployed("export", "list").out
    assert state(behind) == ["requested"]


def test_a_key_is_never_written_over(deployed):
    deployed("export", "key", "eve.key")
    before = Path("eve.key").read_bytes()

    assert deployed("export", "key", "eve.key").code == 1
    assert Path("eve.key").read_bytes() == before
    assert Path("eve.key").stat().st_mode & 0o077 == 0
