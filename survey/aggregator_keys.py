"""The aggregator's key files: its identity and the private evaluation keys.

Whoever holds these can read what was sealed for a purpose, so the folder belongs to the
aggregator alone and the web process must never import this module. A caller names the
purposes it needs and gets the keys of no other.
"""

import os
import re
import stat
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import final

from survey.keyring import (
    BadKeyFolder,
    names_in,
    read_key,
    read_private,
    write_new,
)
from survey.privacy import binding, keyfile
from survey.privacy.passwords import Cost
from survey.privacy.sealing import derive
from survey.privacy.secret import SECRET_BYTES, Hidden, Seed
from survey.privacy.signing import Identity

FOLDER_MODE = 0o700
FILE_MODE = 0o400
NOT_OURS = stat.S_IRWXG | stat.S_IRWXO
IDENTITY = "identity"
MOST_BYTES = 4096

_EPOCH = re.compile(
    r"evaluation-([A-Za-z0-9][A-Za-z0-9_.-]{0,99})-(group|study)-([1-9][0-9]{0,8})"
)
_ROWMAC = re.compile(r"rowmac-([1-9][0-9]{0,8})")

Randomness = Callable[[int], bytes]


@dataclass(frozen=True, slots=True, order=True)
class Epoch:
    """Name one evaluation key pair."""

    programme_id: str
    purpose: str
    number: int

    @property
    def file_name(self) -> str:
        """Return the name of its file; ValueError when that cannot be one."""
        name = f"evaluation-{self.programme_id}-{self.purpose}-{self.number}"
        if _EPOCH.fullmatch(name) is None:
            raise ValueError(f"no key file can be named {name!r}")
        return name


@final
class AggregatorKeys(Hidden):
    """Hold the aggregator's identity and the evaluation seeds that were asked for.

    Two secrets follow from the identity and so stay as long as it does: what the
    shifts of people's steps are drawn from, and what the ledger is locked with.
    """

    __slots__ = (
        "_rowmacs",
        "_seeds",
        "identity",
        "ledger_key",
        "shift_secret",
        "under_passphrase",
    )

    def __init__(
        self,
        identity: Seed,
        seeds: Mapping[Epoch, Seed],
        rowmacs: Mapping[int, bytes],
        under_passphrase: bool,
    ) -> None:
        """Take what load read."""
        self.identity = Identity(identity)
        self.shift_secret = derive(identity.raw, "shift/v1")
        self.ledger_key = derive(identity.raw, "ledger/v1")
        self.under_passphrase = under_passphrase
        self._seeds = dict(seeds)
        self._rowmacs = dict(rowmacs)

    @property
    def epochs(self) -> tuple[Epoch, ...]:
        """List the epochs whose seeds were loaded."""
        return tuple(sorted(self._seeds))

    def seed(self, programme_id: str, purpose: str, epoch: int) -> Seed:
        """Return an evaluation seed; KeyError if it was not loaded."""
        return self._seeds[Epoch(programme_id, purpose, epoch)]

    @property
    def rowmacs(self) -> dict[int, bytes]:
        """Return the row-MAC keys by number."""
        return dict(self._rowmacs)


