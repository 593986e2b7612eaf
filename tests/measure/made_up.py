"""Instruments and answers at random, for properties that must always hold."""

from hypothesis import strategies as st

from survey.measure.answers import Missing, Outside
from tests.measure.shelf import made_up, scale_item

CODES = ["keeping", "did_not_try", "someone_else", "x" * 40]


@st.composite
def items(draw, name):
    kind = draw(st.sampled_from(["scale", "count", "single", "several"]))
    outside = draw(st.lists(st.sampled_from(CODES), unique=True, max_size=3))
    if kind in {"scale", "count"}:
        low = draw(st.integers(-200, 70_000))
        high = low + draw(st.integers(1, 300))
        item = scale_item(name, type=kind, min=low, max=high)
        item["anchors"] = {str(low): "Low", str(high): "High"}
    else:
        values = draw(
            st.lists(
                st.integers(-1_000_000, 1_000_000), unique=True, min_size=2, max_size=40
            )
        )
        choices = [{"value": value, "label": f"Choice {value}"} for value in values]
        item = {"id": name, "type": kind, "text": "Today?", "label": name}
        item["choices"] = choices
    if kind != "several":
        item["outside"] = [{"code": code, "label": code} for code in outside]
    return item


@st.composite
def instruments(draw):
    count = draw(st.integers(1, 6))
    return made_up(*[draw(items(f"i{place}")) for place in range(count)])


def answers_to(item):
    possible = [st.sampled_from(list(Missing))]
    possible += [st.just(Outside(outside.code)) for outside in item.outside]
    if item.type == "several":
        chosen = st.sets(st.sampled_from(item.values), min_size=1)
        possible.append(chosen.map(lambda values: tuple(sorted(values))))
    else:
        possible.append(st.sampled_from(item.values))
    return st.one_of(possible)


@st.composite
def answered(draw):
    """Draw an instrument and answers to some of its items."""
    instrument = draw(instruments())
    some = [item for item in instrument.items if draw(st.booleans())]
    return instrument, {item.id: draw(answers_to(item)) for item in some}
