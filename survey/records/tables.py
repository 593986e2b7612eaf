"""Every table, in one place for those who name tables.

Nothing in them can be read by whoever holds the rows alone: answers are `body`, the
ways into them are `seal` and `wrapped`. Clear are random ids, groups, weeks, names
of question sets and sharing choices, and /about says so (DESIGN, sections 5 and 6).
"""

from .answers import EvaluationSeal, Note, OwnSeal, Response, Sitting
from .base import Base
from .people import (
    Consent,
    Draft,
    Erasure,
    KeySlot,
    Membership,
    Participant,
    RateBucket,
    Session,
)
from .tree import EvaluationKey, Group, Programme, Site

metadata = Base.metadata

__all__ = [
    "Consent",
    "Draft",
    "Erasure",
    "EvaluationKey",
    "EvaluationSeal",
    "Group",
    "KeySlot",
    "Membership",
    "Note",
    "OwnSeal",
    "Participant",
    "Programme",
    "RateBucket",
    "Response",
    "Session",
    "Site",
    "Sitting",
    "metadata",
]
