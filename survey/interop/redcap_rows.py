"""The rows of a REDCap data dictionary: CSV of 18 or 24 columns, metadata JSON."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from survey.interop.questionnaire import Refused, Remark

MOST_ROWS = 3000
HEADINGS = {
    "Variable / Field Name": "field_name",
    "Form Name": "form_name",
    "Section Header": "section_header",
    "Field Type": "field_type",
    "Field Label": "field_label",
    "Choices, Calculations, OR Slider Labels": "select_choices_or_calculations",
    "Field Note": "field_note",
    "Text Validation Type OR Show Slider Number": (
        "text_validation_type_or_show_slider_number"
    ),
    "Text Validation Min": "text_validation_min",
    "Text Validation Max": "text_validation_max",
    "Identifier?": "identifier",
    "Branching Logic (Show field only if...)": "branching_logic",
    "Required Field?": "required_field",
    "Custom Alignment": "custom_alignment",
    "Question Number (surveys only)": "question_number",
    "Matrix Group Name": "matrix_group_name",
    "Matrix Ranking?": "matrix_ranking",
    "Field Annotation": "field_annotation",
}
"""REDCap's eighteen columns and their names in metadata JSON."""

NEEDED = ("field_name", "field_type", "field_label")
Row = Mapping[str, Any]
Rows = Sequence[tuple[str, Row]]
"""Fields, each with its place in the file."""


def from_csv(text: str) -> tuple[Rows, tuple[Remark, ...]]:
    """Read the fields of a data dictionary, and notes; raise Refused."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[str, Row]] = []
    try:
        heads = [head.strip().removeprefix("\ufeff") for head in next(lines, [])]
        names = [HEADINGS.get(head, head) for head in heads]
        _headed(names)
        before = lines.line_num
        for cells in lines:
            if any(map(str.strip, cells)):
                place = f"line {before + 1}"
                if len(cells) != len(names):
                    says = f"{len(cells)} columns where line 1 has {len(names)}."
                    raise Refused(Remark(place, says, "Export it as CSV anew."))
                rows.append((place, dict(zip(names, cells, strict=True))))
            before = lines.line_num
    except csv.Error as error:
        place = f"line {lines.line_num}"
        raise Refused(Remark(place, f"this is no CSV: {error}.")) from None
    beyond = [name for name in names if name not in HEADINGS.values()]
    more = (
        [Remark("line 1", f"{len(beyond)} columns beyond REDCap’s own passed over.")]
        if beyond
        else []
    )
    return rows, tuple(more)


def from_json(records: Sequence[Any]) -> Rows:
    """Read the fields of exported metadata; raise Refused."""
    rows = []
    for number, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            says = "is no field of a data dictionary."
            raise Refused(Remark(f"record {number}", says))
        rows.append((f"record {number}", record))
    _headed(list(rows[0][1]) if rows else [])
    return rows


def _headed(names: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    twice = [name for name in HEADINGS.values() if list(names).count(name) > 1]
    if missing or twice:
        says = (
            f"the column {missing[0]} is missing."
            if missing
            else f"the column {twice[0]} is there twice."
        )
        cure = "Export the whole data dictionary from REDCap."
        raise Refused(Remark("line 1", says, cure))
