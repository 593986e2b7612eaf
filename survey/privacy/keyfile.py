"""How one secret seed lies in a file, under a passphrase or openly.

A file is `magic(2) | version(1) | protection(1)`. Protected (1): the Argon2id cost as
text with its length in front (2 bytes), a 16-byte salt, then the seed, locked. Clear
(0): the seed and a digest, which finds a damaged or renamed file and hides nothing.
Both are bound to the file's name.
"""

import hashlib
import unicodedata
from typing import final

from survey.privacy import binding, passwords, sealing
from survey.privacy.secret import SECRET_BYTES, Hidden, Seed

MAGIC = b"Tk\x01"
CLEAR, PROTECTED = 0, 1
SALT_BYTES = 16
PASSPHRASE_COST = passwords.Cost(memory_kib=65536, iterations=3, lanes=1)


class KeyFileProblem(Exception):
    """A key file cannot be opened."""


class DamagedKeyFile(KeyFileProblem):
    """The file is not as it was written, or stands under another name."""


class PassphraseNeeded(KeyFileProblem):
    """The file is under a passphrase and none was given."""


class WrongPassphrase(KeyFileProblem):
    """The passphrase does not open the file."""


@final
class Passphrase(Hidden):
    """Hold a passphrase for as long as one command opens files with it.

    The files of one folder share a salt, so that stretching happens once for all.
    """

    __slots__ = ("_roots", "_text")

    def __init__(self, text: str) -> None:
        """Take a passphrase as typed; ValueError when it is empty."""
        if not text:
            raise ValueError("a passphrase has at least one character")
        self._text = unicodedata.normalize("NFKC", text)
        self._roots: dict[tuple[bytes, str], bytes] = {}

    def key(self, name: str, salt: bytes, cost: passwords.Cost) -> bytes:
        """Return the key of one file."""
        root = self._roots.get((salt, cost.text))
        if root is None:
            root = passwords.stretch(self._text, salt, b"", b"key-file", cost)
            self._roots[salt, cost.text] = root
        return sealing.derive(root, f"key-file/v1/{name}")


def write_clear(name: str, seed: Seed) -> bytes:
    """Return a file whose seed anybody who reads it has."""
    return MAGIC + bytes((CLEAR,)) + seed.raw + _digest(name, seed)


def write_protected(
    name: str,
    seed: Seed,
    passphrase: Passphrase,
    salt: bytes,
    cost: passwords.Cost,
) -> bytes:
    """Return a file whose seed only the passphrase opens."""
    key = passphrase.key(name, salt, cost)
    text = cost.text.encode()
    length = len(text).to_bytes(2, "big")
    locked = sealing.lock(key, seed.raw, _place(name, salt, cost))
    return MAGIC + bytes((PROTECTED,)) + length + text + salt + locked


def protection(content: bytes) -> tuple[bytes, passwords.Cost] | None:
    """Return the salt and the cost of a protected file, None for a clear one."""
    if not is_protected(content):
        return None
    cost, salt, _ = _parts(content)
    return salt, cost


def is_protected(content: bytes) -> bool:
    """Say whether a file is under a passphrase; DamagedKeyFile if none of ours."""
    if content[:3] != MAGIC or content[3:4] not in (b"\0", b"\1"):
        raise DamagedKeyFile
    return content[3] == PROTECTED


def read(name: str, content: bytes, passphrase: Passphrase | None) -> Seed:
    """Return the seed of a file, or raise the KeyFileProblem that says why not."""
    if not is_protected(content):
        return _read_clear(name, content)
    if passphrase is None:
        raise PassphraseNeeded
    cost, salt, locked = _parts(content)
    key = passphrase.key(name, salt, cost)
    try:
        return Seed(sealing.unlock(key, locked, _place(name, salt, cost)))
    except sealing.CannotOpen:
        raise WrongPassphrase from None


def _read_clear(name: str, content: bytes) -> Seed:
    raw = content[4 : 4 + SECRET_BYTES]
    if len(raw) != SECRET_BYTES:
        raise DamagedKeyFile
    seed = Seed(raw)
    if content[4 + SECRET_BYTES :] != _digest(name, seed):
        raise DamagedKeyFile
    return seed


def _parts(content: bytes) -> tuple[passwords.Cost, bytes, bytes]:
    end = 6 + int.from_bytes(content[4:6], "big")
    salt = content[end : end + SALT_BYTES]
    try:
        cost = passwords.parse_cost(content[6:end].decode())
    except ValueError:
        raise DamagedKeyFile from None
    if len(salt) != SALT_BYTES:
        raise DamagedKeyFile
    return cost, salt, content[end + SALT_BYTES :]


def _place(name: str, salt: bytes, cost: passwords.Cost) -> binding.Context:
    return binding.context("key-file", name, salt, cost.text)


def _digest(name: str, seed: Seed) -> bytes:
    return hashlib.sha256(binding.context("key-file", name, seed.raw)).digest()
