"""Our seals are HPKE as published, and not only as our library reads itself."""

import hashlib
import json
from importlib.resources import files

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from survey.privacy import sealing
from survey.privacy.binding import context
from survey.privacy.sealing import Suite
from tests.privacy import rfc9180
from tests.privacy.cast import ANAS_SEED, KEY

CONTEXT = context("seal", "own")


def published(name, kem, aead):
    text = (files("cryptography_vectors") / "HPKE" / name).read_text()
    wanted = {"mode": 0, "kem_id": kem, "kdf_id": 1, "aead_id": aead}
    found = [v for v in json.loads(text) if wanted.items() <= v.items()]
    assert len(found) == 1
    return found[0]


def hexes(vector, *names):
    return tuple(bytes.fromhex(vector[name]) for name in names)


def expanded(label, length):
    hkdf = HKDF(SHA256(), length, salt=None, info=label)
    return hkdf.derive(ANAS_SEED.raw)


@pytest.fixture(scope="module")
def classic():
    return published("test-vectors.json", rfc9180.X25519_KEM, rfc9180.AES_256_GCM)


@pytest.fixture(scope="module")
def hybrid():
    return published(
        "hpke-pq-test-vectors.json", rfc9180.HYBRID_KEM, rfc9180.CHACHA20_POLY1305
    )


def assert_opens_all(vector, aead, shared):
    (info,) = hexes(vector, "info")
    derived = rfc9180.schedule(vector["kem_id"], aead, shared, info)

    assert (derived.key, derived.base_nonce, derived.exporter_secret) == hexes(
        vector, "key", "base_nonce", "exporter_secret"
    )
    assert len(vector["encryptions"]) > 0
    for number, message in enumerate(vector["encryptions"]):
        aad, sealed, plain = hexes(message, "aad", "ct", "pt")
        opened = rfc9180.open_message(aead, derived, number, aad, sealed)
        assert opened == plain


def test_the_second_reader_passes_the_published_x25519_vectors(classic):
    enc, private, shared = hexes(classic, "enc", "skRm", "shared_secret")

    decapsulated = rfc9180.x25519_decap(
        enc, X25519PrivateKey.from_private_bytes(private)
    )

    assert decapsulated == shared
    assert_opens_all(classic, rfc9180.AES_256_GCM, shared)


def test_the_second_reader_passes_the_published_hybrid_vectors(hybrid):
    enc, seed, public, shared = hexes(hybrid, "enc", "skRm", "pkRm", "shared_secret")
    parts = hashlib.shake_256(seed).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(parts[:64])
    curve = X25519PrivateKey.from_private_bytes(parts[64:])

    decapsulated = rfc9180.hybrid_decap(enc, lattice, curve)

    assert decapsulated == shared
    assert public == (
        lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    )
    assert_opens_all(hybrid, rfc9180.CHACHA20_POLY1305, shared)


def test_the_second_reader_opens_our_own_seals():
    recipient = sealing.public_key(ANAS_SEED, Suite.X25519)
    blob = sealing.seal(KEY, recipient, Suite.X25519, CONTEXT)
    header, enc, sealed = blob[:8], blob[8:40], blob[40:]
    private = X25519PrivateKey.from_private_bytes(expanded(b"x25519/v1", 32))

    shared = rfc9180.x25519_decap(enc, private)
    derived = rfc9180.schedule(
        rfc9180.X25519_KEM, rfc9180.AES_256_GCM, shared, header + CONTEXT
    )
    opened = rfc9180.open_message(rfc9180.AES_256_GCM, derived, 0, b"", sealed)

    assert opened == KEY.raw


def test_the_second_reader_opens_our_own_hybrid_seals():
    recipient = sealing.public_key(ANAS_SEED, Suite.HYBRID)
    blob = sealing.seal(KEY, recipient, Suite.HYBRID, CONTEXT)
    header, enc, sealed = blob[:8], blob[8:1128], blob[1128:]
    lattice = MLKEM768PrivateKey.from_seed_bytes(expanded(b"hybrid/mlkem768/v1", 64))
    curve = X25519PrivateKey.from_private_bytes(expanded(b"hybrid/x25519/v1", 32))

    shared = rfc9180.hybrid_decap(enc, lattice, curve)
    derived = rfc9180.schedule(
        rfc9180.HYBRID_KEM, rfc9180.AES_256_GCM, shared, header + CONTEXT
    )
    opened = rfc9180.open_message(rfc9180.AES_256_GCM, derived, 0, b"", sealed)

    assert opened == KEY.raw
