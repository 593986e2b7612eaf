"""How a command ends: what each of our exceptions means for who typed it.

Only exceptions that are expected are worded here; a mistake of ours keeps its trace.
No text may hold an answer, a code or a key.
"""

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from survey.configuration import BadSettings
from survey.consent import NoKeyToShareWith
from survey.groups import AliasTaken, NoKeysYet, NoSuchPlace
from survey.interop.history import BadRows
from survey.interop.mapping import BadMap
from survey.keyring import BadKeyFolder
from survey.measure.library import BrokenLibrary, UnknownInstrument
from survey.privacy.keyfile import KeyFileProblem, PassphraseNeeded, WrongPassphrase
from survey.programme import BrokenProgramme
from survey.service import BrokenInstruments

DONE, FAILED, USAGE, NOT_FOUND, REFUSED, INTERRUPTED = 0, 1, 2, 3, 4, 130

EXPECTED = (
    AliasTaken,
    BadKeyFolder,
    BadMap,
    BadRows,
    BadSettings,
    BrokenInstruments,
    BrokenLibrary,
    BrokenProgramme,
    KeyFileProblem,
    NoKeyToShareWith,
    NoKeysYet,
    NoSuchPlace,
    OSError,
    OperationalError,
    ProgrammingError,
    UnknownInstrument,
)

PASSPHRASE = "TIDEMARK_KEYS__PASSPHRASE_FILE"  # noqa: S105 - its name, not a secret


class Ending(click.ClickException):
    """A command stops here, with words for who typed it."""

    def __init__(self, words: str, exit_code: int = FAILED) -> None:
        """Take what to say and the exit code."""
        super().__init__(words)
        self.exit_code = exit_code

    def show(self, file: object = None) -> None:
        """Say why, on standard error."""
        del file
        click.echo(self.message, err=True)


def of(error: Exception) -> tuple[int, str]:
    """Return the exit code and the words for an exception of ours."""
    if isinstance(error, FileNotFoundError):
        return NOT_FOUND, f"There is no file {error.filename}."
    if isinstance(error, OSError):
        return FAILED, f"{error.filename or 'A file'}: {error.strerror or error}"
    if isinstance(error, OperationalError | ProgrammingError):
        return FAILED, f"The database does not answer: {error.orig}"
    if isinstance(error, NoSuchPlace | UnknownInstrument):
        return NOT_FOUND, f"Not found: {error or 'programme, site or group'}"
    if isinstance(error, NoKeysYet | NoKeyToShareWith):
        return REFUSED, (
            "Refused: the programme has no results keys that this service trusts, so "
            "nothing can be sealed for anybody. `tidemark doctor` says why."
        )
    return FAILED, _failed(error)


def _failed(error: Exception) -> str:
    if isinstance(error, PassphraseNeeded):
        return f"The aggregator's keys are under a passphrase: give it by {PASSPHRASE}."
    if isinstance(error, WrongPassphrase):
        return "The passphrase does not open the aggregator's keys."
    if isinstance(error, KeyFileProblem):
        return "A key file is damaged or stands under another name."
    if isinstance(error, AliasTaken):
        return "The programme has a group of that name already."
    return str(error)
