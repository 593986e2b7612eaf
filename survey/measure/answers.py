"""Answers of one person to one instrument: all that may be done with them.

This is the one door for the rest of the program; the work is done behind it.
"""

from survey.measure.answer import Answer, Answers, Missing, Outside
from survey.measure.asking import Facts, asked, complete
from survey.measure.fitting import BadAnswers, Reason, misfits
from survey.measure.packing import MalformedAnswers, longest, pack, unpack
from survey.measure.reading import read

__all__ = [
    "Answer",
    "Answers",
    "BadAnswers",
    "Facts",
    "MalformedAnswers",
    "Missing",
    "Outside",
    "Reason",
    "asked",
    "complete",
    "longest",
    "misfits",
    "pack",
    "read",
    "unpack",
]
