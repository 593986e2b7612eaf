"""A seed in a file: whole, under its own name, behind its passphrase if it has one."""

import pytest

from survey.privacy import keyfile
from survey.privacy.keyfile import (
    DamagedKeyFile,
    KeyFileProblem,
    Passphrase,
    PassphraseNeeded,
    WrongPassphrase,
)
from survey.privacy.passwords import Cost
from tests.privacy.cast import ANAS_SEED

SALT, QUICK = b"t" * 16, Cost(memory_kib=64, iterations=1, lanes=1)
BELLS = Passphrase("nine bells")
CLEAR = keyfile.write_clear("identity", ANAS_SEED)
PROTECTED = keyfile.write_protected("identity", ANAS_SEED, BELLS, SALT, QUICK)
BOTH = pytest.mark.parametrize("content", [CLEAR, PROTECTED], ids=["clear", "locked"])


@BOTH
def test_a_seed_comes_back_out_of_its_file(content):
    assert keyfile.read("identity", content, BELLS) == ANAS_SEED


def test_only_a_clear_file_opens_without_a_passphrase():
    assert keyfile.read("identity", CLEAR, None) == ANAS_SEED
    with pytest.raises(PassphraseNeeded):
        keyfile.read("identity", PROTECTED, None)


def test_another_passphrase_does_not_open_a_file():
    with pytest.raises(WrongPassphrase):
        keyfile.read("identity", PROTECTED, Passphrase("ten bells"))


def test_a_passphrase_counts_the_same_in_every_unicode_form():
    composed, apart = Passphrase("p\u00e2t\u00e9"), Passphrase("pa\u0302te\u0301")

    content = keyfile.write_protected("identity", ANAS_SEED, composed, SALT, QUICK)

    assert keyfile.read("identity", content, apart) == ANAS_SEED


@BOTH
def test_a_file_opens_under_its_own_name_alone(content):
    with pytest.raises(KeyFileProblem):
        keyfile.read("evaluation-harbour-group-1", content, BELLS)


@BOTH
def test_one_changed_byte_closes_a_file(content):
    for place, byte in enumerate(content):
        changed = content[:place] + bytes((byte ^ 1,)) + content[place + 1 :]
        with pytest.raises(KeyFileProblem):
            keyfile.read("identity", changed, BELLS)


@BOTH
def test_a_cut_or_lengthened_file_does_not_open(content):
    for length in range(len(content)):
        with pytest.raises(KeyFileProblem):
            keyfile.read("identity", content[:length], BELLS)
    with pytest.raises(KeyFileProblem):
        keyfile.read("identity", content + b"\0", BELLS)


@pytest.mark.parametrize("content", [b"", b"Tk", b"Td\1\1", b"Tk\2\0", b"Tk\1\2"])
def test_what_is_no_key_file_is_called_damaged(content):
    with pytest.raises(DamagedKeyFile):
        keyfile.read("identity", content + CLEAR[4:] * bool(content), BELLS)


def test_a_file_says_how_it_is_protected():
    assert keyfile.protection(CLEAR) is None
    assert keyfile.protection(PROTECTED) == (SALT, QUICK)


def test_two_files_under_one_passphrase_have_two_keys():
    keys = {BELLS.key(name, SALT, QUICK) for name in ("identity", "another")}

    assert len(keys) == 2
