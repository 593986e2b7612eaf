"""What lies in the zip, and that it lies there the same each time."""

import csv
import hashlib
import io
import json
import tracemalloc
import zipfile
from dataclasses import replace

import pytest

from survey.interop import redcap
from survey.interop.package import write, zipped
from survey.measure.study import Record
from tests.interop.package.about_a_study import (
    ABOUT,
    ANA,
    BEN,
    PLAIN,
    PLAIN_RECORDS,
    VARIABLES,
    urges,
)

RESERVED = {"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO"}
GOLDEN = {
    "responses_long.sav": "a4b8de66f92504b5ead0ccc6c50fd7fe",
    "responses_wide.dta": "027d94df397190cd2a13b99831573259",
}
"""Files that PSPP and haven read back as they should (`./dev prove packaged`)."""


@pytest.fixture(scope="session")
def packaged(tmp_path_factory):
    return written(tmp_path_factory.mktemp("package"))


def written(folder, records=(ANA, BEN), about=ABOUT, variables=VARIABLES):
    write(folder, about, variables, records)
    return folder


def rows_of(folder, name):
    text = (folder / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_long_table_has_a_row_per_person_and_occasion(packaged):
    rows = rows_of(packaged, "responses_long.csv")

    when = [
        (row["id"][:3], row["occasion"], row["week"], row["period"]) for row in rows
    ]
    assert when == [
        ("p12", "1", "0", "0"),
        ("p12", "2", "2", "1"),
        ("p12", "3", "4", "1"),
        ("pbb", "1", "0", "0"),
        ("pbb", "2", "30", "5"),
    ]
    first, _second, third = rows[:3]
    assert (first["urges_strongest"], first["urges_calm_0to10"]) == ("9", "1")
    assert [first[f"urges_helped_{choice}"] for choice in (1, 2, 4)] == ["1", "0", "1"]
    assert third["core_10_total"] == "14.444444"
    assert {row["about_me_age"] for row in rows[:3]} == {"3"}


def test_each_reason_for_no_answer_has_its_code(packaged):
    ana, later, *_, ben = rows_of(packaged, "responses_long.csv")

    assert ana["urges_hard"] == "-94"
    assert later["urges_hard"] == "-96"
    assert ana["days_any"] == "-97"
    assert ana["days_more_than_meant"] == "-98"
    assert later["days_any"] == "-99"
    assert (ben["core_10_total"], ben["about_me_age"]) == ("-99", "-99")


def test_the_wide_table_has_the_first_baseline_and_the_last_of_a_period(packaged):
    ana, ben = rows_of(packaged, "responses_wide.csv")

    assert [ana[f"urges_strongest_p{period}"] for period in (0, 1, 2)] == [
        "9",
        "5",
        "-99",
    ]
    assert ben["core_10_total_p5"] == "-99"
    assert "core_10_q1_p5" not in ben


def test_a_set_answered_twice_in_a_week_is_two_occasions(tmp_path):
    twice = Record("c" * 32, {}, (urges(0, 1), urges(0, 2)))

    rows = rows_of(written(tmp_path, [twice]), "responses_long.csv")

    assert [row["urges_strongest"] for row in rows] == ["1", "2"]
    (wide,) = rows_of(tmp_path, "responses_wide.csv")
    assert wide["urges_strongest_p0"] == "1"


def test_what_has_no_variable_is_in_no_file(tmp_path):
    some = [one for one in VARIABLES if one.key != "strongest"]
    loud = urges(0, 10)._replace(values={"strongest": 424242, "note": 424242})

    written(tmp_path, [Record("d" * 32, {"group": 424242}, (loud,))], variables=some)

    assert all(b"424242" not in path.read_bytes() for path in tmp_path.iterdir())
    number = (424242).to_bytes(4, "little")
    assert number not in (tmp_path / "responses_long.dta").read_bytes()


def test_the_same_people_give_the_same_bytes(packaged, tmp_path):
    again = written(tmp_path)

    assert b"".join(zipped(packaged)) == b"".join(zipped(again))


def test_files_are_to_the_byte_what_other_programs_were_seen_to_read(tmp_path):
    written(tmp_path, PLAIN_RECORDS, variables=PLAIN)

    for name, digest in GOLDEN.items():
        found = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        assert found[: len(digest)] == digest, name


def test_the_zip_holds_every_file_and_the_sums_agree(packaged):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zipped(packaged))))

    assert archive.testzip() is None
    assert archive.namelist() == sorted(path.name for path in packaged.iterdir())
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    sums = archive.read("SHA256SUMS").decode().splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in sums)}
    assert set(told) == set(archive.namelist()) - {"SHA256SUMS"}
    for name, digest in told.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_the_codebook_is_a_dictionary_that_redcap_would_take(packaged):
    text = (packaged / "codebook.csv").read_text(encoding="utf-8-sig")

    found = {one.link: one for one in redcap.read_csv(text).questions}

    names = rows_of(packaged, "responses_long.csv")[0].keys()
    assert list(found) == list(names)
    assert found["about_me_age"].options[0].label == "Under 25"
    book = {
        row["Variable / Field Name"]: row for row in rows_of(packaged, "codebook.csv")
    }
    assert book["core_10_q2"]["reversed"] == "in scores: 4 minus the answer"
    assert book["core_10_total"]["licence"] == "CC BY-ND 4.0"
    assert "-94 = I did not try to this week" in book["urges_hard"]["missing_codes"]


