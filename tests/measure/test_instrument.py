"""A sound file becomes an instrument; a broken one says everything that is wrong."""

import json

import pytest

from survey.measure.instrument import (
    BrokenInstrument,
    from_document,
    json_schema,
    parse,
)
from tests.measure.shelf import FOLDER, document_of, made_up, scale_item, text_of

NEAREST = "is not a word of this format, did you mean"
REASONS = "must be 'not_asked' or 'not_applicable'"
GOALS = "'stop', 'cut_down', 'keep_up' or 'thinking'"


def mistakes_of(text, path="days.toml"):
    with pytest.raises(BrokenInstrument) as caught:
        parse(text, path)
    return caught.value


def edited(name, *changes):
    text = text_of(name)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def test_a_file_becomes_an_instrument_with_its_words_in_order():
    days = parse(text_of("days"), "days.toml")

    assert [item.id for item in days.items] == ["as_wanted", "any", "more_than_meant"]
    assert days.item("as_wanted").anchors == {0: "None", 7: "All of them"}
    assert days.domains[0].groups


def test_every_mistake_is_told_at_once_with_its_place():
    text = edited(
        "days",
        ("version = 1\n", 'version = "one"\n'),
        ('type = "count"', 'typ = "count"'),
        ('anchors = { 0 = "None", 7 = "Every day" }', 'anchors = { 0 = "None" }'),
        ("{ stop = ", "{ stopp = "),
        ('from = { item = "as_wanted" }', 'from = { item = "as_wished" }'),
        ("{before} then", "{befor} then"),
    )

    broken = mistakes_of(text)

    assert str(broken).splitlines() == [
        "days.toml: version: must be a whole number",
        "days.toml: item.0.type (as_wanted): is missing",
        f"days.toml: item.0.typ (as_wanted): {NEAREST} “type”?",
        f"days.toml: item.1.polarity_by_goal.stopp (any): must be {GOALS}",
        "days.toml: domain.0.from (as_wanted): there is no item “as_wished”",
        "days.toml: feedback.4.say.0 (better): nothing is called “befor”",
    ]
    assert len(broken.mistakes) == 6


URGES = [
    ('id = "length"', 'id = "strongest"', "item.2.id (strongest): “strongest” is used"),
    ('5 = "Strong"', '11 = "Strong"', "item.1.anchors (strongest): 11 is outside"),
    ('0 = "Hardly there", ', "", "item.1.anchors (strongest): the end 0 has no words"),
    ("otherwise = 0", "otherwise = 11", "item.1.otherwise (strongest): 11 cannot be"),
    ('item = "days"', 'item = "hard"', "item.1.when.0 (strongest): “hard” does not"),
    ('item = "days"', 'item = "dais"', "item.1.when.0 (strongest): there is no it"),
    ("at_least = 1", "at_least = 8", "item.1.when.0 (strongest): can never hold"),
    ("value = 1,", "value = 0,", "item.2.choices (length): two choices have the same"),
    ("max = 7", "max = 0", "item.0.max (days): must be above min (0)"),
    ("did_not_try", "skipped", "item.3.outside (hard): skipped is the name of a"),
    ("range = [0, 10]", "range = [0, 7]", "domain.0.range (calm): its source has 0"),
    (
        "turned_over = true",
        "turned_over = false",
        "domain.0.polarity (calm): must be h",
    ),
    ('item = "strongest" }', 'scale = "sum" }', "domain.0.from (calm): there is no sc"),
    ('of = "strongest"', 'of = "calm"', "feedback.2.of (better): there is no item or"),
    ("{before}", "{before", "feedback.2.say.0 (better): a brace is left open"),
    ("days = [0, 0]", "days = [8, 9]", "feedback.0.where (none): days: no answer lies"),
    ("/1/last 7 days", "/1/today", "comparability: must be urges/<number>/last 7 days"),
    ("validated = false", "validated = true", "validated: an own instrument is not"),
    ("lead_in =", "lead_out =", "lead_in: is missing"),
    ('kind = "own"', 'kind = "mine"', "kind: must be 'own', 'key' or 'plain'"),
    ('kind = "own"', 'kind = "key"', "licence: is missing"),
]


@pytest.mark.parametrize(("old", "new", "told"), URGES)
def test_a_mistake_between_parts_is_told_with_its_place(old, new, told):
    broken = mistakes_of(edited("urges", (old, new)), "urges.toml")

    assert any(mistake.startswith(told) for mistake in broken.mistakes), broken


