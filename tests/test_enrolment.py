"""People come in by a code or on their own, move, and leave for good."""

import pytest
from sqlalchemy import delete

from survey import checkin, doorway, enrolment, groups, keeping, sessions
from survey.groups import AliasTaken, NoKeysYet, NoSuchPlace
from survey.keeping import NoWordsOffered, WordsDoNotMatch
from survey.marks import genuine
from survey.person import NeedsWords, Remember
from survey.privacy import binding
from survey.records.queries import people, tree
from survey.records.tables import EvaluationKey
from tests.cast import check_in, enrol, enrol_with_words, present, visit


def test_a_join_code_leads_to_its_group(service, thursday):
    ana = visit(service, thursday.join_code)

    assert ana.group_id == thursday.id
    assert not ana.kept


def test_a_code_typed_carelessly_still_leads_there(service, thursday):
    typed = f" {thursday.join_code[:4].lower()} {thursday.join_code[4:].lower()} "

    assert doorway.look_up(service, typed).group_id == thursday.id


@pytest.mark.parametrize("problem", ["unknown", "expired", "full", "closed"])
def test_a_code_that_does_not_open_says_why_and_lets_people_start_anyway(
    service, clock, thursday, problem
):
    code = thursday.join_code
    if problem == "unknown":
        code = "ZZZZZZZZ"
    elif problem == "expired":
        clock.pass_(days=groups.CODE_DAYS + 1)
    elif problem == "full":
        with service.store.write() as connection:
            tree.change_group(connection, thursday.id, joins_left=0)
    else:
        groups.close_group(service, "harbour", "thursday")

    door = doorway.look_up(service, code)
    ana = visit(service, code)

    assert (door.problem, door.group_id) == (problem, None)
    assert ana.group_id is None


def test_a_code_lets_in_as_many_as_it_allows(service, thursday):
    with service.store.write() as connection:
        tree.change_group(connection, thursday.id, joins_left=1)

    first, second = (visit(service, thursday.join_code) for _ in range(2))

    assert first.group_id == thursday.id
    assert second.group_id is None


def test_visitors_who_keep_nothing_use_no_join_up(service, clock, thursday):
    with service.store.write() as connection:
        tree.change_group(connection, thursday.id, joins_left=2)
    gone, swept = (visit(service, thursday.join_code) for _ in range(2))
    assert doorway.look_up(service, thursday.join_code).problem == "full"

    sessions.end(service, gone.token)
    clock.pass_(hours=3)
    enrolment.sweep(service)

    assert swept.group_id == thursday.id
    for _ in range(2):
        assert enrol(service, thursday.join_code).group_id == thursday.id


def test_a_group_that_filled_up_meanwhile_takes_nobody_out_of_their_own(
    service, ana, monday
):
    with service.store.write() as connection:
        tree.change_group(connection, monday.id, joins_left=0)

    door = enrolment.join_group(service, ana, monday.join_code)

    assert door.problem == "full"
    assert present(service, ana.token).group_id == ana.group_id


def test_a_changed_join_code_stops_the_old_one(service, thursday):
    fresh = groups.rotate_code(service, "harbour", "thursday")

    assert doorway.look_up(service, thursday.join_code).problem == "unknown"
    assert doorway.look_up(service, fresh.join_code).group_id == thursday.id


def test_no_group_opens_before_its_programme_has_keys(service):
    with service.store.write() as connection:
        connection.execute(delete(EvaluationKey))

    with pytest.raises(NoKeysYet):
        groups.open_group(service, "harbour", "north", "early")


def test_a_group_needs_a_site_and_a_name_of_its_own(service, thursday):
    with pytest.raises(NoSuchPlace):
        groups.open_group(service, "harbour", "nowhere", "x")
    with pytest.raises(AliasTaken):
        groups.open_group(service, "harbour", "south", thursday.alias)


