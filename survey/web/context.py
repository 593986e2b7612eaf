"""What a view may ask for: the service, who is asking, who to call.

A person is looked up at most once per request, and only when somebody asks: a public
page must open while the database is away.
"""

from typing import cast

from flask import current_app, g
from sqlalchemy.exc import SQLAlchemyError

from survey import factors, programme, sessions
from survey import staff as people_who_run_it
from survey.person import NeedsWords, Person
from survey.programme import Programme
from survey.programme_parts import Look
from survey.service import Service
from survey.settings import HelpLine
from survey.staff import Grant, Staff
from survey.web import cookies

EXTENSION = "tidemark"


def service() -> Service:
    """Return the service that this application stands around."""
    return cast(Service, current_app.extensions[EXTENSION])


def person() -> Person | None:
    """Return the participant who is asking, or None for a stranger."""
    if "person" not in g:
        token = cookies.current()
        g.person = sessions.resume(service(), token) if token else None
    return cast("Person | None", g.person)


def participant() -> Person:
    """Return who is asking on a page that strangers do not reach."""
    found = person()
    if found is None:
        raise LookupError("the guard lets no stranger in here")
    return found


def reader() -> Person:
    """Return who is asking if this phone may read now, or raise NeedsWords."""
    found = participant()
    if not found.can_read:
        raise NeedsWords
    return found


def staff() -> Staff | None:
    """Return who of the staff is asking, or None for anybody else."""
    if "staff" not in g:
        token = cookies.staff()
        g.staff = people_who_run_it.resume(service(), token) if token else None
    return cast("Staff | None", g.staff)


def ways_in() -> factors.Held:
    """Return the ways in of who is at work on a page of the staff."""
    return factors.held(service(), at_work().id)


def at_work() -> Staff:
    """Return who is asking on a page that is for the staff alone."""
    found = staff()
    if found is None:
        raise LookupError("the guard lets nobody else in here")
    return found


def plan() -> Programme | None:
    """Return the programme of who is asking, for staff their first; else None."""
    if "plan" not in g:
        found = at_work().grants[0] if g.get("for_staff") else person()
        g.plan = found and _programme_of(found)
    return cast("Programme | None", g.plan)


def own_plan() -> Programme:
    """Return the programme of a participant, on a page that strangers do not reach."""
    found = plan()
    if found is None:
        raise LookupError("the guard lets no stranger in here")
    return found


def people_to_call() -> tuple[HelpLine, ...]:
    """Return who to call: the programme's people if they are known, else ours."""
    known = _plan_if_at_hand()
    return known.help if known else service().settings.help


def emergency() -> str:
    """Return the number for emergencies."""
    known = _plan_if_at_hand()
    return known.emergency if known else service().settings.safety.emergency


def product_name() -> str:
    """Return what the product is called for who is asking: staff know the house's."""
    return _own_look().product_name or service().settings.look.product_name


def exit_url() -> str:
    """Return where the way out leads who is asking."""
    return _own_look().exit_url or service().settings.look.exit_url


def forget_person() -> None:
    """Ask nobody's programme again in this request, because that just failed."""
    g.person = g.plan = g.staff = None


def _own_look() -> Look:
    known = None if g.get("for_staff") else _plan_if_at_hand()
    return known.look if known else Look()


def _plan_if_at_hand() -> Programme | None:
    # a page for strangers does not open the database for its footer
    if g.get("staff" if g.get("for_staff") else "person") is None:
        return None
    try:
        return plan()
    except SQLAlchemyError:
        g.plan = None
        return None


def _programme_of(found: Person | Grant) -> Programme:
    with service().store.read() as connection:
        return programme.one(connection, found.programme_id)
