"""Whoever writes to the trail continues it, also when two do so at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from survey import trail
from survey.records.queries import trail as events


def written(service):
    with service.store.read() as connection:
        return list(events.events(connection))


@pytest.fixture
def earlier(service):
    """Give what putting the programme of all tests in force has left."""
    return written(service)


def test_the_first_event_names_nothing_before_it(earlier):
    assert (earlier[0].number, earlier[0].previous) == (1, trail.START)


def test_each_event_names_the_one_before_it(service, earlier):
    with service.store.write() as connection:
        trail.write(connection, "group.opened", {"group": "thursday", "at": 1})
    with service.store.write() as connection:
        trail.write(connection, "group.closed", {"group": "thursday", "at": 2})

    first, second = written(service)[len(earlier) :]
    assert first.previous == earlier[-1].digest
    assert (second.number, second.previous) == (first.number + 1, first.digest)
    assert first.content == '{"at":1,"group":"thursday"}'


def test_an_event_stands_or_falls_with_what_it_tells_of(service, earlier):
    def fail():
        with service.store.write() as connection:
            trail.write(connection, "group.opened", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert written(service) == earlier


def test_many_who_write_at_once_make_one_chain(service, earlier):
    def act(number):
        with service.store.write() as connection:
            trail.write(connection, "test", {"number": number})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(24)))

    found = written(service)
    assert [event.number for event in found] == list(range(1, len(earlier) + 25))
    assert [e.previous for e in found[1:]] == [e.digest for e in found[:-1]]