def test_moving_group_keeps_what_was_said_where_it_was_said(service, ana, monday):
    check_in(service, ana)
    enrolment.join_group(service, ana, monday.join_code)

    moved = present(service, ana.token)

    assert moved.group_id == monday.id
    assert len(checkin.history(service, moved)) == 2
    with service.store.read() as connection:
        rows = people.memberships(connection, ana.id)
    assert len(rows) == 2
    assert all(
        genuine(
            service,
            binding.membership_mac(
                row.id,
                row.participant_id,
                row.programme_id,
                row.group_id,
                joined=row.joined,
                left=row.left,
            ),
            row.mac_key,
            row.mac,
        )
        for row in rows
    )


def test_leaving_a_group_keeps_the_own_trend(service, ana):
    check_in(service, ana)
    enrolment.leave_group(service, ana)

    alone = present(service, ana.token)

    assert alone.group_id is None
    assert len(checkin.history(service, alone)) == 2


def test_the_words_stay_the_same_until_two_are_typed_back(service, thursday):
    person = visit(service, thursday.join_code)
    code = keeping.words_offered(service, person)
    with pytest.raises(WordsDoNotMatch):
        keeping.keep(service, person, code.words[1], "wrong", Remember.NO)

    assert keeping.words_offered(service, person) == code
    token = keeping.keep(
        service, person, f" {code.words[1].upper()} ", code.words[5][:3], Remember.NO
    )
    assert present(service, token).kept


def test_words_are_never_shown_again_once_confirmed(service, thursday):
    ana, code = enrol_with_words(service, thursday.join_code)

    assert keeping.words_offered(service, ana, "recovery") != code
    with pytest.raises(NoWordsOffered):
        keeping.keep(service, ana, code.words[1], code.words[5], Remember.NO)


def test_the_cookie_changes_when_the_words_are_confirmed(service, thursday):
    person = visit(service, thursday.join_code)
    code = keeping.words_offered(service, person)

    token = keeping.keep(service, person, code.words[1], code.words[5], Remember.NO)

    assert token != person.token
    assert sessions.resume(service, person.token) is None


def test_new_words_end_the_old_ones_and_every_other_phone(service, thursday):
    from survey import signin

    ana, old = enrol_with_words(service, thursday.join_code)
    other = signin.sign_in(service, old, Remember.READ)
    new = keeping.words_offered(service, ana)

    token = keeping.change_words(
        service, ana, new.words[1], new.words[5], keep_spare=False
    )

    assert sessions.resume(service, other) is None
    assert present(service, token).can_read
    with pytest.raises(signin.WrongCode):
        signin.sign_in(service, old, Remember.NO)
    assert signin.sign_in(service, new, Remember.NO)


def test_spare_words_stay_only_if_their_owner_wants(service, thursday):
    ana, _ = enrol_with_words(service, thursday.join_code)
    spare = keeping.words_offered(service, ana, "recovery")
    keeping.add_spare(service, ana, spare.words[1], spare.words[5])
    new = keeping.words_offered(service, ana)
    token = keeping.change_words(service, ana, new.words[1], new.words[5], True)
    ana = present(service, token)
    assert keeping.has_spare(service, ana)

    new = keeping.words_offered(service, ana)
    token = keeping.change_words(service, ana, new.words[1], new.words[5], False)

    assert not keeping.has_spare(service, present(service, token))


def test_erasing_needs_the_words(service, clock, thursday):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(hours=3)

    with pytest.raises(NeedsWords):
        enrolment.erase(service, present(service, ana.token))


def test_who_lost_the_words_is_erased_after_seven_days(service, clock, thursday):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(hours=3)
    due = enrolment.ask_erasure(service, present(service, ana.token))
    clock.pass_(days=7)
    assert enrolment.sweep(service).erased == 0

    clock.pass_(days=1)

    assert due == clock.now().date()
    assert enrolment.sweep(service).erased == 1
    assert sessions.resume(service, ana.token) is None


def test_the_words_take_that_wish_back(service, clock, thursday):
    ana = enrol(service, thursday.join_code, Remember.READ)
    enrolment.ask_erasure(service, ana)
    enrolment.cancel_erasure(service, ana)
    clock.pass_(days=9)

    assert enrolment.sweep(service).erased == 0
    assert sessions.resume(service, ana.token)


def test_asking_again_does_not_put_it_off(service, clock, ana):
    first = enrolment.ask_erasure(service, ana)
    clock.pass_(days=3)

    assert enrolment.ask_erasure(service, ana) == first
