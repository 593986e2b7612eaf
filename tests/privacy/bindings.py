"""Every argument of every binding: what it is, and one other thing that it could be."""

from survey.privacy import binding
from survey.privacy import binding_exports as exports
from survey.privacy import binding_staff as let_in
from tests.privacy.cast import ANA, BEN, MONDAY, NEXT_MONDAY

EXPORTS, SESSIONS = (b"x" * 16, b"y" * 16), (b"t" * 32, b"u" * 32)
WHAT_AND_WHERE = {
    "staff_id": (ANA, BEN),
    "role": ("facilitator", "operator"),
    "programme_id": ("harbour", "hilltop"),
    "site_id": (None, "north"),
    "group_id": (b"g" * 16, None),
}
BINDINGS = {
    binding.response_body: {},
    binding.seal: {"purpose": ("own", "group"), "recipient": (b"k" * 32, b"l" * 32)},
    binding.locator: {"words": ("apple banana", "apple cactus")},
    binding.throttle: {"words": ("apple banana", "apple cactus")},
    binding.slot: {
        "slot_id": (b"l" * 16, b"m" * 16),
        "participant_id": (ANA, BEN),
        "kind": ("code", "recovery"),
        "cost": ("argon2id m=19456,t=2,p=1", "argon2id m=19456,t=1,p=1"),
        "pepper": (1, 2),
    },
    binding.session: {
        "session_id": (b"t" * 32, b"u" * 32),
        "participant_id": (ANA, BEN),
    },
    binding.draft: {
        "session_id": (b"t" * 32, b"u" * 32),
        "kind": ("draft", "receipt"),
    },
    binding.note_body: {
        "participant_id": (ANA, BEN),
        "note_id": (b"n" * 16, b"o" * 16),
        "kind": ("note", "goal"),
        "week": (MONDAY, NEXT_MONDAY),
    },
    binding.note_seal: {
        "participant_id": (ANA, BEN),
        "note_id": (b"n" * 16, b"o" * 16),
        "kind": ("note", "goal"),
        "week": (MONDAY, NEXT_MONDAY),
        "recipient": (b"k" * 32, b"l" * 32),
    },
    binding.response_mac: {
        "body": (b"sealed", b"sealee"),
        "supersedes": (None, b"p" * 16),
    },
    binding.participant_mac: {
        "participant_id": (ANA, BEN),
        "programme_id": ("harbour", "hilltop"),
        "public_key": (b"k" * 32, b"l" * 32),
        "hybrid_key": (b"h" * 1216, None),
        "joined": (MONDAY, NEXT_MONDAY),
    },
    binding.membership_mac: {
        "membership_id": (b"m" * 16, b"n" * 16),
        "participant_id": (ANA, BEN),
        "programme_id": ("harbour", "hilltop"),
        "group_id": (b"g" * 16, b"f" * 16),
        "joined": (MONDAY, NEXT_MONDAY),
        "left": (None, NEXT_MONDAY),
    },
    binding.consent_mac: {
        "participant_id": (ANA, BEN),
        "purpose": ("group", "study"),
        "answer": ("yes", "no"),
        "version": (1, 2),
        "since": (MONDAY, NEXT_MONDAY),
    },
    binding.evaluation_key: {
        "programme_id": ("harbour", "hilltop"),
        "purpose": ("group", "study"),
        "epoch": (1, 2),
        "suite": (1, 2),
        "public_key": (b"k" * 32, b"l" * 32),
        "not_before": (MONDAY, NEXT_MONDAY),
    },
    binding.ledger: {
        "participant_id": (ANA, BEN),
        "domain": ("days.as_wanted", "urges.calm"),
    },
    binding.audit_event: {
        "number": (1, 2),
        "kind": ("release", "round.decided"),
        "content": ("{}", "[]"),
        "previous": (b"p" * 32, b"q" * 32),
    },
    binding.audit_head: {"number": (1, 2), "digest": (b"d" * 32, b"e" * 32)},
    binding.factor: {
        "factor_id": (b"f" * 16, b"g" * 16),
        "staff_id": (ANA, BEN),
        "kind": ("password", "totp"),
    },
    binding.recovery_code: {"staff_id": (ANA, BEN), "code": ("2345", "2346")},
    binding.staff_throttle: {"name": ("fay", "uma")},
    binding.challenge: {
        "purpose": ("begin", "prove"),
        "asked": (b"t" * 32, b"u" * 32),
        "nonce": (b"n" * 16, b"o" * 16),
        "minute": (60, 120),
    },
    binding.totp_offer: {
        "asked": (b"t" * 32, b"u" * 32),
        "nonce": (b"n" * 16, b"o" * 16),
    },
    exports.mac: {
        "export_id": EXPORTS,
        "programme_id": ("harbour", "hilltop"),
        "tier": ("standard", "study"),
        "k": (11, None),
        "horizon": (12, 24),
        "recipient": ("a university", "a newspaper"),
        "purpose": ("a paper", "a story"),
        "until": (MONDAY, NEXT_MONDAY),
        "agreement": (1, None),
        "public_key": (b"k" * 32, b"l" * 32),
        "asked_by": (ANA, None),
        "approved_by": (BEN, None),
    },
    exports.seal: {"export_id": EXPORTS, "recipient": (b"k" * 32, b"l" * 32)},
    exports.piece: {"export_id": EXPORTS, "number": (0, 1), "last": (0, 1)},
    exports.memory: {"export_id": EXPORTS, "kind": ("seed", "classes")},
    exports.door: {"session_id": SESSIONS, "export_id": EXPORTS},
    let_in.grant: {"grant_id": (b"g" * 16, b"h" * 16), **WHAT_AND_WHERE},
    let_in.session: {
        "session_id": SESSIONS,
        "staff_id": (ANA, BEN),
        "end": (600, 660),
        "proved": (0, 60),
    },
    let_in.link: {
        "link_id": SESSIONS,
        "staff_id": (ANA, BEN),
        "expires": (600, 660),
    },
    let_in.invitation: {
        "invitation_id": SESSIONS,
        **WHAT_AND_WHERE,
        "name": ("Fay", "Uma"),
        "made_by": (None, ANA),
        "expires": (600, 660),
    },
}
