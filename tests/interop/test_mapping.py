"""A map is checked whole before the file it describes is opened."""

import pytest

from survey.interop import mapping
from survey.interop.mapping import BadMap, Before, Column
from tests.interop.small_study import LIBRARY, MAP, ROOT


def mistakes(text):
    with pytest.raises(BadMap) as caught:
        mapping.parse(text, LIBRARY)
    return "\n".join(caught.value.mistakes)


def test_a_map_says_which_columns_the_file_must_have():
    found = mapping.parse(MAP, LIBRARY)

    assert found.columns == ("who", "visit", "m", "s", "r")
    assert found.basis.purposes == ()


def test_every_mistake_of_its_form_is_named_at_once():
    text = MAP.replace('source = "a small study"', 'sauce = "x"').replace(
        "b = 4", "b = -4"
    )

    said = mistakes(text)

    assert "sauce" in said
    assert "source" in said
    assert "occasion.weeks.b" in said


def test_a_week_begins_on_a_monday():
    assert "not a Monday" in mistakes(MAP.replace("2026-06-01", "2026-06-02"))


def test_unknown_instruments_and_items_are_named():
    assert "raediness" in mistakes(MAP.replace("readiness", "raediness"))
    said = mistakes(MAP.replace("matters =", "maters =").replace("sure =", "shure ="))
    assert "maters" in said
    assert "shure" in said


def test_one_instrument_stands_once():
    twice = MAP + '[[instrument]]\nid = "readiness"\nitems = { sure = "s" }\n'

    assert "stands twice" in mistakes(twice)


def test_what_is_no_missing_reason_is_refused():
    assert "missing.9" in mistakes(MAP + '\n[missing]\n9 = "lost"\n')


def test_joining_is_said_in_words_or_by_a_column():
    words = mapping.parse('joined = "8 weeks before first"\n' + MAP, LIBRARY)
    column = mapping.parse('joined = { column = "since" }\n' + MAP, LIBRARY)

    assert words.joined == Before(weeks_before_first=8)
    assert column.joined == Column(column="since")
    assert "since" in column.columns
    assert "weeks before first" in mistakes('joined = "a while ago"\n' + MAP)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('fixed = "thursday"', "site/alias"),
        ('column = "g"', "values"),
        ('fixed = "north/x"\ncolumn = "g"', "either"),
        ("", "either"),
    ],
    ids=["no site", "no values", "both", "neither"],
)
def test_a_group_is_named_with_its_site(table, said):
    assert said in mistakes(f"{MAP}\n[group]\n{table}\n")


def test_what_is_not_toml_is_said():
    assert "not TOML" in mistakes("programme = ")


def test_our_map_of_the_help_study_is_sound():
    text = (ROOT / "tests/data/helpfull-socrates.toml").read_text()

    found = mapping.parse(text, LIBRARY)

    assert found.basis.purposes == ("study",)
    assert len(found.columns) == 2 + 19


def test_the_map_in_the_handbook_is_sound():
    page = (ROOT / "docs/importing.md").read_text(encoding="utf-8")

    found = mapping.parse(page.split("```toml\n")[1].split("```")[0], LIBRARY)

    assert found.basis.purposes == ("group", "study")
    assert found.columns == ("ID", "VISIT", "HALL", "Q1", "Q2", "Q3")
