"""Figures of real data, worked out again by other programs: SciPy and statsmodels.

They are installed into an environment of their own that is gone afterwards: they judge
us and are no part of us.
"""

import csv
import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import combinations
from pathlib import Path

from prove.programs import environment
from prove.table import Row
from survey.measure.bootstrap import RESAMPLES, bca
from survey.measure.paired import Pair, Paired, paired
from survey.measure.reliability import alpha, retest
from survey.measure.statistics import Interval, wilson
from tests.golden.shared import SHARED

JUDGES = ("scipy==1.17.1", "statsmodels==0.15.0")
SCRIPT = """
import json, sys
import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

def told(values):
    x = np.asarray(values, float)
    lower, middle, upper = np.percentile(x, [25, 50, 75])
    return dict(n=len(x), mean=x.mean(), sd=x.std(ddof=1), median=middle,
                lower=lower, upper=upper, mad=stats.median_abs_deviation(x))

def judged(pairs):
    first, now = np.asarray(pairs, float).T
    change = now - first
    ends = stats.bootstrap((change,), np.mean, n_resamples=job["draws"], method="BCa",
        batch=2000, rng=np.random.default_rng(7)).confidence_interval
    average = (first.std(ddof=1) + now.std(ddof=1)) / 2
    hedges = 1 - 3 / (4 * (len(first) + len(now)) - 9)
    t = stats.ttest_rel(now, first).statistic
    return dict(before=told(first), after=told(now), change=told(change),
        interval=dict(low=ends.low, high=ends.high),
        g_av=hedges * change.mean() / average, d_z=t / np.sqrt(len(first)))

def agreement(rows):
    import pandas as pd
    long = pd.DataFrame([dict(person=p, time=t, y=y)
        for p, row in enumerate(rows) for t, y in enumerate(row)])
    from statsmodels.formula.api import ols
    from statsmodels.stats.anova import anova_lm
    table = anova_lm(ols("y ~ C(person) + C(time)", long).fit(), typ=2)
    squares = table["sum_sq"] / table["df"]
    people, times, left = squares.iloc[0], squares.iloc[1], squares.iloc[2]
    n, k = len(rows), len(rows[0])
    icc = (people - left) / (people + (k - 1) * left + k * (times - left) / n)
    # alpha is one less the residual over the people: Hoyt 1941
    return dict(retest=icc, alpha=1 - left / people)

job = json.load(sys.stdin)
json.dump(dict(
    paired={name: judged(pairs) for name, pairs in job["paired"].items()},
    wilson=[proportion_confint(k, n, method="wilson") for k, n in job["wilson"]],
    agreement=agreement(job["rows"]),
), sys.stdout, default=float)
"""

