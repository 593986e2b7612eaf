"""Attacking group results from the command line."""


def test_the_table_of_attacks_is_data_for_programs(tidemark):
    typed = tidemark("bench", "attacks", "--groups", "1", "--json")

    assert typed.code == 0
    assert len({row["attack"].split()[0] for row in typed.json}) == 19
    for row in typed.json:
        assert (row["naive"], row["ours"], row["tried"]) == (1, 0, 1)
    assert "Attacking" in typed.err


def test_no_groups_are_a_usage_error(tidemark):
    assert tidemark("bench", "attacks", "--groups", "0").code == 2
