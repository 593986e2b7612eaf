"""Words open a history, and a wrong guess learns nothing."""

import pytest
from sqlalchemy import select

from survey import checkin, enrolment, keeping, sessions, signin
from survey.person import Remember
from survey.privacy.codes import Code, draw
from survey.privacy.words import WORDS
from survey.records.queries import people
from survey.records.tables import KeySlot
from survey.signin import Busy, TryLater, WrongCode
from tests.cast import check_in, enrol_with_words, present, visit


def wrong(code: Code) -> Code:
    """Keep the locator and change the last word: the guess that costs the most."""
    other = next(word for word in WORDS if word != code.words[6])
    return Code((*code.words[:6], other))


def test_the_words_open_the_history_on_another_phone(service, thursday):
    ana, code = enrol_with_words(service, thursday.join_code)
    check_in(service, ana)

    token = signin.sign_in(service, code, Remember.NO)

    assert len(checkin.history(service, present(service, token))) == 2


def test_spare_words_open_it_too(service, thursday):
    ana, _ = enrol_with_words(service, thursday.join_code)
    spare = keeping.words_offered(service, ana, "recovery")
    keeping.add_spare(service, ana, spare.words[1], spare.words[5])

    token = signin.sign_in(service, spare, Remember.NO)

    assert present(service, token).id == ana.id


def test_wrong_unknown_and_erased_words_look_alike_and_wait_alike(
    service, clock, thursday
):
    _, code = enrol_with_words(service, thursday.join_code)
    gone, erased = enrol_with_words(service, thursday.join_code)
    enrolment.erase(service, gone)
    guesses = [wrong(code), draw(service.chance.choose), erased]
    clock.slept.clear()
    clock.ticks = 0.0

    for guess in guesses:
        with pytest.raises(WrongCode) as refused:
            signin.sign_in(service, guess, Remember.NO)
        assert str(refused.value) == ""
    signin.sign_in(service, code, Remember.NO)

    assert clock.slept == [service.deadline] * 4


def test_the_deadline_counts_the_time_already_spent(service, clock, thursday):
    _, code = enrol_with_words(service, thursday.join_code)
    real = service.chance.draw
    seen = []

    class Slow:
        choose = service.chance.choose

        def draw(self, size: int) -> bytes:
            if not seen:
                seen.append(size)
                clock.ticks += 0.1
            return real(size)

    clock.slept.clear()
    object.__setattr__(service, "chance", Slow())
    signin.sign_in(service, code, Remember.NO)

    assert clock.slept == [pytest.approx(service.deadline - 0.1)]


def test_five_wrong_guesses_make_one_pair_of_words_rest_and_no_other(
    service, clock, thursday
):
    _, code = enrol_with_words(service, thursday.join_code)
    _, other = enrol_with_words(service, thursday.join_code)
    for _ in range(signin.FREE_TRIES):
        with pytest.raises(WrongCode):
            signin.sign_in(service, wrong(code), Remember.NO)

    with pytest.raises(TryLater) as refused:
        signin.sign_in(service, code, Remember.NO)
    signin.sign_in(service, other, Remember.NO)
    clock.pass_(seconds=refused.value.seconds)

    assert present(service, signin.sign_in(service, code, Remember.NO)).kept


def test_a_good_sign_in_forgets_the_wrong_guesses(service, thursday):
    _, code = enrol_with_words(service, thursday.join_code)
    for _ in range(3):
        for _ in range(signin.FREE_TRIES - 1):
            with pytest.raises(WrongCode):
                signin.sign_in(service, wrong(code), Remember.NO)
        signin.sign_in(service, code, Remember.NO)


def test_too_many_at_once_are_told_to_come_back(service, thursday):
    _, code = enrol_with_words(service, thursday.join_code)
    held = 0
    while service.gate.acquire(blocking=False):
        held += 1

    with pytest.raises(Busy):
        signin.sign_in(service, code, Remember.NO)
    for _ in range(held):
        service.gate.release()

    assert held == service.settings.server.threads // 2
    assert signin.sign_in(service, code, Remember.NO)


def test_somebody_unkept_cannot_be_signed_in_to(service, thursday):
    person = visit(service, thursday.join_code)
    code = keeping.words_offered(service, person)

    with pytest.raises(WrongCode):
        signin.sign_in(service, code, Remember.NO)


def test_a_cheap_slot_is_made_dearer_at_sign_in(service, thursday):
    ana, code = enrol_with_words(service, thursday.join_code)
    dearer = type(service.cost)(memory_kib=128, iterations=2, lanes=1)
    object.__setattr__(service, "cost", dearer)

    signin.sign_in(service, code, Remember.NO)

    with service.store.read() as connection:
        costs = [row.cost for row in people.slots_of(connection, ana.id)]
    assert costs == [dearer.text]
    assert present(service, signin.sign_in(service, code, Remember.NO)).id == ana.id


def test_at_most_four_slots_share_a_locator(service, thursday):
    ana, code = enrol_with_words(service, thursday.join_code)
    chosen = iter(code.words[:2] * 40)
    with service.store.write() as connection:
        row = connection.execute(select(KeySlot.__table__)).one()._asdict()
        for number in range(3):
            people.add_slot(connection, **{**row, "id": bytes([number]) * 16})

    class Stubborn:
        draw = service.chance.draw

        def choose(self, options):
            return next(chosen, None) or service_choose(options)

    service_choose = service.chance.choose
    object.__setattr__(service, "chance", Stubborn())
    drawn = keeping.words_offered(service, ana, "recovery")

    assert drawn.words[:2] != code.words[:2]


def test_signing_in_ends_what_the_phone_was_before(service, thursday):
    ana, code = enrol_with_words(service, thursday.join_code)
    stranger = visit(service, thursday.join_code)

    signin.sign_in(service, code, Remember.NO, old_token=stranger.token)

    assert sessions.resume(service, stranger.token) is None
    with service.store.read() as connection:
        assert people.participant(connection, stranger.id) is None
        assert people.participant(connection, ana.id) is not None
