"""Send a file a piece at a time, from wherever a download broke off (RFC 9110, 14)."""

from collections.abc import Iterator
from typing import Protocol

from flask import Response, request


class Sendable(Protocol):
    """A file whose bytes can be had in any range."""

    @property
    def length(self) -> int:
        """Count its bytes."""

    def bytes_from(self, first: int, last: int) -> Iterator[bytes]:
        """Yield the bytes of a range, both ends included."""


def file(found: Sendable, name: str, tag: str) -> Response:
    """Return a file, or the one range of it that was asked for.

    `tag` names its content: who goes on with another one gets it from the start.
    """
    whole = found.length
    wanted = request.range if _is_the_same(tag) else None
    span = wanted.range_for_length(whole) if wanted else (0, whole)
    if span is None or span[1] is None:
        response = Response(status=416)
        response.headers["Content-Range"] = f"bytes */{whole}"
        return response
    first, end = span
    response = Response(
        found.bytes_from(first, end - 1),
        status=206 if wanted else 200,
        content_type="application/octet-stream",
    )
    response.content_length = end - first
    response.headers["Accept-Ranges"] = "bytes"
    _name(response, name)
    response.set_etag(tag)
    if wanted:
        response.headers["Content-Range"] = f"bytes {first}-{end - 1}/{whole}"
    return response


def whole(content: bytes, name: str) -> Response:
    """Return a small file at once."""
    response = Response(content, content_type="application/octet-stream")
    _name(response, name)
    return response


def _name(response: Response, name: str) -> None:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'


def _is_the_same(tag: str) -> bool:
    before = request.if_range
    return not before.etag or before.etag == tag