SHARES = [(count, of) for of in (8, 30, 272, 470) for count in (0, 1, of // 2, of)]

NEAR = 1e-8
DRAWS = 99_999


def beside_others() -> list[Row]:
    """Compare every figure of every wave with that of another program."""
    waves = dict(_waves())
    rows = _nights()
    with environment(*JUDGES) as python:
        found = _asked(
            python, {"paired": waves, "wilson": SHARES, "rows": rows, "draws": DRAWS}
        )
    ours = {name: paired(pairs) for name, pairs in waves.items()}
    agreed = {"alpha": alpha(rows), "retest": retest(rows)}
    return [
        _figures(ours, found["paired"]),
        *_ends(ours, found["paired"]),
        _near(
            "Wilson intervals beside statsmodels",
            [end for k, n in SHARES for end in asdict(wilson(k, n)).values()],
            [end for ends in found["wilson"] for end in ends],
        ),
        _near(
            "alpha and retest of ten nights, from the sums of squares of statsmodels",
            [agreed[name] for name in sorted(agreed)],
            [found["agreement"][name] for name in sorted(agreed)],
        ),
    ]


def _asked(python: Path, job: Mapping[str, object]) -> dict:
    done = subprocess.run(
        [python, "-W", "ignore", "-c", SCRIPT],
        input=json.dumps(job),
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def _waves() -> Iterator[tuple[str, list[Pair]]]:
    """Give the pairs from the start to each wave of three studies."""
    blues = [_numbers(row) for row in _rows("BtheB.csv")]
    for month in ("2m", "4m", "6m", "8m"):
        yield f"Beat the Blues {month}", _both(blues, "bdi.pre", f"bdi.{month}")
    help_study: dict[str, dict[str, float]] = {}
    for row in _rows("HELPfull.csv"):
        if row["CES_D"] not in {"", "NA"}:
            help_study.setdefault(row["ID"], {})[row["TIME"]] = float(row["CES_D"])
    for month in ("6", "12", "18", "24"):
        yield f"HELP {month}", _both(list(help_study.values()), "0", month)
    nights = [dict(enumerate(row)) for row in _nights()]
    for first, last in combinations((0, 4, 9), 2):
        yield f"sleepstudy {first}-{last}", _both(nights, first, last)


def _both(people: list[dict], first: object, last: object) -> list[Pair]:
    return [(p[first], p[last]) for p in people if first in p and last in p]


def _numbers(row: Mapping[str, str]) -> dict[str, float]:
    return {
        name: float(text)
        for name, text in row.items()
        if name.startswith("bdi") and text not in {"", "NA"}
    }


def _nights() -> list[list[float]]:
    """Give the ten reaction times of each of eighteen people."""
    people: dict[str, list[float]] = {}
    for row in sorted(_rows("sleepstudy.csv"), key=lambda row: int(row["Days"])):
        people.setdefault(row["Subject"], []).append(float(row["Reaction"]))
    return list(people.values())


def _rows(name: str) -> list[dict[str, str]]:
    with (SHARED / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _figures(ours: Mapping[str, Paired], theirs: Mapping[str, dict]) -> Row:
    """Compare n, mean, sd, quartiles, MAD, g_av and d_z; the interval is apart."""
    mine, other = [], []
    for name, told in ours.items():
        found, judged = asdict(told), theirs[name]
        for part in ("before", "after", "change"):
            mine += [found[part][key] for key in sorted(judged[part])]
            other += [judged[part][key] for key in sorted(judged[part])]
        mine += [told.g_av, told.d_z]
        other += [judged["g_av"], judged["d_z"]]
    return _near(f"summaries of {len(ours)} waves of three studies", mine, other)


def _ends(ours: Mapping[str, Paired], theirs: Mapping[str, dict]) -> Iterator[Row]:
    """Compare the ends that the product draws, and those of as many draws as theirs."""
    as_many = {name: bca(found, resamples=DRAWS) for name, found in _changes().items()}
    as_drawn = {name: told.interval for name, told in ours.items()}
    for claim, found, allowed in (
        (f"BCa intervals beside SciPy, {DRAWS:,} draws each", as_many, 0.01),
        (f"the same from the {RESAMPLES:,} draws of the product", as_drawn, 0.05),
    ):
        gaps = list(_gaps(found, theirs))
        yield Row(
            claim,
            f"at most {allowed} of a width apart",
            f"{max(gaps):.4f} over {len(gaps)} ends",
            max(gaps) <= allowed,
        )


def _gaps(
    ours: Mapping[str, Interval | None], theirs: Mapping[str, dict]
) -> Iterator[float]:
    for name, interval in ours.items():
        ends = theirs[name]["interval"]
        assert interval is not None
        for mine, other in zip(asdict(interval).values(), ends.values(), strict=True):
            yield abs(mine - other) / (ends["high"] - ends["low"])


def _changes() -> dict[str, list[float]]:
    return {name: [now - a for a, now in pairs] for name, pairs in _waves()}


def _near(claim: str, ours: list[float], theirs: list[float]) -> Row:
    far = max(abs(a - b) / max(1.0, abs(b)) for a, b in zip(ours, theirs, strict=True))
    return Row(
        claim,
        f"at most {NEAR:g} apart",
        f"{far:.1e} over {len(ours)} figures",
        far <= NEAR,
    )
