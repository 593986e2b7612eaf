"""A file in sealed pieces: read in any order, but never moved, mixed or cut unseen.

    magic "TdX", version 1 | export id, 16 bytes | length of the seal, 2 bytes | seal
    piece 0 | piece 1 | ...

The seal holds the key of the file. A piece is PIECE bytes of the file, the last one
what is left, locked under that key and bound to its number and to being the last.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from survey.privacy import binding_exports as binding
from survey.privacy.sealing import (
    HEADER_BYTES,
    NONCE_BYTES,
    CannotOpen,
    Suite,
    UnknownFormat,
    lock,
    open_seal,
    public_key,
    seal,
    unlock,
)
from survey.privacy.secret import ContentKey, Seed

MAGIC = b"TdX\x01"
PIECE = 2**20
LOCKED = HEADER_BYTES + NONCE_BYTES + PIECE + 16
"""Bytes of every piece but the last, locked."""
ID_BYTES = 16
_HEAD = len(MAGIC) + ID_BYTES + 2


@dataclass(frozen=True, slots=True)
class Parcel:
    """Name a file by its export, the seal of its key, and the bytes it holds."""

    export_id: bytes
    seal: bytes
    size: int

    @property
    def head(self) -> bytes:
        """Return what stands before the pieces."""
        return MAGIC + self.export_id + len(self.seal).to_bytes(2, "big") + self.seal

    @property
    def pieces(self) -> int:
        """Count the pieces; a file of nothing is one of them."""
        return max(1, -(-self.size // PIECE))

    @property
    def length(self) -> int:
        """Count the bytes of the sealed file."""
        locked = self.size + self.pieces * (LOCKED - PIECE)
        return len(self.head) + locked

    def opened(self, key: ContentKey, number: int, blob: bytes) -> bytes:
        """Open one piece; CannotOpen when it is not the one of this place."""
        return _opened(key, self.export_id, number, number == self.pieces - 1, blob)


def packed(
    key: ContentKey, export_id: bytes, parts: Iterable[bytes]
) -> Iterator[bytes]:
    """Lock a file, piece by piece."""
    waiting, number = bytearray(), 0
    for part in parts:
        waiting += part
        while len(waiting) > PIECE:
            yield _locked(key, export_id, number, False, bytes(waiting[:PIECE]))
            del waiting[:PIECE]
            number += 1
    yield _locked(key, export_id, number, True, bytes(waiting))


def sealed_to(recipient: bytes, key: ContentKey, export_id: bytes) -> bytes:
    """Seal the key of a file to who may open it; NotAKey."""
    bound = binding.seal(export_id, recipient)
    return seal(key, recipient, Suite.X25519, bound)


def key_in(sealed: bytes, seed: Seed, export_id: bytes) -> ContentKey:
    """Open the seal of a file's key; CannotOpen when it was sealed to another."""
    recipient = public_key(seed, Suite.X25519)
    return open_seal(sealed, seed, binding.seal(export_id, recipient))


def read(file: BinaryIO, seed: Seed) -> Iterator[bytes]:
    """Open a sealed file, piece by piece; CannotOpen, also when its end is missing.

    Raises UnknownFormat when it is none of ours.
    """
    head = file.read(_HEAD)
    if len(head) < _HEAD or not head.startswith(MAGIC):
        raise UnknownFormat
    export_id = head[len(MAGIC) : len(MAGIC) + ID_BYTES]
    key = key_in(file.read(int.from_bytes(head[-2:], "big")), seed, export_id)
    number, blob = 0, file.read(LOCKED)
    while True:
        after = file.read(LOCKED)
        yield _opened(key, export_id, number, not after, blob)
        if not after:
            return
        number, blob = number + 1, after


def _locked(
    key: ContentKey, export_id: bytes, number: int, last: bool, plain: bytes
) -> bytes:
    return lock(key.raw, plain, binding.piece(export_id, number, int(last)))


def _opened(
    key: ContentKey, export_id: bytes, number: int, last: bool, blob: bytes
) -> bytes:
    if len(blob) > LOCKED:
        raise CannotOpen
    return unlock(key.raw, blob, binding.piece(export_id, number, int(last)))
