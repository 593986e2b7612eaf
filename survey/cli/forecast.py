"""Say beforehand what a file of rows could tell for a programme of some size."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from survey import forecast as forecasting
from survey.cli.talk import as_json, progress, say, show, show_json, table
from survey.forecast import FIGURES_FROM, Yield
from survey.privacy.deidentify import WIDE_K

OTHERS = (
    "Figures of the programme (tier open) begin with {figures} people. Tier study has "
    "all answers of whoever shares, at any size: with a signed promise and a second "
    "person who agrees."
)
COUNTED = (
    "People count once all weeks of a file have passed for them. Each is in one file "
    "of tier standard and in no other, so choose the weeks well."
)


@click.command()
@click.option("--people", type=click.IntRange(1, 100_000), required=True)
@click.option(
    "--consent",
    type=click.FloatRange(0, 1),
    default=0.7,
    show_default=True,
    help="Share of them who say yes to the study.",
)
@as_json
def forecast(people: int, consent: float, wants_json: bool) -> None:
    """Tell which rows a programme of so many PEOPLE could give; asks nothing real."""
    found = forecasting.forecast(people, consent, progress("Trying made-up programmes"))
    if wants_json:
        show_json([asdict(one) for one in found])
        return
    show(table(map(_row, found)))
    show(_helps(found))
    say(OTHERS.format(figures=FIGURES_FROM))
    say(COUNTED)


def _row(one: Yield) -> dict[str, Any]:
    given = {
        "rows": one.rows,
        "left out": f"{one.left_out:.0%}",
        "measures": one.measures,
        "about people": one.profile,
        "told at": "; ".join(one.periods),
    }
    return {
        "weeks": one.horizon,
        "k": one.k,
        "works in": f"{one.chance:.0%}",
        **(given if one.rows else dict.fromkeys(given)),
        "needs people": one.needs,
    }


def _helps(found: list[Yield]) -> Iterator[str]:
    if not any(one.rows for one in found if one.k == WIDE_K):
        yield "No rows for anybody. What would help: more people, or a smaller k."
