"""What an export and its pieces are bound to, frozen like all that `binding` writes."""

import hashlib
from datetime import date

from survey.privacy.binding import Context, context


def mac(
    export_id: bytes,
    programme_id: str,
    tier: str,
    k: int | None,
    horizon: int | None,
    *,
    recipient: str,
    purpose: str,
    until: date,
    agreement: int | None,
    public_key: bytes,
    asked_by: bytes | None,
    approved_by: bytes | None,
) -> Context:
    """Bind an export to what it may hold, whom it is for, and who agreed to it."""
    rows = (programme_id, tier, k, horizon)
    given = (recipient, purpose, until, agreement, public_key)
    return context("row-export", export_id, *rows, *given, asked_by, approved_by)


def seal(export_id: bytes, recipient: bytes) -> Context:
    """Bind the key of an exported file to the export and the public key it is for."""
    return context("export-seal", export_id, hashlib.sha256(recipient).digest())


def piece(export_id: bytes, number: int, last: int) -> Context:
    """Bind a piece of an exported file to its place; `last` is 1 where it ends."""
    return context("export-piece", export_id, number, last)


def memory(export_id: bytes, kind: str) -> Context:
    """Bind what the aggregator keeps of an export, its seed."""
    return context("export-memory", export_id, kind)


def door(session_id: bytes, export_id: bytes) -> Context:
    """Bind the key of a file that was opened to the browser that opened it."""
    return context("export-door", session_id, export_id)
