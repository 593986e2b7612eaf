"""What is not sealed is listed on /about, and nothing else lies open in any table."""

from survey.records.tables import metadata

SEALED = "sealed"
OPAQUE = "random, derived from a key, or a public key"
COUNTED = "a number that says nothing of a person"
CONFIGURED = "set by those who run it"

MEANING = {
    "a random number in place of your name": {"participant.id", "*.participant_id"},
    "the group you joined, if you joined one": {
        "membership.group_id",
        "membership.joined",
        "membership.left",
        "sitting.group_id",
        "participant.joined",
        "participant.programme_id",
        "membership.programme_id",
        "sitting.programme_id",
        "participant.state",
    },
    "the weeks in which you checked in, never the hour": {
        "sitting.week",
        "response.week",
        "sitting.turn",
    },
    "the names of the question sets you did": {
        "response.instrument",
        "response.version",
    },
    "your choices about sharing": {
        "consent.purpose",
        "consent.answer",
        "consent.since",
        "consent.version",
        "consent.asked",
        "evaluation_seal.purpose",
        "evaluation_seal.epoch",
    },
    "the weeks in which you wrote a note, a goal or a thing for the week": {
        "note.kind",
        "note.week",
    },
    "that you have spare words": {"key_slot.kind"},
    "that a phone is signed in or remembered, and until when": {
        "session.remember",
        "session.shared",
        "session.expires",
        "session.read_until",
        "session.read_end",
        "draft.kind",
        "draft.expires",
    },
    "that you asked to be erased, and the day": {"erasure.due"},
    "that the program keeps your first and last scores, locked": {"ledger.domain"},
    "which study files hold rows of yours": {"export_member.export_id"},
}
CLOSED = {
    SEALED: {
        "response.body",
        "own_seal.seal",
        "evaluation_seal.seal",
        "note.body",
        "note.seal",
        "draft.blob",
        "session.wrapped",
        "key_slot.wrapped",
        "ledger.blob",
    },
    OPAQUE: {
        "participant.public_key",
        "participant.hybrid_key",
        "*.mac",
        "*.mac_key",
        "*.id",
        "*.response_id",
        "*.sitting_id",
        "*.session_id",
        "response.supersedes",
        "sitting.attempt",
        "key_slot.locator",
        "key_slot.salt",
    },
    COUNTED: {
        "key_slot.pepper",
        "key_slot.cost",
        "rate_bucket.tries",
        "rate_bucket.expires",
    },
}
TREE = {"programme", "site", "group", "evaluation_key", "wording"}
RESULTS = {
    "round",
    "placement",
    "release",
    "audit_event",
    "audit_head",
    "privacy_budget",
}
STAFF = {"staff", "staff_grant", "staff_session", "staff_link", "meeting"}
ACCOUNTS = {
    "invitation", "factor", "recovery_code", "staff_throttle", "spent_challenge",
}  # fmt: skip
EXPORTS = {"export", "export_chunk", "export_door"}
NOT_ABOUT_A_PERSON = TREE | RESULTS | STAFF | ACCOUNTS | EXPORTS
"""Nor may they come to be: nothing in them points at somebody who takes part."""


def columns():
    return {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if table.name not in NOT_ABOUT_A_PERSON
    }


def covered(patterns):
    return {
        column
        for column in columns()
        for pattern in patterns
        if column == pattern
        or (pattern.startswith("*.") and column.endswith(pattern[1:]))
    }


def test_every_column_about_a_person_is_sealed_opaque_or_listed_on_the_page():
    named = covered(set().union(*MEANING.values(), *CLOSED.values()))

    assert columns() - named == set()


def test_the_page_lists_exactly_what_lies_open(app):
    page = app.test_client().get("/about").text

    assert [words for words in MEANING if words not in page] == []


def test_no_pattern_is_left_over_from_a_column_that_went():
    patterns = set().union(*MEANING.values(), *CLOSED.values())

    assert [pattern for pattern in patterns if not covered({pattern})] == []


def test_what_is_said_to_be_about_nobody_points_at_nobody():
    theirs = {"participant", "sitting", "response", "membership", "session"}
    pointing = {
        f"{table.name} -> {key.column.table.name}"
        for table in metadata.sorted_tables
        if table.name in NOT_ABOUT_A_PERSON
        for key in table.foreign_keys
        if key.column.table.name in theirs
    }

    assert pointing == set()
