"""Seal and open: the one place where bytes become unreadable and readable again.

Suite 1 is HPKE base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM
(RFC 9180). Suite 2 puts the hybrid KEM MLKEM768-X25519 (0x647a, the X-Wing
construction) in its place, as in draft-ietf-hpke-pq, which builds on
draft-irtf-cfrg-concrete-hybrid-kems. It holds no key, keeps none, and tells a caller
that fails nothing but that it failed.
"""

import hashlib
import os
from enum import IntEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from survey.privacy.binding import Context
from survey.privacy.secret import ContentKey, Hidden, Seed

MAGIC = b"Td"
FORMAT_VERSION = 1
HEADER_BYTES = 8
NONCE_BYTES = 12
MLKEM_PUBLIC_BYTES = 1184
MLKEM_SEED_BYTES = 64


class Suite(IntEnum):
    """Name the way a content key is sealed."""

    X25519 = 1
    HYBRID = 2


_SUITES = {MAGIC + bytes((FORMAT_VERSION, suite)): suite for suite in Suite}
"""What the beginning of a blob says."""


class CannotOpen(Exception):
    """The blob, the key and the context do not belong together."""


class UnknownFormat(CannotOpen):
    """The blob was written by something newer, or is not one of ours."""


class NotAKey(ValueError):
    """These bytes are no public key to which anything may be sealed."""


