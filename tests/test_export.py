"""Who may ask for rows, who must agree, and what is never asked for."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from survey import export, handed_out, programme
from survey import service as services
from survey.consent import NoKeyToShareWith
from survey.export import NeverRows, NotNow, OnePersonAlone, OneWaits
from survey.groups import NoSuchPlace
from survey.records.tables import AuditEvent, EvaluationKey, Export
from survey.request import LONGEST, BadWish, check
from survey.staff import Role
from tests.cast import A_MONDAY, publish_keys
from tests.conftest import ROOT
from tests.exports import STANDARD, STUDY, agreed, at_desk


def row(service, export_id):
    with service.store.read() as connection:
        return connection.execute(
            select(Export.__table__).where(Export.id == export_id)
        ).one()


def told(service):
    with service.store.read() as connection:
        found = connection.execute(
            select(AuditEvent.kind, AuditEvent.content)
            .where(AuditEvent.kind.like("export.%"))
            .order_by(AuditEvent.number)
        ).all()
    return [(event.kind, json.loads(event.content)) for event in found]


def test_rows_of_a_study_need_a_second_person_and_both_are_written_down(service):
    eve, _ = at_desk(service, "Eve")
    ed, _ = at_desk(service, "Ed")

    export_id, code = export.ask(service, STUDY, eve)
    before = export.one(service, ed, export_id)
    export.approve(service, ed, export_id)

    assert code is None
    assert (before.state, before.needs_second) == ("requested", True)
    after = export.one(service, eve, export_id)
    assert (after.state, after.asker, after.second) == ("approved", "Eve", "Ed")
    assert [(kind, what["by"]) for kind, what in told(service)] == [
        ("export.requested", eve.id.hex()),
        ("export.approved", ed.id.hex()),
    ]


@pytest.mark.parametrize("act", [export.approve, export.refuse])
def test_one_person_alone_is_refused(service, act):
    eve, _ = at_desk(service, "Eve")
    export_id, _ = export.ask(service, STUDY, eve)

    with pytest.raises(OnePersonAlone):
        act(service, eve, export_id)

    assert row(service, export_id).state == "requested"


def test_an_organiser_of_the_programme_may_be_the_second(service):
    export_id, _ = export.ask(service, STUDY, at_desk(service, "Eve")[0])
    olu, _ = at_desk(service, "Olu", Role.ORGANISER, "harbour/north")

    export.approve(service, olu, export_id)

    assert row(service, export_id).state == "approved"


def test_nobody_asks_for_or_sees_more_than_their_programme(service):
    text = (ROOT / "tests/programme.toml").read_text()
    programme.apply(service, text.replace('id = "harbour"', 'id = "inland"', 1))
    publish_keys(service)
    far, _ = at_desk(service, "Far", Role.EVALUATOR, "inland")
    olu, _ = at_desk(service, "Olu", Role.ORGANISER, "harbour/north")
    export_id, _ = export.ask(service, STUDY, at_desk(service, "Eve")[0])

    for who in (far, olu):
        with pytest.raises(NoSuchPlace):
            export.ask(service, STUDY, who)
    for act in (export.one, export.approve, export.refuse, export.discard):
        with pytest.raises(NoSuchPlace):
            act(service, far, export_id)
    assert export.listed(service, far) == ()
    assert row(service, export_id).state == "requested"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"agreed": False}, "agreed"),
        ({"recipient": ""}, "recipient"),
        ({"purpose": "x" * (LONGEST + 1)}, "purpose"),
        ({"until": STUDY.until.replace(2026, 11, 2)}, "until"),
        ({"until": STUDY.until + timedelta(days=400)}, "until"),
        ({"public_key": b""}, "public_key"),
        ({"public_key": bytes(32)}, "public_key"),
        ({"tier": "standard", "k": 4}, "k"),
        ({"tier": "standard", "k": 5, "agreed": False}, "agreed"),
    ],
)
def test_what_cannot_stand_is_refused_with_its_field(change, field):
    today = A_MONDAY.date()

    check(STUDY, today)
    with pytest.raises(BadWish) as caught:
        check(replace(STUDY, **change), today)

    assert caught.value.field == field


def test_a_programme_that_is_paid_by_results_gives_no_row(service):
    text = (ROOT / "tests/programme.toml").read_text()
    text = text.replace('id = "harbour"', 'id = "paid"', 1)
    kind = next(line for line in text.splitlines() if line.startswith("kind"))
    programme.apply(service, text.replace(kind, 'kind = "alliance"'))
    publish_keys(service)
    eve, _ = at_desk(service, "Eve", Role.EVALUATOR, "paid")

    for wish in (STUDY, STANDARD):
        with pytest.raises(NeverRows):
            export.ask(service, replace(wish, programme_id="paid"), eve)


def test_while_the_keys_of_the_study_change_nothing_is_asked_for(service, settings):
    eve, _ = at_desk(service, "Eve")
    turning = settings.model_copy(
        update={"keys": settings.keys.model_copy(update={"suite": "hybrid"})}
    )
    between = services.build(turning, clock=service.clock, cost=service.cost)

    with pytest.raises(NoKeyToShareWith):
        export.ask(between, STUDY, eve)

    assert export.listed(service, eve) == ()
    between.store.engine.dispose()


def test_a_key_that_nobody_trusts_is_no_key(service):
    eve, _ = at_desk(service, "Eve")
    with service.store.write() as connection:
        connection.execute(update(EvaluationKey).values(signature=bytes(64)))

    with pytest.raises(NoKeyToShareWith):
        export.ask(service, STUDY, eve)


def test_of_tier_standard_one_waits_at_a_time_and_needs_nobody_else(service):
    eve, _ = at_desk(service, "Eve")

    export_id, code = export.ask(service, STANDARD, eve)

    assert code is not None
    assert not export.one(service, eve, export_id).needs_second
    with pytest.raises(OneWaits):
        export.ask(service, STANDARD, eve)
    with pytest.raises(NotNow):
        export.approve(service, at_desk(service, "Ed")[0], export_id)
    export.discard(service, eve, export_id)
    export.ask(service, STANDARD, eve)


def test_what_is_past_its_last_day_ends_with_its_seed(service, clock):
    export_id = agreed(service)
    with service.store.write() as connection:
        connection.execute(update(Export).values(seed=b"locked"))
    for days, state in ((0, "approved"), (1, "expired")):
        today = STUDY.until + timedelta(days=days)
        with service.store.write() as connection:
            handed_out.expire(connection, today, 0)
        assert row(service, export_id).state == state

    assert row(service, export_id).seed is None
    assert told(service)[-1][0] == "export.expired"


def test_what_has_ended_is_neither_agreed_to_nor_ended_again(service):
    export_id = agreed(service)
    ed, _ = at_desk(service, "Ed")
    export.discard(service, ed, export_id)

    for act in (export.approve, export.refuse, export.discard):
        with pytest.raises(NotNow):
            act(service, ed, export_id)
