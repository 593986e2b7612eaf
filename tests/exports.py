"""Who asks for rows in tests, and what they ask for."""

from dataclasses import replace
from datetime import date

from survey import consent, export, links, staff
from survey.person import Person, Token
from survey.privacy.sealing import Suite, public_key
from survey.privacy.secret import Seed
from survey.request import Wish
from survey.service import Service
from survey.staff import Role, Staff
from tests.cast import check_in

KEY = Seed(b"e" * 32)
"""The key that Eve keeps on her own machine."""

STUDY = Wish(
    programme_id="harbour",
    tier="study",
    recipient="University of the Coast",
    purpose="A paper on weekly urges",
    until=date(2027, 3, 1),
    agreed=True,
    public_key=public_key(KEY, Suite.X25519),
)
STANDARD = replace(STUDY, tier="standard", agreed=False, public_key=b"")


def at_desk(
    service: Service,
    name: str,
    role: Role = Role.EVALUATOR,
    place: str = "harbour",
) -> tuple[Staff, Token]:
    """Let somebody in; return who they are and what their browser holds."""
    token = links.enter(service, links.make(service, role, place, name).token)
    found = staff.resume(service, token)
    assert found is not None
    return found, token


def agreed(service: Service, wish: Wish = STUDY) -> bytes:
    """Let Eve ask and Ed agree; return the export."""
    export_id, _ = export.ask(service, wish, at_desk(service, "Eve")[0])
    export.approve(service, at_desk(service, "Ed")[0], export_id)
    return export_id


def share(service: Service, *people: Person, weeks: int = 1) -> None:
    """Let people say yes to the study and check in."""
    for person in people:
        consent.decide(service, person, "study", "yes", reach_back=True)
    for week in range(weeks):
        for person in people:
            check_in(service, person)
        if week + 1 < weeks:
            service.clock.pass_(weeks=1)  # type: ignore[attr-defined]
