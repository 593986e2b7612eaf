"""The audit trail is read page by page and looked at whole, on both databases."""

from survey import audit, trail
from survey.audit import PAGE
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
