"""Two workers, twenty taps, one answer: saved once, and nothing lost."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from sqlalchemy import func, select

from survey import checkin, consent, doorway, opening
from survey.opening import HeldAlone
from survey.records.tables import EvaluationSeal, Response, Sitting
from survey.staff import Role
from tests.cast import WEEKLY, check_in, submitted, visit
from tests.web.desk import visit as visit_desk


def count(service, table):
    with service.store.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def at_once(work, times=20):
    with ThreadPoolExecutor(8) as pool:
        return [future.result() for future in [pool.submit(work) for _ in range(times)]]


def test_twenty_taps_of_one_attempt_are_one_check_in(service, ana):
    parts = submitted(service, WEEKLY)

    at_once(lambda: checkin.record(service, ana, "one", parts))

    assert (count(service, Sitting), count(service, Response)) == (1, 2)


def test_twenty_different_check_ins_at_once_are_all_there(service, ana):
    at_once(lambda: check_in(service, ana))

    turns = sorted({entry.turn for entry in checkin.history(service, ana)})
    assert turns == list(range(1, 21))


def test_a_code_for_five_lets_five_in_however_they_push(service, thursday):
    from survey.records.queries import tree

    with service.store.write() as connection:
        tree.change_group(connection, thursday.id, joins_left=5)

    people = at_once(lambda: visit(service, thursday.join_code))

    assert sum(person.group_id == thursday.id for person in people) == 5
    assert doorway.look_up(service, thursday.join_code).problem == "full"


def test_when_all_leave_a_group_at_once_one_still_holds_it(service, thursday):
    place = "harbour/thursday"
    found = [visit_desk(service, Role.FACILITATOR, place, f"F{n}") for n in range(6)]

    def leave(who):
        with suppress(HeldAlone):
            opening.leave(service, who, thursday)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(leave, found))

    assert len(opening.held_by(service, [thursday])[thursday.id]) == 1


def test_a_no_that_races_a_check_in_leaves_no_seal(service, ana):
    consent.decide(service, ana, "study", "yes", reach_back=False)
    steps = [lambda: check_in(service, ana) for _ in range(12)]
    steps.insert(6, lambda: consent.decide(service, ana, "study", "no", False))

    with ThreadPoolExecutor(8) as pool:
        for future in [pool.submit(step) for step in steps]:
            future.result()

    assert count(service, Sitting) == 12
    assert count(service, EvaluationSeal) == 0
