"""Every row of a file is checked before one is believed."""

from datetime import date

import pytest

from survey.interop import history, mapping
from survey.interop.history import BadRows
from survey.measure.answers import Missing, Outside
from survey.measure.rounds import add_weeks, week
from tests.interop.small_study import HEAD, LIBRARY, MAP

FIRST = week(date(2026, 6, 1))
LATEST = week(date(2026, 11, 16))


def read(text, plan=MAP, encoding="utf-8"):
    found = mapping.parse(plan, LIBRARY)
    return history.read(text.encode(encoding), found, LIBRARY, FIRST, LATEST)


def bad(text, plan=MAP, encoding="utf-8"):
    with pytest.raises(BadRows) as caught:
        read(text, plan, encoding)
    return [(row.line, row.reason) for row in caught.value.rows]


def answers(row):
    return dict(row.responses[0][1])


def test_rows_are_gathered_by_person_in_the_order_of_weeks():
    people = read(HEAD + "ana,b,5,6,7\nben,a,1,2,3\nana,a,4,4,4\n")

    assert [[row.person for row in rows] for rows in people] == [
        ["ana", "ana"],
        ["ben"],
    ]
    assert [row.week for row in people[0]] == [FIRST, add_weeks(FIRST, 4)]
    assert answers(people[0][1]) == {"matters": 5, "sure": 6, "ready": 7}


def test_a_blank_is_skipped_and_never_a_bad_row():
    (rows,) = read(HEAD + "ana,a,, ,\n")

    assert set(answers(rows[0]).values()) == {Missing.SKIPPED}


def test_missing_codes_hold_for_all_items_or_for_one():
    plan = MAP.replace("person =", 'missing = { -9 = "not_asked" }\nperson =')
    plan += 'missing = { sure = { 0 = "rather_not_say" } }\n'

    (rows,) = read(HEAD + "ana,a,0,0,-9\n", plan)

    assert answers(rows[0]) == {
        "matters": 0,
        "sure": Missing.RATHER_NOT_SAY,
        "ready": Missing.NOT_ASKED,
    }


def test_an_answer_outside_the_scale_keeps_its_code():
    (rows,) = read(HEAD + "ana,a,5,5,keeping\n")

    assert answers(rows[0])["ready"] == Outside("keeping")


def test_whole_numbers_of_other_programs_are_whole_numbers():
    (rows,) = read(HEAD + "ana,a,5.0,10.00,7\n")

    assert answers(rows[0]) == {"matters": 5, "sure": 10, "ready": 7}


def test_every_bad_row_is_listed_with_line_and_reason():
    found = bad(
        HEAD
        + "ana,a,11,5,5\n"
        + "ben,c,1,2,3\n"
        + ",a,1,2,3\n"
        + "cleo,a,1,2\n"
        + "cleo,a,1,2.5,x\n"
        + "ana,b,1,1,1\n"
        + "ana,b,1,1,1\n"
    )

    assert [line for line, _ in found] == [2, 3, 4, 5, 6, 6, 8]
    reasons = [reason for _, reason in found]
    assert reasons[0] == "m: outside 0 to 10"
    assert "no occasion" in reasons[1]
    assert "no person" in reasons[2]
    assert "4 fields where the first line has 5" in reasons[3]
    assert reasons[4].startswith("s: ")
    assert reasons[5].startswith("r: ")
    assert reasons[6] == "same person and occasion as in line 7"


def test_no_reason_repeats_what_somebody_answered():
    found = bad(HEAD + "ana,a,8791,secretly,5\n")

    assert "8791" not in str(found)
    assert "secretly" not in str(found)
    assert "ana" not in str(found)


def test_missing_and_doubled_columns_are_all_named():
    assert [reason for _, reason in bad("who,who,visit,m\nana,ana,a,1\n")] == [
        "there is no column 's'",
        "there is no column 'r'",
        "two columns are named 'who'",
    ]
    assert len(bad("")) == 5


def test_another_encoding_and_delimiter_are_read_as_the_map_says():
    plan = MAP.replace(
        "person =", 'file = { encoding = "cp1252", delimiter = ";" }\nperson ='
    )

    (rows,) = read("who;visit;m;s;r\nZoë;a;1;2;3\n", plan, "cp1252")

    assert rows[0].person == "Zoë"


def test_the_wrong_encoding_is_found_at_its_line():
    assert bad(HEAD + "ana,a,1,2,3\nZoë,a,1,2,3\n", encoding="latin-1") == [
        (3, "is not utf-8 text")
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_column():
    assert read("\ufeff" + HEAD + "ana,a,1,2,3\n")[0][0].person == "ana"


def test_a_quote_left_open_is_a_bad_row_and_no_crash():
    assert bad(HEAD + 'ana,a,1,2,"3\n')[0][0] >= 2


def test_weeks_before_the_programme_or_in_the_future_are_refused():
    early = MAP.replace("2026-06-01", "2026-05-25")
    late = MAP.replace("2026-06-01", "2026-11-16")

    assert (
        "before the programme's first week" in bad(HEAD + "ana,a,1,2,3\n", early)[0][1]
    )
    assert bad(HEAD + "ana,b,1,2,3\n", late) == [(2, "lies in the future")]


def test_first_weeks_and_joining_may_stand_in_columns_and_become_weeks():
    plan = MAP.replace("2026-06-01", '{ column = "first" }')
    plan = 'joined = { column = "since" }\n' + plan
    head = HEAD.replace("who", "first,since,who")

    (rows,) = read(head + "2026-06-17,2026-06-05,ana,a,1,2,3\n", plan)

    assert rows[0].week == date(2026, 6, 15)
    assert rows[0].joined == date(2026, 6, 1)
    assert "no date" in bad(head + "17.6.2026,2026-06-05,ana,a,1,2,3\n", plan)[0][1]
    late = bad(head + "2026-06-17,2026-07-01,ana,a,1,2,3\n", plan)
    assert late == [(2, "joined only after this occasion")]


def test_joining_some_weeks_before_the_first_week():
    (rows,) = read(HEAD + "ana,b,1,2,3\n", 'joined = "8 weeks before first"\n' + MAP)

    assert rows[0].joined == add_weeks(FIRST, -8)


def test_groups_come_from_a_column_and_a_blank_means_none():
    plan = MAP + '\n[group]\ncolumn = "g"\nvalues = { N = "north/thursday" }\n'
    head = HEAD.replace("who", "g,who")

    ana, ben = read(head + "N,ana,a,1,2,3\n,ben,a,1,2,3\n", plan)

    assert (ana[0].group, ben[0].group) == ("north/thursday", None)
    assert "no group of the map" in bad(head + "X,ana,a,1,2,3\n", plan)[0][1]


def test_several_instruments_are_read_from_one_row():
    plan = (
        MAP + '\n[[instrument]]\nid = "urges"\nitems = { days = "d", helped = "h" }\n'
    )

    (rows,) = read(HEAD.replace("who", "d,h,who") + "2,4;1,ana,a,1,2,3\n", plan)

    assert [instrument.id for instrument, _ in rows[0].responses] == [
        "readiness",
        "urges",
    ]
    assert rows[0].responses[1][1] == {"days": 2, "helped": (1, 4)}