def create_identity(
    folder: Path,
    passphrase: str | None,
    *,
    cost: Cost = keyfile.PASSPHRASE_COST,
    randomness: Randomness = os.urandom,
) -> Identity:
    """Draw the identity and write its file; FileExistsError when there is one."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)
    seed = Seed(randomness(SECRET_BYTES))
    if passphrase is None:
        content = keyfile.write_clear(IDENTITY, seed)
    else:
        salt = randomness(keyfile.SALT_BYTES)
        held = keyfile.Passphrase(passphrase)
        content = keyfile.write_protected(IDENTITY, seed, held, salt, cost)
    write_new(folder / IDENTITY, content, FILE_MODE)
    return Identity(seed)


def add_epoch(
    folder: Path,
    programme_id: str,
    purpose: str,
    epoch: int,
    passphrase: str | None,
    *,
    randomness: Randomness = os.urandom,
) -> Seed:
    """Draw an evaluation seed and write its file, protected as the identity is.

    Raises FileExistsError when there is one, KeyFileProblem when the passphrase is not
    the identity's.
    """
    name = Epoch(programme_id, purpose, epoch).file_name
    held = _held(passphrase)
    identity = (folder / IDENTITY).read_bytes()
    keyfile.read(IDENTITY, identity, held)
    protection = keyfile.protection(identity)
    seed = Seed(randomness(SECRET_BYTES))
    if held is None or protection is None:
        content = keyfile.write_clear(name, seed)
    else:
        content = keyfile.write_protected(name, seed, held, *protection)
    write_new(folder / name, content, FILE_MODE)
    return seed


def adopt_rowmac(folder: Path, number: int, key: bytes) -> None:
    """Keep a copy of a row-MAC key; FileExistsError when there is one."""
    write_new(folder / f"rowmac-{number}", key, FILE_MODE)


def load(
    folder: Path, passphrase: str | None = None, *, purposes: Collection[str] = ()
) -> AggregatorKeys:
    """Read the identity, the row-MAC keys and the seeds of these purposes alone.

    Raises BadKeyFolder with every reason at once, PassphraseNeeded or WrongPassphrase.
    """
    held = _held(passphrase)
    reasons = _folder_reasons(folder)
    seeds: dict[Epoch, Seed] = {}
    rowmacs: dict[int, bytes] = {}
    identity: Seed | None = None
    for name in names_in(folder) if not reasons else ():
        epoch, rowmac = _EPOCH.fullmatch(name), _ROWMAC.fullmatch(name)
        if rowmac:
            rowmacs[int(rowmac[1])], wrong = read_key(folder / name)
            reasons += [f"{name} {reason}" for reason in wrong]
        elif name == IDENTITY:
            identity = _seed(folder / name, held, reasons)
        elif epoch and epoch[2] in purposes:
            found = _seed(folder / name, held, reasons)
            if found is not None:
                seeds[Epoch(epoch[1], epoch[2], int(epoch[3]))] = found
        elif not epoch and name.startswith(("evaluation", "rowmac")):
            reasons.append(f"{name} is no name of a key")
    if not reasons and identity is None:
        reasons.append("there is no identity file")
    if reasons or identity is None:
        raise BadKeyFolder(folder, tuple(reasons))
    protected = keyfile.is_protected((folder / IDENTITY).read_bytes())
    return AggregatorKeys(identity, seeds, rowmacs, protected)


def sign_evaluation_key(
    identity: Identity,
    programme_id: str,
    purpose: str,
    epoch: int,
    *,
    suite: int,
    public_key: bytes,
    not_before: date,
) -> bytes:
    """Sign a public evaluation key for exactly this use."""
    return identity.sign(
        binding.evaluation_key(
            programme_id,
            purpose,
            epoch,
            suite=suite,
            public_key=public_key,
            not_before=not_before,
        )
    )


def _held(passphrase: str | None) -> keyfile.Passphrase | None:
    return None if passphrase is None else keyfile.Passphrase(passphrase)


def _folder_reasons(folder: Path) -> list[str]:
    try:
        mode = stat.S_IMODE(folder.stat().st_mode)
    except OSError as error:
        return [str(error.strerror)]
    return [f"is open to others (mode {mode:04o})"] if mode & NOT_OURS else []


def _seed(
    path: Path, passphrase: keyfile.Passphrase | None, reasons: list[str]
) -> Seed | None:
    content, wrong = read_private(path, MOST_BYTES, NOT_OURS)
    reasons += [f"{path.name} {reason}" for reason in wrong]
    if wrong or content is None:
        return None
    try:
        return keyfile.read(path.name, content, passphrase)
    except keyfile.DamagedKeyFile:
        reasons.append(f"{path.name} is damaged or was renamed")
        return None
