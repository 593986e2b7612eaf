"""A round must not get slow: as a ratio to bare opens within one run, never seconds."""

from bench import aggregate


def test_a_round_costs_a_few_bare_opens_for_each_response_however_many() -> None:
    few, many = aggregate.spent(2_000), aggregate.spent(8_000)

    assert many.responses == 8_000
    assert many.ratio > 0.1
    assert aggregate.growth(few, many) < 1.3
    assert many.megabytes < 300
