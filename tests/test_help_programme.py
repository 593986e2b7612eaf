"""The HELP study as a programme: what is released is its known figures, rounded.

The sums in the file were computed by its authors. Before rounding they are those of the
data's own list; what the aggregator writes is compared with them rounded by hand.
"""

import csv
import os
import shutil
from collections import defaultdict
from pathlib import Path
from statistics import fmean, quantiles, stdev

import pytest

from survey import groups, importing, programme, release, results_of_programme
from survey.aggregator import tools
from survey.measure.rounds import weeks_between
from survey.privacy import noise, programme_level
from survey.privacy.figures import Figures
from survey.records.queries import budget
from tests.cast import publish_keys

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests/data"
SHARED = Path(os.environ.get("TIDEMARK_TEST_SHARED", ROOT.parent / "shared"))
HELP = SHARED / "data/HELPfull.csv"
ROUNDS = {"0": 3, "6": 9, "12": 16, "18": 22, "24": 29}
"""The round that each occasion lies in, of four weeks each."""

pytestmark = pytest.mark.skipif(not HELP.exists(), reason="the public data is not here")


@pytest.fixture
def database_url(tmp_path, migrated_sqlite):
    """Give SQLite alone: figures do not depend on the database."""
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


@pytest.fixture
def study(service):
    """Import the study, with its people's yes to group results on record."""
    programme.apply(service, (DATA / "help-sites.toml").read_text())
    publish_keys(service)
    for arm in ("usual", "clinic"):
        groups.open_group(service, "help-sites", arm, arm)
    plan = (DATA / "helpfull-ces-d.toml").read_text()
    checked = importing.check(service, plan, HELP.read_bytes())
    importing.run(service, checked, lambda _done, _total: None)
    return service


@pytest.fixture
def aggregator(study, settings, clock):
    return tools.build(settings, study.store, clock=clock)


def scores():
    """Return the sums by occasion and person."""
    found = defaultdict(dict)
    for row in csv.DictReader(HELP.read_text(encoding="utf-8").splitlines()):
        if row["CES_D"]:
            found[row["TIME"]][row["ID"]] = float(row["CES_D"])
    return found


def nearest(figure, step):
    return int(figure / step + 0.5) * step


def whole(study):
    return results_of_programme.of_programme(study, "help-sites").whole


def released(study):
    """Return the figures of the whole programme by round."""
    (course,) = (c for c in whole(study).courses if c.domain == "ces-d-sum.total")
    (began,) = (
        plan.first_week
        for plan in programme.everything(study)
        if plan.id == "help-sites"
    )
    return {
        weeks_between(began, each.when.first) // 4 + 1: each.shown
        for each in course.releases
        if each.shown is not None
    }


def test_the_known_figures_come_out_rounded(study, aggregator, monkeypatch):
    before_rounding = []

    def watched(people, *given):
        before_rounding.append([person.value * 6 for person in people])
        return decide(people, *given)

    decide = programme_level.decide
    monkeypatch.setattr(programme_level, "decide", watched)

    # a quarter ends with the third and with the ninth round
    monkeypatch.setattr(noise, "installed", lambda: True)
    monkeypatch.setattr(noise, "noisy", lambda mean, _n, _epsilon: mean)

    assert release.run(aggregator).well

    exact = [values for values in before_rounding if values]
    assert [len(values) for values in exact] == [470, 254, 214, 253, 272]
    means = [round(fmean(values), 3) for values in exact]
    assert means == [32.860, 22.807, 23.678, 22.083, 20.371]
    shown = released(study)
    assert list(shown) == list(ROUNDS.values())
    told = scores()
    # at first there is nothing to be better than; after 18 months eight people were
    # worse, a count at the edge of its rounding, so all shares rest
    assert [number for number in shown if shown[number].improved is None] == [3, 22]
    for occasion, number in ROUNDS.items():
        compare(shown[number], told[occasion], told["0"])
    assert shown[29].ever.count == nearest(396, 5)
    (with_noise,) = whole(study).with_noise
    assert with_noise.noisy.mean == round(22.807 / 6, 2)
    with study.store.read() as connection:
        spent = [budget.left(connection, "help-sites", quarter) for quarter in range(5)]
    assert spent == [1000, 0, 1000, 0, 1000]
    arms = results_of_programme.of_programme(study, "help-sites").sites
    assert [len(figures(arm)) for arm in arms] == [len(ROUNDS)] * 2
    assert max(each.n for arm in arms for each in figures(arm)) == nearest(235, 5)


def figures(place):
    """Return every figure that was released of a place."""
    shown = [each.shown for course in place.courses for each in course.releases]
    return [each for each in shown if isinstance(each, Figures)]


def compare(shown, now, first):
    """Hold released figures against figures worked out from the file alone."""
    values, step = sorted(now.values()), 1 if len(now) >= 400 else 5
    quarters = quantiles(values, n=4, method="inclusive")
    percent = [nearest(v / 60 * 100, step) for v in (fmean(values), *quarters)]
    assert shown.rounding == step
    assert [shown.mean, shown.quartiles[0], shown.median, shown.quartiles[1]] == percent
    assert shown.deviation == nearest(stdev(values) / 60 * 100, step)
    assert shown.n == shown.followed.count == nearest(len(now), 5)
    assert shown.followed.of == 470
    assert shown.followed.percent == nearest(shown.n / 470 * 100, 5)
    if shown.improved is not None:
        better = sum(first[person] - value > 11.63 for person, value in now.items())
        assert shown.improved.of == nearest(len(now), 5)
        assert shown.improved.count == nearest(better, 15)
        assert shown.improved.low <= shown.improved.percent <= shown.improved.high
