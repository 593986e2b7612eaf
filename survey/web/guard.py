"""Who may open which page: nobody, unless the view says so.

Every view carries `@allow(...)` under its route; one for the staff names the roles it
is for. A view that says neither answers 404, and a test walks the map of routes to
find it before anybody else does.
"""

from collections.abc import Callable
from enum import Flag, auto
from typing import ParamSpec, TypeVar
from urllib.parse import quote

from flask import abort, current_app, g, request
from werkzeug.wrappers import Response

from survey.person import NeedsWords, Person
from survey.staff import Role
from survey.web import context, cookies, csrf, typed
from survey.web.going import see_other

SAFE = frozenset({"GET", "HEAD"})
WORDS = "/words"

P = ParamSpec("P")
R = TypeVar("R")


class Access(Flag):
    """Who a page is for; several are joined with `|`."""

    ANYONE = auto()
    """Strangers too; who is asking is looked up only if the view wants to know."""
    PERSON = auto()
    """Anybody with a session: unkept, or on a phone that only sends."""
    READER = auto()
    """A session that may open the person's own history now."""
    KEPT = auto()
    """A person whose words are confirmed; joined with READER, both must hold."""
    UNKEPT = auto()
    """A person whose words are not confirmed yet."""
    STAFF = auto()
    """Somebody who runs groups, in one of the roles that the view names."""


class SignedOut(Exception):
    """A form arrived after its visit had ended."""


class NotFresh(Exception):
    """What reaches far was asked for, and it is a while since a way in was shown."""


class StaffSignedOut(Exception):
    """Somebody of the staff came back after their visit had ended."""


def allow(
    access: Access, *roles: Role, fresh: bool = False, or_first: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view with who may use it; stands under the route.

    A fresh one is for the staff, and for what reaches far: they show a way in first.
    With `or_first` it also opens to who has none yet, so that they can begin one.
    """

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        view.access = access  # type: ignore[attr-defined]  # read by access_of
        view.roles = frozenset(roles)  # type: ignore[attr-defined]  # and by roles_of
        view.fresh = fresh  # type: ignore[attr-defined]  # and by watch
        view.or_first = or_first  # type: ignore[attr-defined]  # and so is this
        return view

    return mark


def access_of(endpoint: str) -> Access | None:
    """Return what a view was marked with, or None if it was not."""
    view = current_app.view_functions.get(endpoint)
    return getattr(view, "access", None)


def roles_of(endpoint: str) -> frozenset[Role]:
    """Return the roles that a view for the staff was marked with."""
    view = current_app.view_functions.get(endpoint)
    return getattr(view, "roles", frozenset())


def watch() -> Response | None:
    """Stand before every view: default deny, our own forms only, the right person."""
    if request.endpoint is None:
        return None
    access = access_of(request.endpoint)
    if access is None:
        abort(404)
    if Access.STAFF in access:
        _staff_only(request.endpoint)
    if request.method not in SAFE:
        csrf.refuse_foreign()
        typed.read()
        csrf.check()
    if access & (Access.ANYONE | Access.STAFF):
        return _fresh_or_away(request.endpoint)
    found = context.person()
    return _to_the_door() if found is None else _past_or_away(access, found)


def _staff_only(endpoint: str) -> None:
    """Let nobody learn that there is a page which is not for them."""
    who = context.staff()
    if who is None and cookies.staff() is not None:
        raise StaffSignedOut
    if who is None or not who.roles & roles_of(endpoint):
        abort(404)
    g.for_staff = True


def _fresh_or_away(endpoint: str) -> Response | None:
    view = current_app.view_functions[endpoint]
    if not getattr(view, "fresh", False) or context.at_work().is_fresh:
        return None
    if getattr(view, "or_first", False) and not context.ways_in().any:
        return None
    if request.method not in SAFE:
        raise NotFresh
    return see_other(f"/staff/prove?next={quote(_here())}")


def _to_the_door() -> Response:
    if request.method not in SAFE:
        raise SignedOut
    return see_other(f"/sign-in?next={quote(_here())}")


def _here() -> str:
    return request.full_path if request.query_string else request.path


def _past_or_away(access: Access, found: Person) -> Response | None:
    if Access.UNKEPT in access and Access.KEPT not in access and found.kept:
        return see_other("/")
    if Access.KEPT in access and Access.UNKEPT not in access and not found.kept:
        return see_other(WORDS)
    if Access.READER in access and not found.can_read:
        raise NeedsWords
    return None
