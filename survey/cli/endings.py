"""How a command ends: what each of our exceptions means for who typed it.

Only exceptions that are expected are worded here; a mistake of ours keeps its trace.
No text may hold an answer, a code or a key.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from survey.configuration import BadSettings
from survey.consent import NoKeyToShareWith
from survey.groups import AliasTaken, NoKeysYet, NoSuchPlace
from survey.interop.history import BadRows
from survey.interop.mapping import BadMap
from survey.interop.questionnaire import Refused
from survey.keyring import BadKeyFolder
from survey.measure.instruments import BrokenLibrary, UnknownInstrument
from survey.privacy.keyfile import KeyFileProblem, PassphraseNeeded, WrongPassphrase
from survey.programme import BrokenProgramme
from survey.service import BrokenInstruments

DONE, FAILED, USAGE, NOT_FOUND, REFUSED, INTERRUPTED = 0, 1, 2, 3, 4, 130

PASSPHRASE = "TIDEMARK_KEYS__PASSPHRASE_FILE"  # noqa: S105 - its name, not a secret

NO_KEYS = (
    "Refused: the programme has no results keys that this service trusts, so nothing "
    "can be sealed for anybody. `tidemark doctor` says why."
)


class Ending(Exception):
    """A command stops here, with words for who typed it."""

    def __init__(self, words: str, code: int = FAILED) -> None:
        """Take what to say and the exit code."""
        super().__init__(words)
        self.code = code


Words = str | Callable[[Any], str]

_ENDINGS: tuple[tuple[type[Exception], int, Words], ...] = (
    (FileNotFoundError, NOT_FOUND, lambda e: f"There is no file {e.filename}."),
    (NoSuchPlace, NOT_FOUND, lambda e: f"Not found: {str(e) or 'site or group'}."),
    (UnknownInstrument, NOT_FOUND, lambda e: f"Not found: instrument {e}."),
    (NoKeysYet, REFUSED, NO_KEYS),
    (NoKeyToShareWith, REFUSED, NO_KEYS),
    (PassphraseNeeded, FAILED, f"The aggregator's keys need {PASSPHRASE}."),
    (WrongPassphrase, FAILED, "The passphrase does not open the aggregator's keys."),
    (KeyFileProblem, FAILED, "A key file is damaged or has another's name."),
    (AliasTaken, FAILED, "The programme has a group of that name already."),
    (IntegrityError, FAILED, "Another command wrote the same just now: run it again."),
    (OperationalError, FAILED, lambda e: f"The database does not answer: {e.orig}"),
    (ProgrammingError, FAILED, lambda e: f"The database does not fit: {e.orig}"),
    (OSError, FAILED, lambda e: f"{e.filename or 'A file'}: {e.strerror or e}"),
    (BadKeyFolder, FAILED, str),
    (BadMap, FAILED, str),
    (BadRows, FAILED, str),
    (BadSettings, FAILED, str),
    (BrokenInstruments, FAILED, str),
    (BrokenLibrary, FAILED, str),
    (BrokenProgramme, FAILED, str),
    (Refused, FAILED, str),
)
"""Which exceptions are expected, the more special before the more general."""

EXPECTED: tuple[type[Exception], ...] = (Ending, *(kind for kind, *_ in _ENDINGS))


def of(error: Exception) -> tuple[int, str]:
    """Return the exit code and the words for an exception of ours."""
    if isinstance(error, Ending):
        return error.code, str(error)
    for kind, code, words in _ENDINGS:
        if isinstance(error, kind):
            return code, words if isinstance(words, str) else words(error)
    raise error
