"""No secret shows itself: not printed, not in a log line, not in a pickle."""

import copy
import logging
import pickle
import traceback

import pytest

from survey.privacy.codes import Code
from survey.privacy.keyfile import Passphrase
from survey.privacy.secret import ContentKey, Secret, Seed
from survey.privacy.signing import Identity

RAW = b"the tide comes in, the tide goes"
MARKS = [RAW.decode(), RAW.hex(), repr(RAW)[2:-1], "falcon", "harbour lights"]
HIDDEN = [
    Seed(RAW),
    ContentKey(RAW),
    Identity(Seed(RAW)),
    Passphrase("harbour lights"),
    Code(("falcon", "apple", "banana", "cactus", "dentist", "elephant", "garlic")),
]
kinds = pytest.mark.parametrize(
    "secret", HIDDEN, ids=[type(secret).__name__ for secret in HIDDEN]
)


def clean(text):
    return not any(mark in text for mark in MARKS)


@kinds
def test_no_way_of_printing_a_secret_shows_it(secret, caplog):
    logging.getLogger("test").warning("%s %r %a", secret, secret, secret)

    shown = f"{secret} {secret!r} {secret!s} {[secret]} {secret.__dir__()}"

    assert str(secret) == f"<{type(secret).__name__}>"
    assert clean(shown + caplog.text)
    assert not hasattr(secret, "__dict__")


@kinds
def test_no_secret_is_pickled_or_copied(secret):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError):
            pickle.dumps(secret, protocol)
    for way in (copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            way(secret)


@kinds
def test_a_traceback_with_its_variables_shows_no_secret(secret):
    def fails(held):
        raise RuntimeError

    with pytest.raises(RuntimeError) as caught:
        fails(secret)

    lines = traceback.TracebackException.from_exception(
        caught.value, capture_locals=True
    ).format()
    assert clean("".join(line for line in lines if "MARKS" not in line))


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_secret_is_exactly_32_bytes_long(length):
    with pytest.raises(ValueError, match="exactly 32 bytes"):
        Seed(bytes(length))


def test_secrets_are_equal_only_to_the_same_kind_with_the_same_bytes():
    assert Seed(RAW) == Seed(RAW)
    assert Seed(RAW) != Seed(bytes(32))
    assert Seed(RAW) != ContentKey(RAW)
    assert Seed(RAW) != RAW
    assert Secret(RAW).raw == RAW


def test_secrets_are_kept_in_no_table():
    with pytest.raises(TypeError):
        hash(Seed(RAW))
    with pytest.raises(TypeError):
        hash(HIDDEN[-1])


def test_an_empty_passphrase_is_none():
    with pytest.raises(ValueError, match="at least one"):
        Passphrase("")
