"""Say who wrote something: row MACs between our own processes, signatures beyond them.

Whoever can write to the database but has no row key can neither inject nor redirect.
Every message starts with this format's name, so no MAC or signature of ours can be
taken for one made elsewhere.
"""

import hashlib
import hmac
from typing import final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from survey.privacy.binding import Context
from survey.privacy.secret import Hidden, Secret

MAC_PREFIX = b"Td\x01mac"
SIGNATURE_PREFIX = b"Td\x01sig"


def mac(key: bytes, context: Context) -> bytes:
    """Return the 32-byte HMAC-SHA256 of a context."""
    return hmac.digest(key, MAC_PREFIX + context, "sha256")


def check_mac(key: bytes, context: Context, tag: bytes) -> bool:
    """Say in constant time whether the tag belongs to the context."""
    return hmac.compare_digest(mac(key, context), tag)


@final
class MacKey(Hidden):
    """Check many MACs of one key: how they all begin is worked out once."""

    __slots__ = ("_begun",)

    def __init__(self, key: bytes) -> None:
        """Take the key."""
        self._begun = HMAC(key, SHA256())
        self._begun.update(MAC_PREFIX)

    def check(self, context: Context, tag: bytes) -> bool:
        """Say in constant time whether the tag belongs to the context."""
        begun = self._begun.copy()
        begun.update(context)
        return hmac.compare_digest(begun.finalize(), tag)


@final
class Identity(Hidden):
    """Sign as the aggregator; the seed stays inside."""

    __slots__ = ("_private",)

    def __init__(self, seed: Secret) -> None:
        """Make the Ed25519 identity of a seed."""
        self._private = Ed25519PrivateKey.from_private_bytes(seed.raw)

    @property
    def public_key(self) -> bytes:
        """Return the 32-byte public key."""
        return self._private.public_key().public_bytes_raw()

    def sign(self, context: Context) -> bytes:
        """Return the 64-byte signature of a context."""
        return self._private.sign(SIGNATURE_PREFIX + context)


def verify(public_key: bytes, signature: bytes, context: Context) -> bool:
    """Say whether the owner of a public key signed this context."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(signature, SIGNATURE_PREFIX + context)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public_key: bytes) -> str:
    """Return the short name of a public key, to be pinned: "sha256:" and 64 digits."""
    return "sha256:" + hashlib.sha256(public_key).hexdigest()
