"""Sweep now and then while the service is used, so that leaving means leaving.

Somebody who did not keep their words must vanish even where nobody set up the timer
for `retention run`. Each process does it at most every five minutes, after a page was
answered: nobody waits for it, and no page fails with it.
"""

import logging
from threading import Lock

from flask import Flask, Response, request

from survey import enrolment
from survey.clock import STEP
from survey.service import Service
from survey.web import logs


def install(app: Flask, service: Service) -> None:
    """Have answered pages start a sweep when one is due."""
    due = service.clock.monotonic() + STEP
    one_at_a_time = Lock()

    def sweep_if_due() -> None:
        nonlocal due
        if one_at_a_time.acquire(blocking=False):
            try:
                if service.clock.monotonic() >= due:
                    # what fails now is due again in five minutes
                    due = service.clock.monotonic() + STEP
                    _sweep(service)
            finally:
                one_at_a_time.release()

    def afterwards(response: Response) -> Response:
        if request.endpoint is not None and request.endpoint not in logs.UNLOGGED:
            response.call_on_close(sweep_if_due)
        return response

    app.after_request(afterwards)


def _sweep(service: Service) -> None:
    try:
        enrolment.sweep(service)
    except Exception as error:  # noqa: BLE001 - the page it follows is answered
        logs.event("sweep failed", logging.ERROR, where=type(error).__name__)
