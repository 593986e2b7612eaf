"""Hold a made-up file against the made-up key, as an import does."""

import pytest

from survey.interop import comparing, declaring, keyed, opening
from survey.interop.comparing import Differs
from survey.interop.worded import lay
from survey.measure.scoring import scores
from tests.interop.forms import KEY, as_bytes, key


def look(document, map_text="", against=KEY):
    """Compare a made-up file with the made-up key; give the instrument it makes."""
    data = document if isinstance(document, bytes) else as_bytes(document)
    said = declaring.parse(map_text)
    found = declaring.declared(opening.read(data), said)
    agreement = comparing.compare(found, key(against), said)
    words, _ = keyed.words_of(agreement, found.language)
    return lay(key(against), words), agreement


def differences(document, map_text=""):
    with pytest.raises(Differs) as differs:
        look(document, map_text)
    return differs.value


def total(instrument, *answers):
    return scores(instrument, dict(zip(("q1", "q2", "q3", "q4"), answers, strict=True)))
