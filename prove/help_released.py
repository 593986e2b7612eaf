"""HELPfull.csv as a programme, released by the real aggregator, and who was behind it.

Once it is written, a release says nothing of its people. So what is decided is listened
to while the aggregator decides it.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from prove import databases, deployment
from survey import groups, importing, programme, release, service
from survey.aggregator import tools
from survey.aggregator.publishing import publish_missing
from survey.privacy import alike, programme_level
from survey.privacy.figures import Figures
from survey.privacy.programme_level import PROGRAMME
from survey.privacy.shown import Page
from survey.privacy.steps import Step
from survey.privacy.tallying import Followed, Tally, tally
from survey.service import Service
from tests.test_help_programme import DATA, HELP


@dataclass(frozen=True, slots=True)
class Place:
    """Figures that were shown, and who is behind them."""

    tally: Tally
    shown: Figures
    followed: Followed | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a group, or that it rests, and who is behind it."""

    steps: tuple[Step, ...]
    page: Page | None
    values: tuple[float, ...] = ()


def released() -> tuple[list[Picture], list[Place]]:
    """Release the study; return pictures that anybody is behind, and figures."""
    pictures: list[Picture] = []
    places: list[Place] = []
    decide, draw = programme_level.decide, alike.decide

    def listened(people, sites, followed, scale, *given):
        found = decide(people, sites, followed, scale, *given)
        for name, shown in found.items():
            if isinstance(shown, Figures):
                inside = [one for one in people if name in (PROGRAMME, one.site)]
                places.append(Place(tally(inside, scale), shown, followed[name]))
        return found

    def looked(kind, values, units, *given, **house):
        each = [list(unit) for unit in units]
        page = draw(kind, values, each, *given, **house)
        steps = tuple(step for unit in each for step in unit)
        if kind != "site" and steps:
            pictures.append(Picture(steps, page))
        return page

    with databases.folder() as folder:
        study = _study(folder)
        with (
            patch.object(programme_level, "decide", listened),
            patch.object(alike, "decide", looked),
        ):
            aggregator = tools.build(study.settings, study.store)
            if not release.run(aggregator, clock_is_right=True).well:
                raise RuntimeError("the aggregator could not finish")
        study.store.engine.dispose()
    return pictures, places


def _study(folder: Path) -> Service:
    """Import the study, with its people's yes to group results on record."""
    settings = deployment.make(folder).service.settings
    shelf = folder / "instruments"
    shutil.copytree(settings.instruments.folder, shelf)
    shutil.copy(DATA / "ces-d-sum.toml", shelf)
    instruments = settings.instruments.model_copy(update={"folder": str(shelf)})
    study = service.build(settings.model_copy(update={"instruments": instruments}))
    programme.apply(study, (DATA / "help-sites.toml").read_text(encoding="utf-8"))
    publish_missing(study.settings, study.store, study.clock)
    for arm in ("usual", "clinic"):
        groups.open_group(study, "help-sites", arm, arm)
    plan = (DATA / "helpfull-ces-d.toml").read_text(encoding="utf-8")
    checked = importing.check(study, plan, HELP.read_bytes())
    importing.run(study, checked, lambda _done, _total: None)
    return study
