"""Attacking group results from the command line."""


def test_the_table_of_attacks_is_data_for_programs(tidemark):
    typed = tidemark("bench", "attacks", "--groups", "2", "--json")

    assert typed.code == 0
    assert len(typed.json) >= 15
    for row in typed.json:
        assert row["naive"] == 1
        assert row["ours"] == 0
        assert row["tried"] <= 2
    assert "Attacking" in typed.err


def test_the_table_of_attacks_is_read_by_people_too(tidemark):
    typed = tidemark("bench", "attacks", "--groups", "1")

    heading, *rows = typed.out.splitlines()
    assert heading.startswith("ATTACK")
    assert any(row.startswith("T3 all but one") for row in rows)


def test_no_groups_are_a_usage_error(tidemark):
    assert tidemark("bench", "attacks", "--groups", "0").code == 2
