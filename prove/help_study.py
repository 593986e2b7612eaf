"""HELPfull.csv as the records of an export: 470 people, five occasions in two years."""

from datetime import date

from survey.interop import history, mapping
from survey.measure.codebook import variables
from survey.measure.instrument import parse
from survey.measure.instruments import assemble
from survey.measure.packing import pack
from survey.measure.recording import recorder
from survey.measure.rounds import week, weeks_between
from survey.measure.study import Occasion, Record
from tests.measure.shelf import shipped
from tests.test_help_programme import DATA, HELP

FIRST, LATER = week(date(2023, 1, 2)), week(date(2026, 11, 16))
CES_D = parse((DATA / "ces-d-sum.toml").read_text(), "ces-d-sum.toml")
SOCRATES = shipped("socrates-8")
MAPS = ("helpfull-socrates.toml", "helpfull-ces-d.toml")

INSTRUMENTS = (CES_D, SOCRATES)
VARIABLES = variables(INSTRUMENTS, "study")
SCORES = {
    "socrates_8_recognition": "RAW_RE",
    "socrates_8_ambivalence": "RAW_AM",
    "socrates_8_taking_steps": "RAW_TS",
    "ces_d_sum_total": "CES_D",
}
"""Our columns, and where the study's authors print the same."""


def records() -> list[Record]:
    """Read the people in, under their own numbers."""
    library = assemble(INSTRUMENTS)
    found: dict[str, list[Occasion]] = {}
    for name in MAPS:
        plan = mapping.parse((DATA / name).read_text(), library)
        people = history.read(HELP.read_bytes(), plan, library, FIRST, LATER)
        for row in (row for person in people for row in person):
            when = weeks_between(FIRST, row.week)
            for instrument, answers in row.responses:
                said = recorder(instrument).values(pack(instrument, answers))
                one = Occasion(instrument.id, instrument.version, when, said)
                found.setdefault(row.person, []).append(one)
    return [
        Record(f"{int(person):032x}", {}, tuple(sorted(given, key=lambda o: o.when)))
        for person, given in sorted(found.items(), key=lambda one: int(one[0]))
    ]
