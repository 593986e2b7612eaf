"""The audit trail is read page by page and looked at whole, on both databases."""

import json

from survey import audit, groups, links, trail
from survey.aggregator.publishing import IDENTITY, PUBLISHED, publish_missing
from survey.aggregator_keys import create_identity
from survey.audit import PAGE
from survey.privacy.signing import fingerprint
from survey.records.queries import trail as rows
from survey.staff import Grant, Role, Staff

OPAL = Staff(bytes(16), "Opal", (Grant(Role.OPERATOR, "harbour"),), bytes(32))


def test_a_long_trail_is_read_page_by_page(service):
    with service.store.write() as connection:
        for number in range(2 * PAGE + 1):
            what = {"programme": "harbour", "round": number}
            trail.write(connection, "round.decided", what)
            trail.write(connection, "rounding.none", {})

    pages = [audit.read(service, OPAL, "results")]
    while (before := pages[-1].older) is not None:
        pages.append(audit.read(service, OPAL, "results", before))

    read = [event.what["round"] for page in pages for event in page.events]
    assert read == list(reversed(range(2 * PAGE + 1)))
    assert [len(page.events) for page in pages] == [PAGE, PAGE, 1]


def test_before_the_aggregator_ran_the_trail_is_whole_and_unsigned(service):
    found = audit.wholeness(service)

    assert found.problems == []
    assert found.events > 0
    assert (found.vouched, found.signed) == (0, None)


def test_new_keys_and_a_new_identity_are_told_and_the_same_ones_only_once(
    service, keys
):
    publish_missing(service.settings, service.store, service.clock)
    for name in (
        "identity",
        "evaluation-harbour-group-1",
        "evaluation-harbour-study-1",
    ):
        (keys.aggregator / name).unlink()
    anew = create_identity(keys.aggregator, None)
    publish_missing(service.settings, service.store, service.clock)

    with service.store.read() as connection:
        told = rows.of_kinds(connection, (IDENTITY, PUBLISHED))
    acts = [(row.kind, json.loads(row.content)) for row in told]
    signers = [act["fingerprint"] for kind, act in acts if kind == IDENTITY]
    epochs = [(a["purpose"], a["epoch"]) for kind, a in acts if kind == PUBLISHED]
    assert signers == [keys.fingerprint, fingerprint(anew.public_key)]
    assert epochs == [("group", 1), ("study", 1), ("group", 2), ("study", 2)]
    assert {act["at"] for _, act in acts} == {"2026-11-02T10:00Z"}


def test_a_group_called_as_another_site_is_leads_nobody_to_what_was_done_there(service):
    groups.open_group(service, "harbour", "south", "north")
    links.make(service, Role.ORGANISER, "harbour/north", "Nora")
    links.make(service, Role.FACILITATOR, "harbour/north/new", "Fay")
    links.make(service, Role.FACILITATOR, "harbour/north", "Gus")

    def let_in(site):
        who = Staff(bytes(16), "", (Grant(Role.ORGANISER, "harbour", site),), bytes(32))
        return [
            event.what["staff"] for event in audit.read(service, who, "staff").events
        ]

    assert let_in("north") == ["Fay", "Nora"]
    assert let_in("south") == ["Gus"]
