"""Names of columns that every statistics program takes, and labels that fit.

SPSS, Stata, SAS, R and REDCap agree on small letters, figures and underscores after a
letter. A name never depends on what else is in an export, so that a script written
for one works on the next.
"""

import re
from hashlib import sha256

LONGEST_NAME = 26
"""REDCap's advice; a suffix of a period still fits into Stata's 32."""

LONGEST_LABEL = 80
"""What Stata takes for a variable."""

LONGEST_VALUE_LABEL = 120
"""What SPSS takes for a value."""

_OTHER = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MARK = 5


def name(*parts: str) -> str:
    """Join parts into one name; a long one is cut and ends in a mark of the whole.

    With two parts it holds an underscore, so that it is no reserved word anywhere.
    """
    whole = _OTHER.sub("_", "_".join(parts).lower()).strip("_")
    if len(whole) <= LONGEST_NAME:
        return whole
    mark = sha256(whole.encode()).hexdigest()[: _MARK - 1]
    return f"{whole[: LONGEST_NAME - _MARK].rstrip('_')}_{mark}"


def cut(text: str, longest: int = LONGEST_LABEL) -> str:
    """Put a text on one line and shorten it at a space to so many bytes of UTF-8."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    if len(line.encode()) <= longest:
        return line
    room = longest - len("…".encode())
    head = line.encode()[:room].decode(errors="ignore")
    return f"{head.rpartition(' ')[0] or head}…"
