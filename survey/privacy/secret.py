"""Values that open something and therefore never show themselves.

A secret must never reach a log, a page, a cache or a pickle by accident: every way of
turning one into text or of writing it out is closed, `raw` is the only door.
"""

import hmac
from typing import NoReturn, final

SECRET_BYTES = 32


class Hidden:
    """Show nothing of what an object holds, and never write it out."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Name the kind and nothing else."""
        return f"<{type(self).__name__}>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """Refuse to be pickled or copied."""
        raise TypeError(f"{self!r} is never written out")


class Secret(Hidden):
    """Hold 32 secret bytes."""

    __slots__ = ("_raw",)
    __hash__ = None  # type: ignore[assignment]  # a hash table would compare by time

    def __init__(self, raw: bytes) -> None:
        """Take exactly 32 bytes; ValueError otherwise."""
        if len(raw) != SECRET_BYTES:
            raise ValueError("a secret is exactly 32 bytes long")
        self._raw = bytes(raw)

    @property
    def raw(self) -> bytes:
        """Return the bytes, for the primitive that needs them."""
        return self._raw

    def __eq__(self, other: object) -> bool:
        """Compare in constant time, and only with a secret of the same kind."""
        if type(other) is not type(self):
            return NotImplemented
        return hmac.compare_digest(self._raw, other._raw)


@final
class Seed(Secret):
    """Hold the seed from which all private keys of one owner follow."""

    __slots__ = ()


@final
class ContentKey(Secret):
    """Hold the key of one response or note."""

    __slots__ = ()
