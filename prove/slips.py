"""Slips in scoring keys: every figure changed once, and who noticed."""

from pathlib import Path

from prove.table import Row
from survey.measure.instrument import BrokenInstrument, from_document
from survey.service import read_instruments
from tests.golden.gold import differences
from tests.golden.mutants import mutants
from tests.golden.tables import TABLES
from tests.measure.shelf import document_of

FOLDER = Path(__file__).resolve().parents[1] / "instruments"


def noticed() -> list[Row]:
    """Change each figure, word and switch of each key, and look who notices."""
    keys = [key.id for key in read_instruments(FOLDER) if key.kind == "key"]
    return [_one(name) for name in keys]


def _one(name: str) -> Row:
    document = document_of(name)
    tried = by_format = by_table = 0
    for _place, mutant in mutants(document):
        if mutant == document:
            continue
        tried += 1
        try:
            key = from_document(mutant, f"{name}.toml")
        except BrokenInstrument:
            by_format += 1
        else:
            by_table += bool(differences(key, TABLES[name]))
    found = f"{by_format} by the format, {by_table} by the golden table"
    claim = f"{name}: slips in a figure that are noticed"
    return Row(claim, str(tried), found, by_format + by_table == tried)
