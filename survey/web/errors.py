"""The one place where what went wrong becomes a page.

The core raises small named exceptions; here each gets its status and its words. No
page, whatever happened, tells more than that.
"""

import errno
from collections.abc import Callable

from flask import Flask, Response
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from survey.groups import NoSuchPlace
from survey.person import NeedsWords
from survey.signin import Busy, TryLater
from survey.web import context, csrf, guard, logs, problem, typed
from survey.web.problem import Problem

REST = 10
"""Seconds after which a database that was away is asked again."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
OUR_MISTAKES = (IntegrityError, ProgrammingError, DataError)
AWAY = (DatabaseError, InterfaceError, PoolTimeout)


def install(app: Flask) -> None:
    """Turn every exception into a page."""
    for kind, page in (
        (csrf.ForeignRequest, problem.from_elsewhere),
        (csrf.StaleForm, problem.went_stale),
        (guard.SignedOut, problem.signed_out),
        (guard.StaffSignedOut, problem.staff_signed_out),
        (guard.NotFresh, problem.not_fresh),
        (NeedsWords, problem.needs_words),
        (NoSuchPlace, problem.not_here),
        (typed.TooMuch, problem.too_much),
        (typed.NotText, problem.not_text),
    ):
        app.register_error_handler(kind, _plainly(page))
    app.register_error_handler(TryLater, _later)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(OSError, _no_room)
    for away in AWAY:
        app.register_error_handler(away, _away)
    for mistake in (*OUR_MISTAKES, Exception):
        app.register_error_handler(mistake, _broken)


def _plainly(page: Callable[[], Problem]) -> Callable[[Exception], Response]:
    return lambda _error: page().response()


def _later(error: TryLater) -> Response:
    if isinstance(error, Busy):
        return problem.rests(error.seconds).response()
    return problem.wait(error.seconds).response()


def _refused(error: HTTPException) -> Response:
    match error.code:
        case 404:
            page = problem.not_here()
        case 405:
            page = problem.not_this_way()
        case 413:
            page = problem.too_much()
        case code if code is not None and code < 500:
            page = problem.not_understood(code)
        case _:
            return _broken(error)
    response = page.response()
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _no_room(error: OSError) -> Response:
    return _away(error) if error.errno in NO_ROOM else _broken(error)


def _away(error: Exception) -> Response:
    logs.failure(error)
    context.forget_person()
    return problem.rests(REST).response()


def _broken(error: Exception) -> Response:
    reference = context.service().chance.draw(4).hex()
    logs.failure(error, reference)
    context.forget_person()
    return problem.ours(reference).response()
