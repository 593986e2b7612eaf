"""The web tier's key files: peppers and row-MAC keys, read once at start.

They live in files alone, never in the database, the environment or the repository.
None of them opens an answer. Anything odd about the folder is a refusal to start.
"""

import os
import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self, final

from survey.privacy.sealing import derive
from survey.privacy.secret import Hidden

KEY_BYTES = 32
FILE_MODE = 0o440
FOLDER_MODE = 0o750
OTHERS = stat.S_IRWXO
KINDS = ("pepper", "rowmac")

_NAME = re.compile(r"(pepper|rowmac)-([1-9][0-9]{0,8})")


class BadKeyFolder(Exception):
    """The key folder cannot be used as it is; every reason is listed."""

    def __init__(self, folder: Path, reasons: tuple[str, ...]) -> None:
        """Keep the reasons, which name files and never their content."""
        super().__init__(f"{folder}: " + "; ".join(reasons))
        self.reasons = reasons


@final
class WebKeys(Hidden):
    """Hold the keys of the web tier, by number."""

    __slots__ = ("_peppers", "_rowmacs")

    def __init__(
        self, peppers: Mapping[int, bytes], rowmacs: Mapping[int, bytes]
    ) -> None:
        """Take at least one of each; the highest number is the current one."""
        self._peppers = dict(sorted(peppers.items(), reverse=True))
        self._rowmacs = dict(sorted(rowmacs.items(), reverse=True))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the key files; BadKeyFolder lists everything wrong with them."""
        return cls(*_read(folder))

    @property
    def pepper_numbers(self) -> tuple[int, ...]:
        """List the numbers of the peppers, the current one first."""
        return tuple(self._peppers)

    @property
    def pepper_number(self) -> int:
        """Return the number of the pepper that new slots use."""
        return self.pepper_numbers[0]

    def locator_key(self, pepper: int) -> bytes:
        """Return the key of locator indexes under one pepper; KeyError if unknown."""
        return derive(self._peppers[pepper], "k_loc/v1")

    def kdf_key(self, pepper: int) -> bytes:
        """Return the Argon2id secret under one pepper; KeyError if unknown."""
        return derive(self._peppers[pepper], "k_kdf/v1")

    @property
    def session_key(self) -> bytes:
        """Return the key of CSRF tokens."""
        return derive(self._peppers[self.pepper_number], "k_sess/v1")

    @property
    def rate_key(self) -> bytes:
        """Return the key of throttle buckets."""
        return derive(self._peppers[self.pepper_number], "k_rate/v1")

    def factor_key(self, pepper: int) -> bytes:
        """Return the key that locks what proves who the staff are; KeyError if none."""
        return derive(self._peppers[pepper], "staff-factor/v1")

    def staff_key(self, pepper: int) -> bytes:
        """Return the key of the staff's codes, offers and challenges; or KeyError."""
        return derive(self._peppers[pepper], "staff-mac/v1")

    @property
    def rowmac_numbers(self) -> tuple[int, ...]:
        """List the numbers of the row-MAC keys, the current one first."""
        return tuple(self._rowmacs)

    def rowmac(self, number: int) -> bytes:
        """Return a row-MAC key; KeyError if unknown."""
        return self._rowmacs[number]

    def current_rowmac(self) -> tuple[int, bytes]:
        """Return the row-MAC key that new rows use, after its number."""
        return next(iter(self._rowmacs.items()))


def create(
    folder: Path, randomness: Callable[[int], bytes] = os.urandom
) -> tuple[str, ...]:
    """Write the key files that are missing and return their names."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    there = {match[1] for match in map(_NAME.fullmatch, names_in(folder)) if match}
    missing = [f"{kind}-1" for kind in KINDS if kind not in there]
    for name in missing:
        write_new(folder / name, randomness(KEY_BYTES), FILE_MODE)
    return tuple(missing)


def _read(folder: Path) -> tuple[dict[int, bytes], dict[int, bytes]]:
    keys: dict[str, dict[int, bytes]] = {kind: {} for kind in KINDS}
    reasons: list[str] = []
    names = names_in(folder)
    if folder.stat().st_mode & stat.S_IWOTH:
        reasons.append("anybody may write into the folder")
    for name in names:
        match = _NAME.fullmatch(name)
        if match:
            raw, wrong = read_key(folder / name)
            keys[match[1]][int(match[2])] = raw
            reasons += [f"{name} {reason}" for reason in wrong]
        elif name.startswith(KINDS):
            reasons.append(f"{name} is no name of a key (pepper-1, rowmac-1)")
    reasons += [f"there is no {kind} file" for kind in KINDS if not keys[kind]]
    values = [raw for kind in KINDS for raw in keys[kind].values() if raw]
    if len(set(values)) < len(values):
        reasons.append("two of the keys are equal")
    if reasons:
        raise BadKeyFolder(folder, tuple(reasons))
    return keys["pepper"], keys["rowmac"]


def names_in(folder: Path) -> list[str]:
    """List a key folder; BadKeyFolder when it cannot be listed."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise BadKeyFolder(folder, (f"cannot be listed ({error.strerror})",)) from None


def read_key(path: Path) -> tuple[bytes, list[str]]:
    """Return a raw key file's bytes and what is wrong with it; empty if unreadable."""
    raw, wrong = read_private(path, KEY_BYTES + 1, OTHERS | stat.S_IWGRP)
    if raw is not None and len(raw) != KEY_BYTES:
        wrong.append("is not 32 bytes long")
    return raw or b"", wrong


def read_private(
    path: Path, most: int, forbidden: int
) -> tuple[bytes | None, list[str]]:
    """Return a file's first bytes, and what is wrong if a forbidden mode bit is set."""
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            content = file.read(most)
    except OSError as error:
        return None, [f"cannot be read ({error.strerror})"]
    wrong = [f"is open to others (mode {mode:04o})"] if mode & forbidden else []
    return content, wrong


def write_new(path: Path, content: bytes, mode: int) -> None:
    """Write a file that must not exist yet, and have it on the disk on return."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            # The creation mode goes through the umask, this one does not.
            os.fchmod(file.fileno(), mode)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
