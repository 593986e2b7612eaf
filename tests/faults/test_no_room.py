"""Disk full, database away: a clear page, people to call, and every answer kept."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, event

from survey import checkin
from survey.web import app_around
from tests.web.phone import Fields, Phone, token_in

TYPED = {"days/version": "1", "days.as_wanted": "4", "days.any": "2"}


@contextmanager
def disk_full(service) -> Iterator[None]:
    """Let the database file grow no further, as on a full disk."""
    limited = event.listens_for(service.store.engine, "connect")

    @limited
    def stop_growing(dbapi, _record):
        pages = dbapi.execute("PRAGMA page_count").fetchone()[0]
        dbapi.execute(f"PRAGMA max_page_count = {pages}")

    service.store.engine.dispose()
    yield
    event.remove(service.store.engine, "connect", stop_growing)
    service.store.engine.dispose()


@contextmanager
def database_away(service) -> Iterator[None]:
    """Let nobody answer where the database was."""
    there = service.store.engine
    service.store.engine = create_engine("sqlite:////nowhere/at/all.sqlite")
    yield
    service.store.engine = there


@pytest.mark.parametrize("trouble", [disk_full, database_away])
def test_answers_stay_on_the_page_until_they_can_be_saved(service, ana, trouble):
    if trouble is disk_full and service.store.file is None:
        pytest.skip("a full disk is tried on SQLite, whose file we can hold back")
    phone = Phone(app_around(service)).hold(ana.token)
    token = token_in(phone.open("/goal").text)
    saved = 0
    with trouble(service):
        for number in range(60):
            typed = {"attempt": f"{number:032x}", **TYPED}
            answer = phone.send("/check-in/answers", {**typed, "csrf_token": token})
            if answer.status_code != 303:
                break
            saved += 1

    carried = dict(Fields(answer.text).found)
    again = phone.send("/check-in/answers", carried)

    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert "tel:" in answer.text
    assert {k: v for k, v in carried.items() if k != "csrf_token"} == typed
    assert again.status_code == 303
    assert len(checkin.history(service, ana)) == saved + 1