def _hpke(kem: hpke.KEM) -> hpke.Suite:
    return hpke.Suite(kem, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


_PrivateKey = X25519PrivateKey | hpke.MLKEM768X25519PrivateKey
_HPKE = {
    Suite.X25519: _hpke(hpke.KEM.X25519),
    Suite.HYBRID: _hpke(hpke.KEM.MLKEM768_X25519),
}


class Opener(Hidden):
    """Open many seals of one recipient: its private keys are derived once."""

    __slots__ = ("_private", "_public", "_seed")

    def __init__(self, seed: Seed) -> None:
        """Take the seed; what follows from it is made when first asked for."""
        self._seed = seed
        self._private: dict[Suite, _PrivateKey] = {}
        self._public: dict[Suite, bytes] = {}

    def recipient(self, blob: bytes) -> bytes:
        """Return the public key that a seal to this recipient was made for."""
        suite = suite_of(blob)
        if suite not in self._public:
            self._public[suite] = public_key(self._seed, suite)
        return self._public[suite]

    def open(self, blob: bytes, context: Context) -> ContentKey:
        """Open a seal; CannotOpen when anything differs."""
        suite = suite_of(blob)
        if suite not in self._private:
            self._private[suite] = _private_key(self._seed, suite)
        header, sealed = blob[:HEADER_BYTES], blob[HEADER_BYTES:]
        private = self._private[suite]
        try:
            raw = _HPKE[suite].decrypt(sealed, private, info=header + context)
            return ContentKey(raw)
        except (InvalidTag, ValueError):
            # From None: the cause would carry nothing but could show the blob.
            raise CannotOpen from None


def public_key(seed: Seed, suite: Suite) -> bytes:
    """Return the public key of a seed: 32 bytes, or ML-KEM then X25519, 1216 bytes."""
    if suite is Suite.X25519:
        return _x25519(seed, "x25519/v1").public_key().public_bytes_raw()
    lattice, curve = _hybrid_parts(seed)
    public = lattice.public_key().public_bytes_raw()
    return public + curve.public_key().public_bytes_raw()


def seal(key: ContentKey, recipient: bytes, suite: Suite, context: Context) -> bytes:
    """Seal a content key to a public key; NotAKey when there is no such key."""
    header = _header(suite, recipient_id(recipient))
    try:
        public = _recipient(recipient, suite)
        sealed = _HPKE[suite].encrypt(key.raw, public, info=header + context)
    except ValueError as error:
        raise NotAKey from error
    return header + sealed


def open_seal(blob: bytes, seed: Seed, context: Context) -> ContentKey:
    """Open a seal with the seed of its recipient; CannotOpen when anything differs."""
    return Opener(seed).open(blob, context)


class Locker(Hidden):
    """Lock and unlock many blobs under one key."""

    __slots__ = ("_aes",)

    def __init__(self, key: bytes) -> None:
        """Take a 32-byte key that the caller holds."""
        self._aes = _aes(key)

    def lock(self, plaintext: bytes, context: Context, key_id: int = 0) -> bytes:
        """Encrypt, bound to a context."""
        header = _header(Suite.X25519, key_id)
        # A random nonce: no key here locks more than some millions in its life.
        nonce = os.urandom(NONCE_BYTES)
        return header + nonce + self._aes.encrypt(nonce, plaintext, header + context)

    def unlock(self, blob: bytes, context: Context) -> bytes:
        """Undo lock; CannotOpen when the key, the blob or the context differs."""
        if suite_of(blob) is not Suite.X25519:
            raise UnknownFormat
        header, rest = blob[:HEADER_BYTES], blob[HEADER_BYTES:]
        nonce, ciphertext = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
        try:
            return self._aes.decrypt(nonce, ciphertext, header + context)
        except (InvalidTag, ValueError):
            raise CannotOpen from None


def lock(key: bytes, plaintext: bytes, context: Context, key_id: int = 0) -> bytes:
    """Lock one blob under a 32-byte key that the caller holds."""
    return Locker(key).lock(plaintext, context, key_id)


def unlock(key: bytes, blob: bytes, context: Context) -> bytes:
    """Undo lock; CannotOpen when the key, the blob or the context differs."""
    return Locker(key).unlock(blob, context)


def derive(secret: bytes, label: str) -> bytes:
    """Derive 32 bytes for one use, named by the label, by HKDF-SHA256."""
    return _expand(secret, label, 32)


def recipient_id(recipient: bytes) -> int:
    """Return the key id of a seal: the first four bytes of SHA-256 of the key."""
    return int.from_bytes(hashlib.sha256(recipient).digest()[:4], "big")


def key_id(blob: bytes) -> int:
    """Read the key id of a blob."""
    suite_of(blob)
    return int.from_bytes(blob[4:HEADER_BYTES], "big")


def suite_of(blob: bytes) -> Suite:
    """Read the suite of a blob; UnknownFormat for any other magic, version, suite."""
    if len(blob) < HEADER_BYTES:
        raise CannotOpen
    try:
        return _SUITES[blob[:4]]
    except KeyError:
        raise UnknownFormat from None


def _header(suite: Suite, key_id: int) -> bytes:
    return MAGIC + bytes((FORMAT_VERSION, suite)) + key_id.to_bytes(4, "big")


def _aes(key: bytes) -> AESGCM:
    if len(key) != 32:
        raise ValueError("AES-256 takes a key of 32 bytes")
    return AESGCM(key)


def _expand(secret: bytes, label: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=label.encode()).derive(secret)


def _x25519(seed: Seed, label: str) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(derive(seed.raw, label))


def _private_key(seed: Seed, suite: Suite) -> _PrivateKey:
    if suite is Suite.X25519:
        return _x25519(seed, "x25519/v1")
    return hpke.MLKEM768X25519PrivateKey(*_hybrid_parts(seed))


def _hybrid_parts(seed: Seed) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    lattice = _expand(seed.raw, "hybrid/mlkem768/v1", MLKEM_SEED_BYTES)
    curve = _x25519(seed, "hybrid/x25519/v1")
    return MLKEM768PrivateKey.from_seed_bytes(lattice), curve


def _recipient(
    raw: bytes, suite: Suite
) -> X25519PublicKey | hpke.MLKEM768X25519PublicKey:
    if suite is Suite.X25519:
        return X25519PublicKey.from_public_bytes(raw)
    lattice, curve = raw[:MLKEM_PUBLIC_BYTES], raw[MLKEM_PUBLIC_BYTES:]
    return hpke.MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(lattice),
        X25519PublicKey.from_public_bytes(curve),
    )
