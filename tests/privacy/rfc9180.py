"""A second reader of seals, written from RFC 9180 and sharing no code with the first.

Base mode with HKDF-SHA256. It stands on X25519, ML-KEM-768, HMAC and the AEAD ciphers
alone, so that what the library seals is read by something else than the library.
The hybrid KEM is written from draft-connolly-cfrg-xwing-kem and draft-ietf-hpke-pq.
"""

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

X25519_KEM, HYBRID_KEM = 0x0020, 0x647A
HKDF_SHA256 = 0x0001
AES_256_GCM, CHACHA20_POLY1305 = 0x0002, 0x0003
CIPHERS = {AES_256_GCM: AESGCM, CHACHA20_POLY1305: ChaCha20Poly1305}
XWING_LABEL = b"\\.//^\\"


@dataclass(frozen=True)
class Schedule:
    """What base mode derives from a shared secret (section 5.1)."""

    key: bytes
    base_nonce: bytes
    exporter_secret: bytes


def extract(salt: bytes, ikm: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), ikm, "sha256")


def expand(prk: bytes, info: bytes, length: int) -> bytes:
    out, block, count = b"", b"", 1
    while len(out) < length:
        block = hmac.digest(prk, block + info + bytes((count,)), "sha256")
        out, count = out + block, count + 1
    return out[:length]


def labelled_extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return extract(salt, b"HPKE-v1" + suite + label + ikm)


def labelled_expand(
    suite: bytes, prk: bytes, label: bytes, info: bytes, length: int
) -> bytes:
    size = length.to_bytes(2, "big")
    return expand(prk, size + b"HPKE-v1" + suite + label + info, length)


def x25519_decap(enc: bytes, private: X25519PrivateKey) -> bytes:
    """Section 4.1, DHKEM(X25519, HKDF-SHA256)."""
    suite = b"KEM" + X25519_KEM.to_bytes(2, "big")
    shared = private.exchange(X25519PublicKey.from_public_bytes(enc))
    both = enc + private.public_key().public_bytes_raw()
    prk = labelled_extract(suite, b"", b"eae_prk", shared)
    return labelled_expand(suite, prk, b"shared_secret", both, 32)


def hybrid_decap(
    enc: bytes, lattice: MLKEM768PrivateKey, curve: X25519PrivateKey
) -> bytes:
    """Combine the two secrets with the X25519 ciphertext and key by SHA3-256."""
    first, second = enc[:1088], enc[1088:]
    from_lattice = lattice.decapsulate(first)
    from_curve = curve.exchange(X25519PublicKey.from_public_bytes(second))
    public = curve.public_key().public_bytes_raw()
    mixed = from_lattice + from_curve + second + public + XWING_LABEL
    return hashlib.sha3_256(mixed).digest()


def schedule(kem: int, aead: int, shared: bytes, info: bytes) -> Schedule:
    """Derive key and nonce in base mode, without a pre-shared key."""
    numbers = (kem, HKDF_SHA256, aead)
    suite = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in numbers)
    no_psk = labelled_extract(suite, b"", b"psk_id_hash", b"")
    context = b"\0" + no_psk + labelled_extract(suite, b"", b"info_hash", info)
    secret = labelled_extract(suite, shared, b"secret", b"")
    return Schedule(
        key=labelled_expand(suite, secret, b"key", context, 32),
        base_nonce=labelled_expand(suite, secret, b"base_nonce", context, 12),
        exporter_secret=labelled_expand(suite, secret, b"exp", context, 32),
    )


def open_message(
    aead: int, derived: Schedule, number: int, aad: bytes, sealed: bytes
) -> bytes:
    """Open the message with this sequence number (section 5.2)."""
    counter = number.to_bytes(12, "big")
    nonce = bytes(a ^ b for a, b in zip(derived.base_nonce, counter, strict=True))
    return CIPHERS[aead](derived.key).decrypt(nonce, sealed, aad)
