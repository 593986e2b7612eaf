"""A programme may have a name and a way out of its own; strangers see the house's."""

import pytest

from survey import programme
from tests.conftest import ROOT

OWN = '\n[look]\nproduct_name = "Tide tables"\nexit_url = "https://example.org/sky"\n'


@pytest.fixture
def named(service):
    text = (ROOT / "tests/programme.toml").read_text()
    programme.apply(service, text + OWN)


def test_who_takes_part_sees_the_name_of_the_programme(named, ana_phone, phone, fay):
    assert "Tide tables" in ana_phone.open("/").text
    assert "Tide tables" not in phone.open("/").text
    assert not fay.open("/staff").says("Tide tables")


def test_the_way_out_leads_where_the_programme_says(named, ana_phone, phone):
    assert phone.open("/exit").location != "https://example.org/sky"
    assert ana_phone.open("/exit").location == "https://example.org/sky"
