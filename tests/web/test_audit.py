"""What was done is read in plain sentences, by who answers for it and nobody else."""

import pytest

from survey import groups, trail
from survey.aggregator import heads, tools
from survey.records.store import Store
from survey.staff import Role
from survey.web import audit_words
from survey.web.audit_words import _SAID
from tests import releases
from tests.aggregator.looking import spoil
from tests.web.desk import desk
from tests.web.test_programmes import SOME


@pytest.fixture
def world(service, thursday, monday):
    groups.close_group(service, "harbour", "monday")
    for place, name in (("group", thursday.id.hex()), ("site", "south")):
        releases.release(service, place, name, releases.DAYS, [SOME], since=11)
    write(
        service,
        ("release", {"programme_id": "harbour", "place": "group", "span": "round",
                     "place_id": thursday.id.hex(), "number": 11, "state": "shown",
                     "domain": "days.as_wanted", "page": "A SECRET PAGE"}),
        ("release", {"programme_id": "harbour", "place": "site", "span": "round",
                     "place_id": "south", "number": 11, "domain": "life.mean"}),
        ("round.decided", {"programme": "harbour", "round": 11}),
        ("response.quarantined", {"response": "ab", "at": 1793613600}),
        ("key.turned", {"programme": "harbour", "page": "A SECRET PAGE"}),
    )  # fmt: skip


def write(service, *events):
    with service.store.write() as connection:
        for kind, content in events:
            trail.write(connection, kind, content)


def sign(service, clock):
    store = Store(service.settings.database.url.get_secret_value())
    heads.vouch(tools.build(service.settings, store, clock=clock))
    store.engine.dispose()


def read(app, service, role, place, path="/staff/audit"):
    return desk(app, service, role, place, f"{role}").open(path)


def test_who_runs_the_host_reads_all_of_it_in_sentences(app, service, world):
    found = read(app, service, Role.OPERATOR, "harbour")

    for said in (
        "Somebody at the host put Harbour in force.",
        "Somebody at the host opened the group thursday.",
        "Somebody at the host closed the group monday.",
        "what is shown of the group thursday, round 11: Days that went",
        "The service decided round 11 of Harbour.",
        "left one answered set out of all results",
        "The service published key number 1 for Harbour (group).",
        "The service did something: key.turned.",
        "lets operator in once: operator, Harbour.",
    ):
        assert found.says(said), said
    assert not found.says("SECRET")
    assert found.says("2 Nov 2026, 10:00 UTC")


def test_an_organiser_reads_of_their_own_sites_and_of_the_whole(app, service, world):
    found = read(app, service, Role.ORGANISER, "harbour/north")

    assert found.says("opened the group thursday")
    assert found.says("put Harbour in force")
    for foreign in ("monday", "South hall", "answered set", "new identity"):
        assert not found.says(foreign), foreign


def test_an_evaluator_reads_of_no_group_and_no_site(app, service, world):
    found = read(app, service, Role.EVALUATOR, "harbour")

    assert found.says("decided round 11 of Harbour")
    for foreign in ("thursday", "monday", "South hall", "answered set", "organiser"):
        assert not found.says(foreign), foreign


def test_of_another_programme_nothing_is_read(app, service, world):
    write(service, ("programme.applied", {"programme": "inland", "by": "command line"}))

    for role, place in (
        (Role.EVALUATOR, "harbour"),
        (Role.ORGANISER, "harbour/north"),
    ):
        assert not read(app, service, role, place).says("inland")
    assert read(app, service, Role.OPERATOR, "harbour").says("put inland in force")


def test_kinds_are_picked_out_and_pages_follow_each_other(app, service, thursday):
    many = [("round.decided", {"programme": "harbour", "round": n}) for n in range(120)]
    write(service, *many)
    eve = desk(app, service, Role.EVALUATOR, "harbour", "Eve")

    seen, path = [], "/staff/audit?kind=results"
    while path:
        page = eve.open(path).page
        seen += [n for n in range(120) if f"round {n} of" in page.text]
        path = page.links.get("Older")

    assert sorted(seen) == list(range(120))
    assert eve.open("/staff/audit?kind=nothing").status == 404
    assert not eve.open("/staff/audit?kind=keys").says("round")


def test_the_page_says_how_far_the_trail_is_whole_and_when_it_was_signed(
    app, service, clock, thursday
):
    olu = desk(app, service, Role.ORGANISER, "harbour/north", "Olu")
    assert olu.open("/staff/audit").says("has not signed it yet")
    clock.pass_(minutes=4)
    sign(service, clock)
    assert olu.open("/staff/audit").says("signed on 2 Nov 2026 at 10:04 (UTC).")
    assert not olu.open("/staff/audit").says("Acts since then")

    groups.close_group(service, "harbour", "thursday")

    assert olu.open("/staff/audit").says("Acts since then, to be signed next: 1.")


def test_staff_acts_alone_are_signed_and_nothing_is_signed_twice(service, clock):
    sign(service, clock)
    before = count(service)
    sign(service, clock)
    assert count(service) == before
    groups.open_group(service, "harbour", "north", "friday")
    sign(service, clock)

    assert count(service) == before + 2


def count(service):
    with service.store.read() as connection:
        return trail.trail.last(connection).number


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET kind = 'group.closed' WHERE kind = 'group.opened'",
        "DELETE FROM audit_event WHERE kind = 'group.opened'",
        "UPDATE audit_head SET signature = digest",
    ],
)
def test_a_trail_that_was_touched_is_called_so(
    app, service, clock, thursday, statement
):
    sign(service, clock)
    olu = desk(app, service, Role.ORGANISER, "harbour/north", "Olu")
    spoil(service, statement)

    assert olu.open("/staff/audit").says("NOT whole")


def test_every_kind_has_words_whatever_an_act_holds(app):
    from survey.audit import Told

    with app.test_request_context():
        for kind in (*_SAID, "of.tomorrow"):
            bare = Told(1, kind, None, "service", "", {})
            assert audit_words.sentence(bare).endswith(".")
