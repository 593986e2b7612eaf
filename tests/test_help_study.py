"""Public research data goes in, is sealed, is opened, and scores as it was scored.

The scores in the file were computed by its authors: they are the oracle.
"""

import csv
import os
from pathlib import Path

import pytest

from survey import importing, past, programme
from tests.cast import publish_keys
from tests.reading_back import opened

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIDEMARK_TEST_SHARED", ROOT.parent / "shared"))
HELP = SHARED / "data/HELPfull.csv"
SUBSCALES = {"recognition": "RAW_RE", "ambivalence": "RAW_AM", "taking_steps": "RAW_TS"}
WITH_SCORES = 1460


@pytest.fixture
def study(service, keys):
    """Put the programme of the HELP study in force, with keys."""
    programme.apply(service, (ROOT / "tests/data/help-study.toml").read_text())
    publish_keys(service)
    return service


def person_id(service, number):
    return past.derived(service, "person", "help-study", "HELP study", number)[:16]


@pytest.mark.skipif(not HELP.exists(), reason="the public data is not here")
def test_every_socrates_score_of_the_help_study_comes_out_as_it_went_in(study, keys):
    plan = (ROOT / "tests/data/helpfull-socrates.toml").read_text()
    checked = importing.check(study, plan, HELP.read_bytes())

    done = importing.run(study, checked, lambda _done, _total: None)

    assert (done.people, done.written, done.already) == (470, 1472, 0)
    weeks = {(r.person, r.occasion): r.week for rows in checked.people for r in rows}
    sealed = opened(study, keys.aggregator, "study")
    found = {(o.participant_id, o.entry.week): o.scores for o in sealed}
    compared = dict.fromkeys(SUBSCALES, 0)
    for row in csv.DictReader(HELP.read_text(encoding="utf-8").splitlines()):
        week = weeks[row["ID"], row["TIME"]]
        scores = found[person_id(study, row["ID"]), week]
        for scale, column in SUBSCALES.items():
            expected = float(row[column]) if row[column] else None
            assert scores[scale] == expected, (row["ID"], row["TIME"], scale)
            compared[scale] += expected is not None
    assert compared == dict.fromkeys(SUBSCALES, WITH_SCORES)
