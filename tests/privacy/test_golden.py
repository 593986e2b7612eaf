"""What format version 1 wrote opens for ever.

The files in tests/golden/blobs were written once, at the first release. When a test
here fails, the code is wrong: stored check-ins look like these files.
"""

from pathlib import Path

import pytest

from survey import trail
from survey.aggregator import ledger
from survey.aggregator.ledger import Score
from survey.keyring import WebKeys
from survey.measure.change import Track
from survey.privacy import binding, keyfile, sealing, signing
from survey.privacy.codes import parse
from survey.privacy.padding import unpad
from survey.privacy.passwords import parse_cost, stretch
from survey.privacy.sealing import Suite
from tests.privacy.cast import ANA, ANAS_PLACE, ANAS_SEED, KEY, MONDAY, NEXT_MONDAY

FOLDER = Path(__file__).parents[1] / "golden" / "blobs"
PEPPER, ROWMAC = WebKeys({2: b"p" * 32}, {1: b"m" * 32}), b"m" * 32
CODE = "apple banana cactus dentist elephant falcon garlic"
COST = "argon2id m=19456,t=2,p=1"
SLOT, SESSION, NOTE, TOKEN = b"l" * 16, b"S" * 32, b"n" * 16, b"T" * 32
NOTE_PLACE = (ANA, NOTE, "note", MONDAY)
PUBLIC = {suite: sealing.public_key(ANAS_SEED, suite) for suite in Suite}
IDENTITY = signing.Identity(ANAS_SEED)
MEMORY = ledger.Memory(
    "days/1",
    Score(5.0, MONDAY),
    Score(7.5, NEXT_MONDAY),
    Track().after(5.0).after(2.5).after(10.0),
    {f"group/{'67' * 16}/round": 7, "programme//round": 9},
)
EVENT = (
    7,
    "round.decided",
    '{"at":"2026-11-16T06:00","programme":"harbour"}',
    b"p" * 32,
)
PUBLISHED = binding.evaluation_key(
    "harbour", "group", 3, suite=1, public_key=PUBLIC[Suite.X25519], not_before=MONDAY
)


def golden(name):
    lines = (FOLDER / f"{name}.hex").read_text(encoding="ascii").splitlines()
    pairs = (line.split(": ") for line in lines if not line.startswith("#"))
    return {key: bytes.fromhex(value) for key, value in pairs}


def slot_key():
    words = parse(CODE).text
    root = stretch(words, b"t" * 16, PEPPER.kdf_key(2), ANA, parse_cost(COST))
    return sealing.derive(root, "slot-wrap/v1")


LOCKED = {
    "body": (lambda: KEY.raw, binding.response_body(ANAS_PLACE)),
    "slot": (slot_key, binding.slot(SLOT, ANA, "code", COST, 2)),
    "session": (
        lambda: sealing.derive(TOKEN, "sess/v1"),
        binding.session(SESSION, ANA),
    ),
    "draft": (
        lambda: sealing.derive(TOKEN, "draft/v1"),
        binding.draft(SESSION, "draft"),
    ),
    "ledger": (lambda: KEY.raw, binding.ledger(ANA, "days.as_wanted")),
    "note-body": (lambda: KEY.raw, binding.note_body(*NOTE_PLACE)),
}
SEALED = {
    "own-seal-x25519": binding.seal("own", ANAS_PLACE, PUBLIC[Suite.X25519]),
    "own-seal-hybrid": binding.seal("own", ANAS_PLACE, PUBLIC[Suite.HYBRID]),
    "group-seal-x25519": binding.seal("group", ANAS_PLACE, PUBLIC[Suite.X25519]),
    "study-seal-hybrid": binding.seal("study", ANAS_PLACE, PUBLIC[Suite.HYBRID]),
    "note-seal-x25519": binding.note_seal(*NOTE_PLACE, PUBLIC[Suite.X25519]),
}
MACS = {
    "mac-response": binding.response_mac(ANAS_PLACE, b"sealed", None),
    "mac-participant": binding.participant_mac(
        ANA, "harbour", PUBLIC[Suite.X25519], PUBLIC[Suite.HYBRID], MONDAY
    ),
    "mac-membership": binding.membership_mac(
        b"m" * 16, ANA, "harbour", b"g" * 16, joined=MONDAY, left=NEXT_MONDAY
    ),
    "mac-consent": binding.consent_mac(ANA, "group", "yes", 1, MONDAY),
    "mac-locator": binding.locator("apple banana"),
    "mac-throttle": binding.throttle("apple banana"),
}
KEY_FILES = {"key-file-clear": None, "key-file-passphrase": "nine bells"}
SIGNED = {
    "signature-evaluation-key": PUBLISHED,
    "signature-trail-head": binding.audit_head(7, b"d" * 32),
}
ALONE = {"derived-keys", "trail-event"}


@pytest.mark.parametrize("name", LOCKED)
def test_what_version_1_locked_opens(name):
    key, place = LOCKED[name]
    kept = golden(name)

    assert place == kept["context"]
    assert sealing.unlock(key(), kept["blob"], place) == kept["plain"]


@pytest.mark.parametrize("name", SEALED)
def test_what_version_1_sealed_opens(name):
    kept = golden(name)

    assert SEALED[name] == kept["context"]
    assert sealing.open_seal(kept["blob"], ANAS_SEED, SEALED[name]) == KEY
    assert kept["plain"] == KEY.raw


@pytest.mark.parametrize("name", MACS)
def test_what_version_1_marked_is_recognised(name):
    kept = golden(name)

    assert MACS[name] == kept["context"]
    assert signing.check_mac(ROWMAC, MACS[name], kept["blob"])


@pytest.mark.parametrize("name", SIGNED)
def test_what_version_1_signed_is_recognised(name):
    kept = golden(name)

    assert kept["context"] == SIGNED[name]
    assert signing.verify(IDENTITY.public_key, kept["blob"], SIGNED[name])


def test_an_event_of_version_1_keeps_its_place_in_the_chain():
    kept = golden("trail-event")

    assert kept["context"] == binding.audit_event(*EVENT)
    assert kept["blob"] == trail.digest_of(*EVENT)


def test_what_version_1_remembered_is_known():
    blob = golden("ledger")["blob"]
    locker = sealing.Locker(KEY.raw)

    assert ledger.unlocked(locker, ANA, "days.as_wanted", blob) == MEMORY


@pytest.mark.parametrize("name", KEY_FILES)
def test_a_key_file_of_version_1_opens(name):
    phrase = KEY_FILES[name]
    held = None if phrase is None else keyfile.Passphrase(phrase)

    assert keyfile.read("identity", golden(name)["blob"], held) == ANAS_SEED


def test_the_keys_of_version_1_are_derived_for_ever():
    assert golden("derived-keys") == {
        "k_loc": PEPPER.locator_key(2),
        "k_kdf": PEPPER.kdf_key(2),
        "k_sess": PEPPER.session_key,
        "k_rate": PEPPER.rate_key,
        "x25519": PUBLIC[Suite.X25519],
        "hybrid": PUBLIC[Suite.HYBRID],
        "identity": IDENTITY.public_key,
    }


def test_answers_of_version_1_come_out_of_their_padding():
    assert unpad(golden("body")["plain"]) == b"seven tiles"


def test_every_golden_file_is_opened_by_a_test():
    kept = {path.stem for path in FOLDER.glob("*.hex")}

    assert kept == {*LOCKED, *SEALED, *MACS, *SIGNED, *KEY_FILES, *ALONE}
