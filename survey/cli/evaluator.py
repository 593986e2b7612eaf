"""What an evaluator does on a machine of their own: make a key, open a file with it.

Neither asks for settings or a database.
"""

import os
from pathlib import Path

import click

from survey.cli.endings import REFUSED, Ending
from survey.cli.talk import say, show
from survey.keyring import write_new
from survey.privacy import keyfile, parcel
from survey.privacy.keyfile import Passphrase, PassphraseNeeded
from survey.privacy.sealing import CannotOpen, Suite, public_key
from survey.privacy.secret import SECRET_BYTES, Seed
from survey.privacy.signing import fingerprint

KEY = "export-key"
"""What the key is bound to in its file, whatever that file is called."""
FILE_MODE = 0o400
NOT_OURS = "This file does not open with this key, or it is not whole: fetch it again."


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--guarded", is_flag=True, help="Ask for words that guard the file.")
def key(file: Path, guarded: bool) -> None:
    """Make the key of an evaluator in FILE and print its public half.

    Run it on the evaluator's own machine; the file never leaves it. The public half
    goes into the request.
    """
    seed = Seed(os.urandom(SECRET_BYTES))
    if guarded:
        words = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
        salt, cost = os.urandom(keyfile.SALT_BYTES), keyfile.PASSPHRASE_COST
        content = keyfile.write_protected(KEY, seed, Passphrase(words), salt, cost)
    else:
        content = keyfile.write_clear(KEY, seed)
    try:
        write_new(file, content, FILE_MODE)
    except FileExistsError:
        raise Ending(f"{file} is there already; it was not touched.") from None
    public = public_key(seed, Suite.X25519)
    show([public.hex()])
    say(f"Fingerprint: {fingerprint(public)}")
    say(f"Keep {file} where only you can read it; without it no file opens.")


@click.command("open")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", "key_file", type=click.Path(path_type=Path), required=True)
@click.option("--out", type=click.Path(path_type=Path), help="The zip to write.")
def open_(file: Path, key_file: Path, out: Path | None) -> None:
    """Open FILE with the key of its evaluator and write the zip beside it."""
    out = out or file.with_suffix(".zip")
    if out.exists():
        raise Ending(f"{out} is there already; it was not touched.")
    seed = _key_in(key_file)
    part = out.with_name(f"{out.name}.part")
    try:
        with file.open("rb") as sealed, part.open("wb") as plain:
            os.fchmod(plain.fileno(), 0o600)
            for piece in parcel.read(sealed, seed):
                plain.write(piece)
    except CannotOpen:
        raise Ending(NOT_OURS, REFUSED) from None
    else:
        part.rename(out)
    finally:
        part.unlink(missing_ok=True)
    show([str(out)])


def _key_in(file: Path) -> Seed:
    content = file.read_bytes()
    try:
        return keyfile.read(KEY, content, None)
    except PassphraseNeeded:
        words = Passphrase(click.prompt("Passphrase", hide_input=True))
        return keyfile.read(KEY, content, words)
