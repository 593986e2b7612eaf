"""What is logged: an allow-list of fields, as JSON on standard output.

Never an address, a code, a cookie, an answer, a body, a query string or a browser's
name: a log line can only hold the fields below, whoever asks for it. The time is cut
to the minute, so that a line is no better a clock than it has to be.
"""

import json
import logging
import sys
import time
import traceback
from typing import Any

from flask import Response, g, request

NAME = "tidemark"
FIELDS = ("time", "level", "event", "endpoint", "status", "ms", "reference", "where")
UNLOGGED = frozenset({"static", "public.alive", "public.ready"})
TALKERS = ("werkzeug", "gunicorn.error", "gunicorn.access", "sqlalchemy", "alembic")
"""Loggers of others, whose sentences can hold addresses, paths and values."""


class AllowListed(logging.Formatter):
    """Write a record as one JSON line that holds nothing but the allowed fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a record that is not ours is named and not quoted."""
        ours = record.name == NAME
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "event": record.getMessage() if ours else record.name,
        }
        line |= getattr(record, "allowed", {}) if ours else {}
        return json.dumps({name: line[name] for name in FIELDS if name in line})


class _Out(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        sys.stdout.write(self.format(record) + "\n")
        sys.stdout.flush()


def install(level: str) -> None:
    """Log our own events, and let others say no more than that they spoke."""
    out = _Out()
    out.setFormatter(AllowListed())
    for name in (NAME, *TALKERS):
        logger = logging.getLogger(name)
        logger.handlers = [out]
        logger.propagate = False
        logger.setLevel(level.upper() if name == NAME else logging.WARNING)


def begin() -> None:
    """Start the watch of a request."""
    g.began = time.perf_counter()


def end(response: Response) -> None:
    """Log that a request was answered; one that went well only when debugging.

    Whoever collects the lines stamps each with a time, and when somebody checked in is
    not to be written down anywhere.
    """
    if request.endpoint in UNLOGGED:
        return
    spent = time.perf_counter() - g.get("began", time.perf_counter())
    event(
        "answered",
        logging.WARNING if response.status_code >= 500 else logging.DEBUG,
        endpoint=request.endpoint or "none",
        status=response.status_code,
        ms=round(spent * 1000),
    )


def failure(error: BaseException, reference: str | None = None) -> None:
    """Log that something failed: its kind and where, never what it says."""
    where = [type(error).__name__]
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = frame.f_globals.get("__name__", "")
        if module.startswith("survey"):
            where.append(f"{module}:{line}")
    fields = {"where": " ".join(where), "endpoint": request.endpoint or "none"}
    event(
        "failed",
        logging.ERROR,
        **fields,
        **({"reference": reference} if reference else {}),
    )


def event(what: str, level: int = logging.INFO, **fields: Any) -> None:
    """Log one event with fields of the allow-list; a field that is not on it raises."""
    strange = set(fields) - set(FIELDS)
    if strange:
        raise ValueError(f"not on the allow-list: {', '.join(sorted(strange))}")
    logging.getLogger(NAME).log(level, what, extra={"allowed": fields})
