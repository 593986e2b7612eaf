"""Every table, in one place for those who name tables.

Nothing in them can be read by whoever holds the rows alone: answers are `body`, the
ways into them are `seal` and `wrapped`. Clear are random ids, groups, weeks, names
of question sets and sharing choices, and /about says so (DESIGN, sections 5 and 6).
"""

from .accounts import (
    Factor,
    Invitation,
    RecoveryCode,
    SpentChallenge,
    StaffThrottle,
)
from .answers import EvaluationSeal, Note, OwnSeal, Response, Sitting
from .base import Base
from .budget import PrivacyBudget
from .exports import Export, ExportChunk, ExportDoor, ExportMember
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
from .results import Ledger, Release
from .rounds import Placement, Quarantine, Round
from .staff import Meeting, Staff, StaffGrant, StaffLink, StaffSession
from .trail import AuditEvent, AuditHead
from .tree import EvaluationKey, Group, Programme, Site
from .wordings import Wording

metadata = Base.metadata

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Consent",
    "Draft",
    "Erasure",
    "EvaluationKey",
    "EvaluationSeal",
    "Export",
    "ExportChunk",
    "ExportDoor",
    "ExportMember",
    "Factor",
    "Group",
    "Invitation",
    "KeySlot",
    "Ledger",
    "Meeting",
    "Membership",
    "Note",
    "OwnSeal",
    "Participant",
    "Placement",
    "PrivacyBudget",
    "Programme",
    "Quarantine",
    "RateBucket",
    "RecoveryCode",
    "Release",
    "Response",
    "Round",
    "Session",
    "Site",
    "Sitting",
    "SpentChallenge",
    "Staff",
    "StaffGrant",
    "StaffLink",
    "StaffSession",
    "StaffThrottle",
    "Wording",
    "metadata",
]
