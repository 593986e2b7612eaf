"""A page is written in one way only, and holds nothing finer than words."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from survey.privacy.shown import Arrow, Page, Part, from_json, to_json

parts = st.lists(
    st.builds(
        Part,
        st.sampled_from(["low", "middle", "high", "low-middle", "middle-high"]),
        st.sampled_from(["few", "some", "half", "most"]),
    ),
    max_size=3,
).map(tuple)
pages = st.builds(
    Page,
    st.integers(0, 4),
    st.none() | st.sampled_from(Arrow),
    st.sampled_from(["5-9", "10-14", "15+"]),
    parts,
)


@given(pages)
def test_a_page_comes_back_as_it_was_written(page):
    back = from_json(to_json(page))

    assert back == page
    assert back.arrow is None or isinstance(back.arrow, Arrow)


@given(pages, pages)
def test_equal_pages_are_equal_bytes_and_others_are_not(one, other):
    assert (to_json(one) == to_json(other)) == (one == other)


def test_the_stored_form_is_frozen():
    page = Page(2, Arrow.UP, "10-14", (Part("low", "few"), Part("middle-high", "most")))

    assert to_json(page) == (
        '{"arrow":"up","band":2,"n":"10-14",'
        '"parts":[["low","few"],["middle-high","most"]]}'
    )


def test_a_page_has_no_place_for_a_figure_of_a_group():
    assert {field.name for field in fields(Page)} == {
        "band",
        "arrow",
        "n_class",
        "parts",
    }
