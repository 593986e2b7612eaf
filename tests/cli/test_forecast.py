"""Told before anybody is asked for rows: what a size will give."""

import pytest

from survey import forecast


@pytest.fixture
def one_try(monkeypatch):
    monkeypatch.setattr(forecast, "PROGRAMMES", 1)
    monkeypatch.setattr(forecast, "SPANS", {12: forecast.SPANS[12]})


def test_a_small_programme_hears_that_it_gives_no_rows_and_what_it_needs(
    tidemark, one_try
):
    typed = tidemark("export", "forecast", "--people", "50", "--consent", "0.5")

    assert typed.code == 0
    assert "No rows for anybody." in typed.out
    assert "NEEDS PEOPLE" in typed.out
    assert "Tier study" in typed.err


def test_a_forecast_is_data_for_programs_and_always_the_same(tidemark, one_try):
    line = ("export", "forecast", "--people", "300", "--consent", "1", "--json")
    first, again = tidemark(*line), tidemark(*line)

    assert first.json == again.json
    wide = next(one for one in first.json if one["horizon"] == 12 and one["k"] == 11)
    assert wide["rows"] >= 240
    assert wide["measures"] >= 1
    assert wide["periods"][0] == "Baseline (week 0)"


def test_more_people_are_needed_where_fewer_say_yes(one_try):
    needs = [
        min(one.needs for one in forecast.forecast(40, consent) if one.needs)
        for consent in (1, 0.5)
    ]

    assert needs[1] > needs[0] > 40


def test_nobody_gives_nothing(one_try):
    assert {one.rows for one in forecast.forecast(10, 0)} == {0}


@pytest.mark.parametrize(
    "options", [("--people", "0"), ("--people", "5", "--consent", "2")]
)
def test_a_size_that_cannot_be_is_a_usage_error(tidemark, options):
    assert tidemark("export", "forecast", *options).code == 2