LIFE = [
    (
        'items = ["body", ',
        'items = ["bodies", ',
        "scale.0.items (mean): there is no it",
    ),
    ("max_missing = 2", "max_missing = 8", "scale.0.missing (mean): would score with"),
    ('"prorate", max', '"require_all", max', "scale.0.missing (mean): require_all le"),
    ("range = [0, 10]", "range = [0, 80]", "scale.0.range (mean): the items give 0 to"),
    ('method = "mean"', 'method = "item"', "scale.0.score (mean): the method “item”"),
    ('id = "mean"', 'id = "mood"', "scale.0.id (mood): “mood” is an item"),
    ("at_most = 2 }", "at_most = 12 }", "item.1.help_box (mood): names an answer that"),
    ("{best}", "{now.real}", "feedback.0.say.0 (first): nothing is called “now.real”"),
    ("{best}", "{best:>9}", "feedback.0.say.0 (first): nothing is called “best!”"),
]


@pytest.mark.parametrize(("old", "new", "told"), LIFE)
def test_a_mistake_in_scales_and_sentences_is_told(old, new, told):
    broken = mistakes_of(edited("life", (old, new)), "life.toml")

    assert any(mistake.startswith(told) for mistake in broken.mistakes), broken


KEY = [
    (
        "min = 1, max = 5 }",
        'min = 1, max = 5, text = "Words" }',
        "item.0.text (q1): a s",
    ),
    ("[29, 30, 30]", "[28, 30, 30]", "percentile.0.rows: must rise"),
    (
        "[7, 26, 10]",
        "[6, 26, 10]",
        "percentile.0.rows: leave the scale's range 7 to 35",
    ),
    ('[[rc]]\nscale = "r', '[[rc]]\nscale = "total', "rc.0.scale: there is no scale"),
    ('items = ["q1",', 'items = ["q3",', "scale.0.items (recognition): names an item"),
    ('wording = "import_only"', 'wording = "free"', "licence.wording: must be 'import"),
    ("points = 4.98", "points = -1.0", "rc.0.points: must be above 0"),
]


@pytest.mark.parametrize(("old", "new", "told"), KEY)
def test_a_mistake_in_a_scoring_key_is_told(old, new, told):
    broken = mistakes_of(edited("socrates-8", (old, new)), "socrates-8.toml")

    assert any(mistake.startswith(told) for mistake in broken.mistakes), broken


@pytest.mark.parametrize("text", ["id = ", "a" * 10, "x = " + "[" * 2000, "\x00"])
def test_what_is_not_toml_is_told_and_nothing_else_is_raised(text):
    broken = mistakes_of(text)

    assert broken.mistakes[0].startswith("this is not TOML")


@pytest.mark.parametrize("part", ["item", "scale", "domain", "feedback", "rc"])
@pytest.mark.parametrize("junk", [3, "x", [3], [[]], [{}], {"a": 1}, [{"id": 5}]])
def test_a_part_of_the_wrong_shape_is_a_mistake_and_no_crash(part, junk):
    document = {**document_of("urges"), part: junk}

    with pytest.raises(BrokenInstrument):
        from_document(document, "urges.toml")


def test_a_key_may_mark_a_safety_item_but_gives_it_no_words():
    box = "max = 5, help_box = { at_least = 2, at_most = 5"
    silent = edited("socrates-8", ("max = 5", box + " }"))
    worded = edited("socrates-8", ("max = 5", box + ', heading = "Call" }'))

    assert [item.id for item in parse(silent, "key").safety_items] == ["q1"]
    assert mistakes_of(worded).mistakes == (
        "item.0.help_box (q1): a scoring key holds no wording: drop the heading",
    )


def test_where_two_forms_are_possible_both_are_told_as_one_mistake():
    broken = mistakes_of(edited("urges", ("otherwise = 0", "otherwise = []")))

    assert broken.mistakes == (
        f"item.1.otherwise (strongest): must be a whole number, or {REASONS}",
    )


def test_one_broken_item_does_not_make_those_who_lean_on_it_look_broken():
    text = edited("urges", ('label = "days with an urge"', "label = 5"))

    broken = mistakes_of(text, "urges.toml")

    assert broken.mistakes == ("item.0.label (days): must be text",)


def test_a_comparison_needs_a_direction():
    sentence = {
        "id": "up",
        "slot": "news",
        "when": "better",
        "of": "a",
        "say": [{"text": "Up."}],
    }

    with pytest.raises(BrokenInstrument, match="neither way is better on “a”"):
        made_up(scale_item("a"), feedback=[sentence])
    assert made_up(scale_item("a", polarity="higher_better"), feedback=[sentence])


def test_an_item_may_not_be_called_like_a_figure_of_sentences():
    with pytest.raises(BrokenInstrument, match="means something in sentences"):
        made_up(scale_item("now"))


def test_an_instrument_cannot_be_changed():
    days = parse(text_of("days"), "days.toml")

    with pytest.raises(ValueError, match="frozen"):
        days.title = "Other"  # type: ignore[misc]


def test_the_schema_for_authors_is_the_one_of_the_code():
    written = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))

    assert written == json_schema(), "write it anew: see instruments/README.md"
