"""Public research data goes in, and leaves in a file with the scores of its authors.

Some of its people here; all of them in `./dev prove exports`.
"""

import csv
import os
import re
import shutil
from pathlib import Path

import pytest

from survey import importing, programme
from survey.aggregator import building, tools
from tests.cast import publish_keys
from tests.exports import STUDY, agreed, files_of, rows_of

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests/data"
SHARED = Path(os.environ.get("TIDEMARK_TEST_SHARED", ROOT.parent / "shared"))
HELP = SHARED / "data/HELPfull.csv"
SOME = 12
COLUMNS = {
    "socrates_8_recognition": "RAW_RE",
    "socrates_8_ambivalence": "RAW_AM",
    "socrates_8_taking_steps": "RAW_TS",
    "ces_d_sum_total": "CES_D",
}
"""Our columns, and where the study's authors print the same."""
WEEKS = {"0": 0, "6": 26, "12": 52, "18": 78, "24": 104}

pytestmark = pytest.mark.skipif(not HELP.exists(), reason="the public data is not here")


@pytest.fixture
def database_url(tmp_path, migrated_sqlite):
    """Give SQLite alone: scores do not depend on the database."""
    path = tmp_path / "tidemark.sqlite"
    path.write_bytes(migrated_sqlite)
    return f"sqlite:///{path}"


@pytest.fixture
def settings(settings, tmp_path):
    """Add the sum of the CES-D to the instruments."""
    folder = tmp_path / "instruments"
    shutil.copytree(ROOT / "instruments", folder)
    shutil.copy(DATA / "ces-d-sum.toml", folder)
    shelf = settings.instruments.model_copy(update={"folder": str(folder)})
    return settings.model_copy(update={"instruments": shelf})


def maps():
    """Return how both sets are read into one programme, for its study."""
    yield (DATA / "helpfull-socrates.toml").read_text()
    sums = (
        (DATA / "helpfull-ces-d.toml").read_text().replace("help-sites", "help-study")
    )
    sums = re.sub(r"(?ms)^\[group\]\n.*?(?=^\[)", "", sums)
    yield sums.replace("\ngroup = ", "\nstudy = ")


def source(people):
    """Return what the authors print, by column and week, each as often as it occurs."""
    found = {}
    for row in csv.DictReader(people.splitlines()):
        for ours, theirs in COLUMNS.items():
            if row[theirs]:
                key = (ours, WEEKS[row["TIME"]])
                found.setdefault(key, []).append(float(row[theirs]))
    return {key: sorted(values) for key, values in found.items()}


def bring_in(service, people):
    """Read both sets of these people in, as the study's own programme."""
    programme.apply(service, (DATA / "help-study.toml").read_text())
    publish_keys(service)
    for plan in maps():
        checked = importing.check(service, plan, people.encode())
        importing.run(service, checked, lambda _done, _total: None)


def left(files):
    """Return what left in a file, as `source` has what came."""
    found = {}
    for row in rows_of(files):
        for column in COLUMNS:
            if float(row[column]) >= 0:
                key = (column, int(row["week"]))
                found.setdefault(key, []).append(float(row[column]))
    return {key: sorted(values) for key, values in found.items()}


def test_each_wave_of_the_help_study_leaves_with_the_scores_it_came_with(
    service, clock
):
    head, *lines = HELP.read_text(encoding="utf-8").splitlines()
    number = head.split(",").index("ID")
    some = [one for one in lines if int(one.split(",")[number]) <= SOME]
    people = "\n".join([head, *some]) + "\n"
    bring_in(service, people)
    export_id = agreed(service, "help-study")
    aggregator = tools.build(service.settings, service.store, clock=clock)

    assert building.run(aggregator).made == [export_id.hex()]

    files = files_of(service, export_id)
    assert left(files) == source(people)
    assert STUDY.recipient in files["README.txt"].decode()
