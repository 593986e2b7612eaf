"""What is read in is checked whole, written once, sealed like everything else."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from survey import checkin, custody, importing, past
from survey import service as services
from survey.checkin import OtherVersion, Submitted
from survey.consent import RECORDED_BASIS, NoKeyToShareWith
from survey.groups import NoSuchPlace
from survey.interop.history import BadRows
from survey.keyring import WebKeys
from survey.measure.answers import Missing
from survey.records.tables import (
    Consent,
    EvaluationSeal,
    KeySlot,
    Membership,
    Participant,
    Response,
    Sitting,
)
from tests.interop.small_study import HEAD, MAP
from tests.reading_back import opened

FILE = HEAD + "ana,a,5,6,7\nana,b,6,7,keeping\nben,a,1,,3\n"
BASIS = '\n[basis]\ngroup = "minutes of 3 May"\nstudy = "agreement 12"\n'


def silent(_done, _total):
    pass


def bring_in(service, text=FILE, plan=MAP, tell=silent):
    checked = importing.check(service, plan, text.encode())
    return importing.run(service, checked, tell)


def rows(service, table, *columns):
    with service.store.read() as connection:
        return connection.execute(select(*(columns or (table.__table__,)))).all()


def count(service, table):
    return len(rows(service, table))


def person_id(service, name, programme_id="harbour", source="a small study"):
    return past.derived(service, "person", programme_id, source, name)[:16]


def test_people_and_sittings_are_written_and_a_second_run_changes_nothing(service):
    first = bring_in(service)
    after = [rows(service, table) for table in (Participant, Sitting, Response)]
    again = bring_in(service)

    assert (first.people, first.rows, first.written, first.already) == (2, 3, 3, 0)
    assert (again.written, again.already) == (0, 3)
    assert [rows(service, table) for table in (Participant, Sitting, Response)] == after


def test_a_rehearsal_writes_nothing_and_tells_the_same(service):
    checked = importing.check(service, MAP, FILE.encode())

    assert importing.rehearse(service, checked).written == 3
    assert count(service, Participant) == 0
    bring_in(service)
    assert importing.rehearse(service, checked).already == 3


def test_imported_people_are_kept_have_no_words_and_nobody_has_their_key(service):
    bring_in(service)

    assert {row.state for row in rows(service, Participant)} == {"kept"}
    assert count(service, KeySlot) == 0
    keys = {row.public_key for row in rows(service, Participant)}
    assert len(keys) == 2


def test_without_a_recorded_basis_nothing_is_sealed_for_anybody(service):
    bring_in(service)

    assert count(service, EvaluationSeal) == 0
    assert count(service, Consent) == 0


def test_a_recorded_basis_seals_for_its_purpose_and_is_written_down(service, keys):
    plan = MAP + '\n[basis]\nstudy = "agreement 12"\n'

    done = bring_in(service, plan=plan)

    assert done.sealed_for == ("study",)
    found = sorted(
        opened(service, keys.aggregator, "study"), key=lambda o: o.entry.week
    )
    assert len(found) == 3
    assert list(opened(service, keys.aggregator, "group")) == []
    ben = next(o for o in found if o.participant_id == person_id(service, "ben"))
    assert ben.entry.answers == {"matters": 1, "sure": Missing.SKIPPED, "ready": 3}
    consents = rows(service, Consent)
    assert {(row.purpose, row.answer, row.version) for row in consents} == {
        ("study", "yes", RECORDED_BASIS)
    }


def test_with_a_basis_but_no_trusted_key_nothing_is_written(service):
    keyless = service.settings.model_copy(
        update={"keys": service.settings.keys.model_copy(update={"suite": "hybrid"})}
    )
    other = services.build(keyless, clock=service.clock, cost=service.cost)

    with pytest.raises(NoKeyToShareWith):
        bring_in(other, plan=MAP + BASIS)

    assert count(service, Participant) == 0
    other.store.engine.dispose()


def test_one_bad_row_stops_all_the_others(service):
    with pytest.raises(BadRows) as caught:
        bring_in(service, FILE + "cleo,a,99,1,1\n")

    assert [row.line for row in caught.value.rows] == [5]
    assert count(service, Participant) == 0


def test_a_programme_or_group_that_is_not_there_is_named(service):
    with pytest.raises(NoSuchPlace, match="inland"):
        bring_in(service, plan=MAP.replace("harbour", "inland"))
    with pytest.raises(NoSuchPlace, match="north/thursday"):
        bring_in(service, plan=MAP + '\n[group]\nfixed = "north/thursday"\n')


def test_who_moved_between_groups_has_two_memberships_and_each_sitting_its_own(
    service, thursday, monday
):
    values = '{ N = "north/thursday", S = "south/monday" }'
    plan = f'{MAP}\n[group]\ncolumn = "g"\nvalues = {values}\n'
    head = HEAD.replace("who", "g,who")

    bring_in(service, head + "N,ana,a,1,2,3\nS,ana,b,1,2,3\n", plan)

    sittings = sorted(rows(service, Sitting), key=lambda row: row.week)
    assert [row.group_id for row in sittings] == [thursday.id, monday.id]
    first, second = sorted(rows(service, Membership), key=lambda row: row.joined)
    assert (first.group_id, first.left) == (thursday.id, sittings[1].week)
    assert (second.group_id, second.left) == (monday.id, None)


def test_a_run_that_was_killed_goes_on_and_ends_as_if_it_never_was(
    service, monkeypatch
):
    monkeypatch.setattr(importing, "BATCH", 10)
    text = HEAD + "".join(f"p{n},{v},1,2,3\n" for n in range(30) for v in "ab")

    def die(done, total):
        if done >= total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in(service, text, tell=die)
    half = count(service, Sitting)
    done = bring_in(service, text)

    assert 0 < half < 60
    assert half % 10 == 0
    assert done.written == 60 - half
    assert count(service, Sitting) == 60
    assert count(service, Participant) == 30


def test_a_failure_within_a_batch_leaves_nothing_of_it(service, monkeypatch):
    write, calls = past.add_sitting, []

    def fail_late(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise OSError("disk full")
        return write(*arguments)

    monkeypatch.setattr(past, "add_sitting", fail_late)
    with pytest.raises(OSError, match="disk full"):
        bring_in(service)

    assert count(service, Participant) == count(service, Sitting) == 0


def test_a_corrected_map_does_not_double_anybody(service):
    bring_in(service)

    done = bring_in(service, plan=MAP.replace("b = 4", "b = 5"))

    assert (done.written, done.already) == (0, 3)
    assert count(service, Participant) == 2


def test_people_of_two_studies_with_the_same_numbers_stay_apart(service):
    bring_in(service)
    bring_in(service, plan=MAP.replace("a small study", "another study"))

    assert count(service, Participant) == 4


def test_ids_follow_from_the_key_files_and_from_nothing_that_a_thief_has(service):
    bring_in(service)
    stolen = WebKeys({1: b"p" * 32}, {1: b"r" * 32})

    ids = {row.id for row in rows(service, Participant)}
    guessed = person_id(replace(service, keys=stolen), "ana")

    assert person_id(service, "ana") in ids
    assert guessed not in ids


def test_rows_bear_the_marks_that_the_web_and_the_aggregator_check(service):
    bring_in(service)
    people = [person_id(service, name) for name in ("ana", "ben")]

    with service.store.write() as connection:
        for found in people:
            assert custody.own_recipient(service, connection, found)


def test_what_can_be_read_in_cannot_be_sent_by_a_form(service, ana):
    submitted = Submitted("socrates-8", 1, None, {"q1": ["3"]})
    with pytest.raises(OtherVersion):
        checkin.record(service, ana, "00" * 16, [submitted])
    with service.store.read() as connection:
        found = select(func.count()).select_from(Response)
        assert connection.execute(found).scalar_one() == 0
