"""Make pages small on the wire, without giving a secret away by their size.

Size tells on a secret only if somebody else can have pages fetched again and again
(BREACH). So only what the person's own browser asked for from our own page, or from
its address bar, is compressed; what another site caused to be fetched is not.
"""

import gzip

from flask import Response, request

SMALLEST = 512
"""Bytes below which nothing is gained."""
LEVEL = 6
OWN_DOING = frozenset({"same-origin", "none"})
TEXT = frozenset({"text/html", "application/json", "text/plain", "text/calendar"})


def shrink(response: Response) -> None:
    """Compress a page in place, where that is safe and worth it."""
    if not _is_worth_it(response):
        return
    response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")


def _is_worth_it(response: Response) -> bool:
    return (
        request.headers.get("Sec-Fetch-Site") in OWN_DOING
        and request.accept_encodings.quality("gzip") > 0
        and response.mimetype in TEXT
        and "Content-Encoding" not in response.headers
        and not response.direct_passthrough
        and len(response.get_data()) >= SMALLEST
    )
