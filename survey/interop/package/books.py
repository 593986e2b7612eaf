"""codebook.csv: REDCap's eighteen columns, then ours.

Its first part is a data dictionary that REDCap reads, so that a study can go on there.
"""

from collections.abc import Iterator, Sequence
from typing import IO

from survey.interop.package.cells import number, write_texts
from survey.interop.package.labels import CLOCK, words_of
from survey.interop.package.table import ID, ID_LABEL, Column
from survey.interop.redcap_rows import HEADINGS
from survey.measure.study import HIGHEST_RESERVE, LOWEST_RESERVE, Variable

OURS = (
    "type",
    "in_wide",
    "instrument_id",
    "versions",
    "missing_codes",
    *"instrument recall unit reversed recode scoring missing_rule polarity".split(),
    *"validated comparability codes source".split(),
    *"licence licence_holder licence_terms".split(),
)
HEADING = (*HEADINGS, *OURS)
PERSON_FORM = "person"


def write(file: IO[str], columns: Sequence[Column]) -> None:
    """Write a row for each column of the long table."""
    head = {"field_name": ID, "form_name": PERSON_FORM, "field_type": "text"}
    rows = [head | {"field_label": ID_LABEL, "type": "string"}]
    rows += [_row(column.variable) for column in columns]
    heading = (*HEADINGS.values(), *OURS)
    write_texts(file, HEADING, ([row.get(one, "") for one in heading] for row in rows))


def _row(one: Variable) -> dict[str, str]:
    told = dict(one.notes)
    question = told.pop("question", "")
    row = {
        "field_name": one.name,
        "form_name": (one.instrument or PERSON_FORM).replace("-", "_"),
        "field_type": "radio" if one.category else "text",
        "field_label": one.label,
        "field_note": question,
        "type": "integer" if one.whole else "number",
        "in_wide": "yes" if one.figure or not one.instrument else "no",
        "instrument_id": one.instrument,
        "versions": " ".join(map(str, sorted(one.versions))),
        "missing_codes": "; ".join(_missing(one)),
    }
    if one.key in CLOCK:
        row["in_wide"] = "no"
    said = [f"{value}, {word}" for value, word in one.labels.items()]
    if one.category:
        row["select_choices_or_calculations"] = " | ".join(map(_without_bar, said))
    else:
        row["field_annotation"] = "; ".join(said)
        kind = "integer" if one.whole else "number"
        row["text_validation_type_or_show_slider_number"] = kind
        row["text_validation_min"] = "" if one.low is None else number(one.low)
        row["text_validation_max"] = "" if one.high is None else number(one.high)
    return row | told


def _missing(one: Variable) -> Iterator[str]:
    for value, word in words_of(one):
        if LOWEST_RESERVE <= value <= HIGHEST_RESERVE:
            yield f"{value} = {word}"


def _without_bar(said: str) -> str:
    # a bar ends a choice in REDCap, and there is no way to write one
    return said.replace("|", "/")
