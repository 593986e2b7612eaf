"""What a question looks like in HTML: native, labelled, answerable without a mouse."""

from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string

from survey.measure.answer import Missing, Outside
from survey.measure.item import Item
from survey.service import Service
from survey.web.pieces import posted

PAGE = """{% import "_fields.html" as fields %}
{{ fields.question(item, item.id, given, error) }}"""


@pytest.fixture(autouse=True)
def in_a_page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def question(item: Item, given: tuple[str, ...] = (), error: str = "") -> str:
    return render_template_string(PAGE, item=item, given=given, error=error)


def item(service: Service, instrument: str, name: str) -> Item:
    return service.instruments.current(instrument).item(name)


def test_a_scale_is_eleven_radios_in_a_group_named_by_the_question(
    service: Service,
) -> None:
    mood = item(service, "life", "mood")

    page = question(mood)

    assert page.count('type="radio" name="mood" value="') == 13
    assert f"<legend><h1>{mood.text}</h1></legend>" in page
    assert 'value="0" id="mood"' in page
    assert 'value="not_applicable"' in page
    assert 'value="rather_not_say"' in page
    assert "checked" not in page


def test_each_end_is_said_to_who_cannot_see_it(service: Service) -> None:
    page = question(item(service, "life", "mood"))

    assert '>0<span class="heard"> Very hard</span></label>' in page
    assert '>10<span class="heard"> Very good</span></label>' in page


def test_what_was_given_is_there_again(service: Service) -> None:
    page = question(item(service, "life", "mood"), given=("7",))

    assert page.count(" checked") == 1
    assert 'value="7" id="mood-7" autocomplete="off" checked' in page


def test_a_mistake_is_said_beside_its_question(service: Service) -> None:
    page = question(item(service, "days", "as_wanted"), error="Choose one of these.")

    assert 'aria-describedby="as_wanted-hint as_wanted-error"' in page
    assert 'id="as_wanted-error"' in page
    assert 'id="as_wanted-hint"' in page


def test_several_choices_are_boxes(service: Service) -> None:
    helped = item(service, "urges", "helped")

    page = question(helped, given=("1", "2"))

    assert page.count('type="checkbox"') == len(helped.choices) + 1
    assert page.count(" checked") == 2
    assert 'type="radio"' not in page


def test_every_control_has_a_label_of_its_own(service: Service) -> None:
    for instrument in ("days", "urges", "life", "readiness"):
        for each in service.instruments.current(instrument).items:
            page = question(each)

            ids = [part.split('"')[0] for part in page.split("<input")[1:]]
            labels = page.count("<label for=")
            assert labels == len(ids)


def test_an_authors_words_cannot_carry_markup(service: Service) -> None:
    mood = item(service, "life", "mood").model_copy(update={"text": "<b>bold</b>"})

    assert "<b>" not in question(mood)


@pytest.mark.parametrize(
    ("answer", "strings"),
    [
        (7, ("7",)),
        (0, ("0",)),
        ((1, 3), ("1", "3")),
        (Outside("keeping"), ("keeping",)),
        (Missing.RATHER_NOT_SAY, ("rather_not_say",)),
        (Missing.NOT_APPLICABLE, ("not_applicable",)),
        (Missing.SKIPPED, ()),
        (Missing.NOT_ASKED, ()),
        (None, ()),
    ],
)
def test_an_answer_goes_back_into_the_form_it_came_from(
    answer: object, strings: tuple[str, ...]
) -> None:
    assert posted(answer) == strings
