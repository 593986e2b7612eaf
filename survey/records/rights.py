"""Who may do what with which table: PostgreSQL's two roles of a deployment.

The web process and the aggregator are two roles, beside the owner who migrates and runs
the commands of an operator. What neither list names, neither may touch. On SQLite there
are no roles: there only the keys part them.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

READ, ADD, CHANGE, DROP = "SELECT", "INSERT", "UPDATE", "DELETE"
EVERYTHING = (READ, ADD, CHANGE, DROP)
VERSION = "alembic_version"

Rights = Mapping[str, tuple[str, ...]]
"""By table what may be done with it; a verb may name the columns it is good for."""

WEB: Rights = {
    VERSION: (READ,),
    # a seal is given and taken back, and never read
    "evaluation_seal": (f"{READ} (response_id, purpose)", ADD, DROP),
    # a no takes the memory along; what is in it is not read
    "ledger": (f"{READ} (participant_id)", DROP),
    "release": (READ,),
    "round": (READ,),
    "placement": (READ,),
    "audit_event": (READ, ADD),
    "audit_head": (READ,),
    "evaluation_key": (READ,),
    "programme": (READ,),
    "site": (READ,),
    "wording": (READ,),
    "group": (READ, ADD, CHANGE),
    "sitting": (READ, ADD),
    "response": (READ, ADD),
    "own_seal": (READ, ADD, CHANGE),
    "staff": (READ, ADD, CHANGE),
    "export": (READ, ADD, CHANGE),
    "export_chunk": (READ, DROP),
    "export_member": (READ, DROP),
    **dict.fromkeys(
        (
            "consent",
            "draft",
            "erasure",
            "export_door",
            "factor",
            "invitation",
            "key_slot",
            "meeting",
            "membership",
            "note",
            "participant",
            "rate_bucket",
            "recovery_code",
            "session",
            "spent_challenge",
            "staff_grant",
            "staff_link",
            "staff_session",
            "staff_throttle",
        ),
        EVERYTHING,
    ),
}

AGGREGATOR: Rights = {
    VERSION: (READ,),
    "evaluation_seal": (READ, ADD, CHANGE, DROP),
    "ledger": EVERYTHING,
    "release": (READ, ADD),
    "round": (READ, ADD, CHANGE),
    "placement": (READ, ADD),
    "quarantine": (READ, ADD),
    "privacy_budget": (READ, ADD, CHANGE),
    "audit_event": (READ, ADD),
    "audit_head": (READ, ADD),
    "evaluation_key": (READ, ADD),
    "export": (READ, CHANGE),
    "export_chunk": (READ, ADD, DROP),
    "export_door": (f"{READ} (export_id)", DROP),
    "export_member": (READ, ADD, DROP),
    **dict.fromkeys(
        (
            "consent",
            "group",
            "membership",
            "participant",
            "programme",
            "response",
            "site",
            "sitting",
            "wording",
        ),
        (READ,),
    ),
}


def statements(web: str, aggregator: str) -> Iterator[str]:
    """Yield what gives two roles exactly their rights, and takes all others away."""
    for role, rights in ((web, WEB), (aggregator, AGGREGATOR)):
        name = _quoted(role)
        yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}"
        yield f"GRANT USAGE ON SCHEMA public TO {name}"
        for table, verbs in sorted(rights.items()):
            yield f"GRANT {', '.join(verbs)} ON {_quoted(table)} TO {name}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def give(connection: Connection, web: str, aggregator: str) -> None:
    """Give two roles exactly their rights, as the owner of the tables."""
    for statement in statements(web, aggregator):
        connection.exec_driver_sql(statement)


def unknown(connection: Connection, *roles: str) -> list[str]:
    """Return those of some roles that the server does not have."""
    known = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
    return [role for role in roles if role not in known]
