"""Our instruments as a REDCap data dictionary of 18 columns.

A scale becomes a row of radio buttons, never a slider: a handle that nobody moved would
count as an answer. The tag in the annotation says how the question was shown, so that
the dictionary comes back as the same instrument.
"""

import csv
import io
import re

from survey.interop.fhir_out import beside, introduction
from survey.interop.redcap_rows import HEADINGS
from survey.measure.instrument import Instrument
from survey.measure.item import Condition, Item

_BAR = re.compile(r"\s*\|\s*")


def dictionary(instrument: Instrument) -> str:
    """Write an instrument as CSV; a condition on a person's goal is left out."""
    form = instrument.id.replace("-", "_")
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS.values(), restval="", lineterminator="\r\n")
    writer.writerow({name: heading for heading, name in HEADINGS.items()})
    for number, item in enumerate(instrument.items):
        row = _row(instrument, item, form)
        if number == 0:
            row["section_header"] = introduction(instrument)
        writer.writerow(row)
    return out.getvalue()


def field_name(instrument: Instrument, item: Item) -> str:
    """Give the name of an item in REDCap, where all forms share one room."""
    return f"{instrument.id.replace('-', '_')}_{item.id}"


def _row(instrument: Instrument, item: Item, form: str) -> dict[str, str]:
    row = {
        "field_name": field_name(instrument, item),
        "form_name": form,
        "field_type": "checkbox" if item.type == "several" else "radio",
        "field_label": item.text or item.id,
        "field_note": item.hint or "",
        "branching_logic": " and ".join(_branches(instrument, item)),
        "field_annotation": f"@TIDEMARK='{item.type}'",
    }
    if item.type == "number" and not item.outside:
        bounds = {"text_validation_min": item.min, "text_validation_max": item.max}
        row |= {name: str(bound) for name, bound in bounds.items()}
        row["field_type"] = "text"
        row["text_validation_type_or_show_slider_number"] = "integer"
    else:
        row["select_choices_or_calculations"] = " | ".join(_choices(item))
    return row


def _choices(item: Item) -> list[str]:
    words = {choice.value: choice.label for choice in item.choices}
    words |= {value: f"{value} {said}" for value, said in item.anchors.items()}
    said = {str(value): words.get(value, str(value)) for value in item.values}
    said |= beside(item)
    return [f"{code}, {_safe(label)}" for code, label in said.items()]


def _safe(label: str) -> str:
    # a bar ends a choice in REDCap, and there is no way to write one
    return _BAR.sub(" / ", label)


def _branches(instrument: Instrument, item: Item) -> list[str]:
    return [
        _branch(instrument, instrument.item(condition.item), condition)
        for condition in item.when
        if condition.item is not None
    ]


def _branch(instrument: Instrument, other: Item, condition: Condition) -> str:
    name = field_name(instrument, other)
    if other.type == "number":
        ends = (("<=", condition.at_most), (">=", condition.at_least))
        return " and ".join(
            f"[{name}] {sign} {end}" for sign, end in ends if end is not None
        )
    codes = [outside.code for outside in other.outside]
    known: list[int | str] = [*other.values, *codes]
    wanted = [value for value in known if condition.holds(value)]
    form = "[{}({})] = '1'" if other.type == "several" else "[{}] = '{}'"
    said = " or ".join(form.format(name, value) for value in wanted)
    return f"({said})" if len(wanted) > 1 else said
