"""A round must not get slow: as a ratio to bare opens within one run, never seconds."""

from bench import aggregate


def test_a_round_costs_a_few_bare_opens_for_each_response_however_many() -> None:
    with aggregate.filled(1_500) as first, aggregate.filled(6_000) as second:
        few, many = aggregate.spent(first, second)

    assert many.responses == 6_000
    assert many.ratio > 0.2
    assert aggregate.growth(few, many) < 1.15
    assert many.megabytes < 300
