"""Every key says what was published, and a slip in any figure of it would show."""

import pytest

from survey.measure.instrument import BrokenInstrument, from_document
from tests.golden.gold import differences
from tests.golden.mutants import mutants
from tests.golden.tables import TABLES
from tests.measure.shelf import document_of, shelf, shipped

KEYS = sorted(i.id for i in shelf() if i.kind == "key")


def unnoticed(document, gold, tried):
    """List the changes that neither the format nor the golden table notices."""
    missed = []
    for place, mutant in tried:
        if mutant == document:
            continue
        try:
            key = from_document(mutant, "mutant.toml")
        except BrokenInstrument:
            continue
        if not differences(key, gold):
            missed.append(".".join(map(str, place)))
    return missed


def test_every_key_has_a_golden_table():
    assert sorted(TABLES) == KEYS
    assert len(KEYS) == 25


@pytest.mark.parametrize("name", KEYS)
def test_a_key_agrees_with_its_golden_table(name):
    assert differences(shipped(name), TABLES[name]) == []


@pytest.mark.parametrize("name", KEYS)
def test_a_changed_figure_does_not_go_unnoticed(name):
    document = document_of(name)

    assert unnoticed(document, TABLES[name], mutants(document)) == []
