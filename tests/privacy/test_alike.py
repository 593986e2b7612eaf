"""What is decided once for all that stands alike is what would be decided each time."""

import random

import pytest

from survey.privacy import alike
from survey.privacy.disclosure import Contribution, Decision, protect
from survey.privacy.shown import Page
from survey.privacy.steps import Step

BEFORE = Page(2, None, "10-14", ())


@pytest.mark.parametrize("kind", ["round", "block", "pool", "site"])
@pytest.mark.parametrize("values", [9, 11])
def test_a_picture_is_that_of_its_people_whatever_their_units_are_called(kind, values):
    draw = random.Random(f"{kind} {values}")
    on = [Step.LOW, Step.HIGH] if values == 9 else [*Step]
    shown = 0
    for _ in range(300):
        units = [
            (draw.randbytes(4), [draw.choice(on) for _ in range(draw.randint(1, 12))])
            for _ in range(draw.randint(1, 3) if kind in ("pool", "site") else 1)
        ]
        house, before = draw.random() < 0.3, draw.choice([None, BEFORE])
        everybody = tuple(Contribution(u, step) for u, steps in units for step in steps)

        page = protect(Decision(kind, values, everybody, before, house))

        inside = [steps for _, steps in units]
        assert alike.decide(kind, values, inside, before, house=house) == page
        shown += page is not None
    assert 20 < shown < 280
