"""An operator sees what people are asked, as wide as a small phone, and nobody else."""

import pytest

from survey import wordings
from survey.interop import declaring
from survey.shelf import EVERY
from survey.staff import Role
from tests.interop.forms import dictionary, row
from tests.test_wordings import FILES, SIX
from tests.web.desk import desk


@pytest.fixture
def operator(app, service):
    return desk(app, service, Role.OPERATOR, "harbour", "Odd")


def test_sets_with_words_are_shown_and_keys_without_are_named(operator):
    operator.open("/staff").follow("Question sets, as people see them")

    assert "Your days" in operator.page.links
    assert "WHO-5" not in operator.page.links
    assert operator.says("who-5")


def test_brought_in_words_are_seen_as_they_will_be_asked(operator, service):
    rows = (row(f"w{n}", label=f"Hall <{n}>?", choices=SIX) for n in range(1, 6))
    found = wordings.look(FILES, "w", dictionary(*rows), declaring.Map(), "who-5")
    wordings.put_in_force(service, found)
    service.clock.pass_(seconds=EVERY + 1)

    operator.open("/staff/instruments").follow("WHO-5")

    assert operator.says("Hall")
    assert operator.says("6 kettles")
    assert operator.says("I’d rather not say")
    assert not operator.page.forms


@pytest.mark.parametrize("name", ["nothing", "audit", "../days"])
def test_what_nobody_can_be_asked_is_no_page(operator, name):
    assert operator.open(f"/staff/instruments/{name}").status == 404


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ORGANISER])
def test_the_page_is_for_operators_alone(app, service, thursday, role):
    place = "harbour/thursday" if role is Role.FACILITATOR else "harbour/north"
    other = desk(app, service, role, place)

    assert other.open("/staff/instruments").status in {403, 404}
    assert "Question sets, as people see them" not in other.open("/staff").page.links