def test_names_are_taken_by_every_program(packaged):
    for name in ("responses_long.csv", "responses_wide.csv"):
        names = list(rows_of(packaged, name)[0])
        assert len({one.lower() for one in names}) == len(names)
        assert all(one.isidentifier() and len(one) <= 32 for one in names)
        assert not RESERVED & {one.upper() for one in names}


def test_a_label_cannot_break_out_of_a_script_or_run_in_a_spreadsheet(tmp_path):
    evil = """=cmd|' /C calc'!A0 "`$x'` \\ {1} %s\r\n| .\t"""
    one = replace(VARIABLES[0], label=evil, labels={1: evil, 2: "Ana"})

    written(tmp_path, [ANA], variables=[one])

    book = rows_of(tmp_path, "codebook.csv")[4]
    assert book["Field Label"].startswith("'=cmd")
    sps, do, r = (
        (tmp_path / f"import.{kind}").read_text(encoding="utf-8-sig")
        for kind in ("sps", "do", "R")
    )
    assert "'=cmd|'' /C calc''!A0 " in sps
    assert "`\"=cmd|' /C calc'!A0 ”’\\$x'’ " in do
    assert r"\"`$x'` \\ {1}" in r
    assert r.isascii()


def test_the_readme_could_be_a_methods_section(packaged):
    lines = (packaged / "README.txt").read_text(encoding="utf-8").splitlines()
    said = " ".join(" ".join(lines).split())

    for must in (
        "joined ......",
        "not shown",
        "2 people and 5 occasions",
        "looked at afterwards",
        "since 5 January 2026 (digest 9f86d081)",
        "Counselling and Psychotherapy Research 13(1), 3-13",
        "by 1 March 2027",
        "Given to Eve",
        "-96 .b Rather not say",
    ):
        assert must in said, must
    assert max(map(len, lines)) <= 78


def test_tier_standard_says_what_was_reached(tmp_path):
    reached = {"k": 20, "diversity": 3, "m": 3, "known": 11, "suppressed": 0.05}
    rough = replace(ABOUT, tier="standard", plan=None, **reached)

    written(tmp_path, [], about=rough, variables=())

    said = " ".join((tmp_path / "README.txt").read_text(encoding="utf-8").split())
    assert "at least k = 20 people" in said
    assert "any 3 of a person's bands still faces at least 11 people" in said
    assert "About 5 % of the people" in said
    assert "No plan stood" in said
    rules = json.loads((tmp_path / "manifest.json").read_text())["rules"]
    assert (rules["k"], rules["l"], rules["m"]) == (20, 3, 3)


def test_memory_does_not_grow_with_people(tmp_path):
    def peak(people):
        folder = tmp_path / str(people)
        folder.mkdir()
        many = (ANA._replace(id=f"{number:032x}") for number in range(people))
        tracemalloc.reset_peak()
        write(folder, ABOUT, VARIABLES, many)
        return tracemalloc.get_traced_memory()[1]

    tracemalloc.start()
    try:
        peak(10)
        few, many = peak(30), peak(200)
    finally:
        tracemalloc.stop()

    assert many < 1.2 * few
