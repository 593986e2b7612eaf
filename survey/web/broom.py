"""Sweep now and then while the service is used, so that leaving means leaving.

Somebody who did not keep their words must vanish even where nobody set up a timer for
`retention run`. Each process does it at most every five minutes, when somebody sends
a form: such a request needs the database in any case.
"""

from contextlib import suppress
from threading import Lock

from flask import Flask, request
from sqlalchemy.exc import SQLAlchemyError

from survey import enrolment
from survey.clock import STEP
from survey.service import Service


def install(app: Flask, service: Service) -> None:
    """Have requests start a sweep when one is due."""
    due = service.clock.monotonic() + STEP
    one_at_a_time = Lock()

    def sweep_if_due() -> None:
        nonlocal due
        if request.method != "POST" or service.clock.monotonic() < due:
            return
        if one_at_a_time.acquire(blocking=False):
            due = service.clock.monotonic() + STEP
            try:
                # what fails now is due again in five minutes
                with suppress(SQLAlchemyError):
                    enrolment.sweep(service)
            finally:
                one_at_a_time.release()

    app.before_request(sweep_if_due)
