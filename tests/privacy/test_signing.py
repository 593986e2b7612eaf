"""Who has no row key can forge no row; who is not the aggregator can publish no key."""

import hashlib
import hmac
from dataclasses import replace
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from survey.privacy import binding, signing
from survey.privacy.evaluation import PublishedKey, trusted
from survey.privacy.signing import Identity
from tests.privacy.cast import ANAS_SEED, BENS_SEED, KEY, MONDAY, NEXT_MONDAY

CONTEXT = binding.context("row-consent", "yes")
AGGREGATOR, MALLORY = Identity(ANAS_SEED), Identity(BENS_SEED)
PINNED = signing.fingerprint(AGGREGATOR.public_key)


def published(identity, **changes):
    told = {
        "programme_id": "harbour",
        "purpose": "group",
        "epoch": 3,
        "suite": 1,
        "public_key": b"k" * 32,
        "not_before": MONDAY,
    } | changes
    signature = identity.sign(binding.evaluation_key(**told))
    return PublishedKey(**told, signer=identity.public_key, signature=signature)


def test_a_mac_is_hmac_sha256_of_a_named_message():
    expected = hmac.new(KEY.raw, b"Td\1mac" + CONTEXT, hashlib.sha256).digest()

    assert signing.mac(KEY.raw, CONTEXT) == expected


def test_a_mac_belongs_to_one_key_and_one_message():
    tag = signing.mac(KEY.raw, CONTEXT)

    assert signing.check_mac(KEY.raw, CONTEXT, tag)
    assert not signing.check_mac(ANAS_SEED.raw, CONTEXT, tag)
    assert not signing.check_mac(KEY.raw, binding.context("row-consent", "no"), tag)
    assert not signing.check_mac(KEY.raw, CONTEXT, tag[:-1])
    assert not signing.check_mac(KEY.raw, CONTEXT, b"")


def test_a_mac_is_compared_in_constant_time(monkeypatch):
    compared = []
    watched = SimpleNamespace(
        digest=hmac.digest, compare_digest=lambda *pair: compared.append(pair)
    )
    monkeypatch.setattr(signing, "hmac", watched)

    assert not signing.check_mac(KEY.raw, CONTEXT, signing.mac(KEY.raw, CONTEXT))
    assert len(compared) == 1


def test_a_signature_is_ed25519_of_a_named_message():
    signature = AGGREGATOR.sign(CONTEXT)

    public = Ed25519PrivateKey.from_private_bytes(ANAS_SEED.raw).public_key()
    public.verify(signature, b"Td\1sig" + CONTEXT)
    assert AGGREGATOR.public_key == public.public_bytes_raw()
    assert signing.verify(AGGREGATOR.public_key, signature, CONTEXT)


@pytest.mark.parametrize(
    ("public", "signature", "context"),
    [
        (MALLORY.public_key, AGGREGATOR.sign(CONTEXT), CONTEXT),
        (AGGREGATOR.public_key, MALLORY.sign(CONTEXT), CONTEXT),
        (AGGREGATOR.public_key, AGGREGATOR.sign(CONTEXT), binding.context("x")),
        (AGGREGATOR.public_key, AGGREGATOR.sign(CONTEXT)[:-1], CONTEXT),
        (AGGREGATOR.public_key, b"", CONTEXT),
        (b"", AGGREGATOR.sign(CONTEXT), CONTEXT),
        (b"\xff" * 32, AGGREGATOR.sign(CONTEXT), CONTEXT),
    ],
)
def test_a_signature_of_anybody_or_anything_else_is_refused(public, signature, context):
    assert not signing.verify(public, signature, context)


def test_a_fingerprint_names_a_public_key():
    digest = hashlib.sha256(AGGREGATOR.public_key).hexdigest()

    assert f"sha256:{digest}" == PINNED
    assert signing.fingerprint(MALLORY.public_key) != PINNED


def test_a_key_that_the_pinned_identity_signed_is_trusted():
    assert trusted(published(AGGREGATOR), PINNED)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("programme_id", "hilltop"),
        ("purpose", "study"),
        ("epoch", 4),
        ("suite", 2),
        ("public_key", b"l" * 32),
        ("not_before", NEXT_MONDAY),
        ("signer", MALLORY.public_key),
        ("signature", MALLORY.sign(CONTEXT)),
    ],
)
def test_a_published_key_is_trusted_for_exactly_what_was_signed(name, other):
    assert not trusted(replace(published(AGGREGATOR), **{name: other}), PINNED)


def test_a_key_that_somebody_else_signed_is_not_trusted():
    forged = published(MALLORY)

    assert trusted(forged, signing.fingerprint(MALLORY.public_key))
    assert not trusted(forged, PINNED)


@pytest.mark.parametrize("pinned", ["", "sha256:", PINNED[:-1], PINNED.upper(), "é"])
def test_without_the_whole_fingerprint_nothing_is_trusted(pinned):
    assert not trusted(published(AGGREGATOR), pinned)
