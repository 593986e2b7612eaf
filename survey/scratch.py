"""What a phone is in the middle of, sealed under its own cookie, for a short time.

Drafts, receipts and words not yet confirmed: the server can open them only while the
phone that made them asks.
"""

import json
from typing import Any, Literal

from sqlalchemy import Connection

from survey.clock import expiry
from survey.person import Token, session_id
from survey.privacy import binding
from survey.privacy.padding import pad, padded_size, unpad
from survey.privacy.sealing import CannotOpen, derive, lock, unlock
from survey.records.queries import phones
from survey.service import Service

Kind = Literal["draft", "receipt", "words"]
SECONDS: dict[Kind, int] = {"draft": 24 * 3600, "receipt": 600, "words": 3600}


def put(
    service: Service,
    connection: Connection,
    token: Token,
    kind: Kind,
    content: dict[str, Any],
) -> None:
    """Keep something for this phone alone."""
    plain = json.dumps(content, ensure_ascii=False).encode()
    row_id = session_id(token)
    blob = lock(
        derive(token, f"{kind}/v1"),
        pad(plain, padded_size(len(plain))),
        binding.draft(row_id, kind),
    )
    phones.put_draft(
        connection, row_id, kind, blob, expiry(service.clock.now(), SECONDS[kind])
    )


def take(
    service: Service, connection: Connection, token: Token, kind: Kind
) -> dict[str, Any] | None:
    """Open what was kept for this phone, if its time has not run out."""
    row = phones.draft(connection, session_id(token), kind)
    if row is None or row.expires <= service.clock.now().timestamp():
        return None
    try:
        plain = unlock(
            derive(token, f"{kind}/v1"),
            row.blob,
            binding.draft(session_id(token), kind),
        )
    except CannotOpen:
        return None
    content: dict[str, Any] = json.loads(unpad(plain))
    return content


def drop(connection: Connection, token: Token, kind: Kind) -> None:
    """Forget it."""
    phones.drop_draft(connection, session_id(token), kind)


def carry(service: Service, connection: Connection, old: Token, new: Token) -> None:
    """Move a half-done check-in to the same person's new cookie."""
    content = take(service, connection, old, "draft")
    if content is not None:
        put(service, connection, new, "draft", content)
