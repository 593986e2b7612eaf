"""A seal opens for its recipient, in its place, unchanged, and in no other case."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.privacy import binding, sealing
from survey.privacy.sealing import CannotOpen, NotAKey, Suite, UnknownFormat
from tests.privacy.cast import ANAS_PLACE, ANAS_SEED, BENS_SEED, KEY

SUITES = list(Suite)
BODY = binding.response_body(ANAS_PLACE)
LOCKED = sealing.lock(KEY.raw, b"eleven tiles", BODY, key_id=7)


def anas_seal(suite):
    recipient = sealing.public_key(ANAS_SEED, suite)
    place = binding.seal("own", ANAS_PLACE, recipient)
    return sealing.seal(KEY, recipient, suite, place), place


SEALED = {suite: anas_seal(suite) for suite in SUITES}


@pytest.mark.parametrize("suite", SUITES)
def test_a_seal_opens_for_its_recipient_and_nobody_else(suite):
    blob, place = SEALED[suite]

    assert sealing.open_seal(blob, ANAS_SEED, place) == KEY
    with pytest.raises(CannotOpen):
        sealing.open_seal(blob, BENS_SEED, place)


@pytest.mark.parametrize(
    ("suite", "length"), [(Suite.X25519, 88), (Suite.HYBRID, 1176)]
)
def test_a_seal_has_one_length(suite, length):
    assert len(SEALED[suite][0]) == length


@pytest.mark.parametrize("suite", SUITES)
def test_no_two_seals_of_the_same_key_are_alike(suite):
    assert anas_seal(suite)[0] != SEALED[suite][0]


@pytest.mark.parametrize("suite", SUITES)
def test_a_seal_for_one_purpose_is_not_one_for_another(suite):
    recipient = sealing.public_key(ANAS_SEED, suite)
    blob, _ = SEALED[suite]

    with pytest.raises(CannotOpen):
        sealing.open_seal(blob, ANAS_SEED, binding.seal("study", ANAS_PLACE, recipient))


@pytest.mark.parametrize("suite", SUITES)
def test_the_key_id_of_a_seal_tells_its_recipient(suite):
    recipient = sealing.public_key(ANAS_SEED, suite)
    blob, _ = SEALED[suite]

    assert sealing.suite_of(blob) is suite
    assert sealing.key_id(blob) == sealing.recipient_id(recipient)
    assert sealing.recipient_id(recipient) != sealing.recipient_id(
        sealing.public_key(BENS_SEED, suite)
    )


def test_the_two_suites_of_one_seed_share_no_key():
    classic = sealing.public_key(ANAS_SEED, Suite.X25519)
    hybrid = sealing.public_key(ANAS_SEED, Suite.HYBRID)

    assert (len(classic), len(hybrid)) == (32, 1216)
    assert hybrid[-32:] != classic


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("length", [0, 31, 32, 33, 1184, 1215, 1216, 1217])
def test_nothing_is_sealed_to_what_is_no_key(suite, length):
    # All zeros is a point that every private key agrees on, all ones no ML-KEM key.
    filler = b"\0" if suite is Suite.X25519 else b"\xff"

    with pytest.raises(NotAKey):
        sealing.seal(KEY, filler * length, suite, BODY)


def test_a_locked_thing_opens_with_its_key_and_no_other():
    assert sealing.unlock(KEY.raw, LOCKED, BODY) == b"eleven tiles"
    assert sealing.key_id(LOCKED) == 7
    with pytest.raises(CannotOpen):
        sealing.unlock(ANAS_SEED.raw, LOCKED, BODY)


def test_a_key_of_any_other_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        sealing.lock(b"k" * 16, b"", BODY)


def opens(blob, place):
    """Open a blob in both ways it could be opened."""
    try:
        sealing.open_seal(blob, ANAS_SEED, place)
    except CannotOpen:
        sealing.unlock(KEY.raw, blob, place)


BLOBS = [(LOCKED, BODY), *SEALED.values()]


@pytest.mark.parametrize(("blob", "place"), BLOBS, ids=["lock", "x25519", "hybrid"])
@settings(max_examples=60)
@given(data=st.data())
def test_one_flipped_bit_closes_a_blob(blob, place, data):
    bit = data.draw(st.integers(0, 8 * len(blob) - 1))
    changed = bytearray(blob)
    changed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(CannotOpen):
        opens(bytes(changed), place)


@pytest.mark.parametrize(("blob", "place"), BLOBS, ids=["lock", "x25519", "hybrid"])
@pytest.mark.parametrize("byte", range(8))
def test_every_byte_of_the_header_is_bound(blob, place, byte):
    changed = blob[:byte] + bytes((blob[byte] ^ 3,)) + blob[byte + 1 :]

    with pytest.raises(CannotOpen):
        opens(changed, place)


@pytest.mark.parametrize(("blob", "place"), BLOBS, ids=["lock", "x25519", "hybrid"])
def test_a_cut_or_lengthened_blob_does_not_open(blob, place):
    cuts = {*range(64), len(blob) // 2, len(blob) - 16, len(blob) - 1}
    for cut in sorted(cut for cut in cuts if cut < len(blob)):
        with pytest.raises(CannotOpen):
            opens(blob[:cut], place)
    with pytest.raises(CannotOpen):
        opens(blob + b"\0", place)


@settings(max_examples=100)
@given(st.binary(max_size=1300))
def test_no_bytes_make_opening_fail_in_any_other_way(noise):
    for blob in (noise, b"Td\1\1" + noise, b"Td\1\2" + noise):
        with pytest.raises(CannotOpen):
            opens(blob, BODY)


@pytest.mark.parametrize(
    "header", [b"Te\1\1", b"dT\1\1", b"Td\0\1", b"Td\2\1", b"Td\1\0", b"Td\1\3"]
)
@pytest.mark.parametrize(
    "start", [LOCKED, SEALED[Suite.X25519][0]], ids=["lock", "seal"]
)
def test_an_unknown_magic_version_or_suite_is_a_hard_error(header, start):
    blob = header + start[4:]

    for reader in (
        lambda: sealing.open_seal(blob, ANAS_SEED, BODY),
        lambda: sealing.unlock(KEY.raw, blob, BODY),
        lambda: sealing.suite_of(blob),
        lambda: sealing.key_id(blob),
    ):
        with pytest.raises(UnknownFormat):
            reader()


def test_a_locked_thing_is_never_of_the_hybrid_suite():
    with pytest.raises(UnknownFormat):
        sealing.unlock(KEY.raw, LOCKED[:3] + b"\2" + LOCKED[4:], BODY)


def test_a_failure_to_open_carries_nothing_of_the_blob_or_its_cause():
    with pytest.raises(CannotOpen) as caught:
        sealing.unlock(ANAS_SEED.raw, LOCKED, BODY)

    assert caught.value.args == ()
    assert caught.value.__suppress_context__


def test_a_label_makes_a_key_of_its_own():
    derived = {sealing.derive(KEY.raw, label) for label in ("a/v1", "b/v1", "a/v2")}

    assert {len(key) for key in derived} == {32}
    assert len(derived | {KEY.raw}) == 4
