"""The staff of the demo: made-up names, each with a password and six digits.

What signs them in is drawn like anybody's and written down before the accounts count,
so that a visitor finds it in one place.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from survey import acts, links, two_steps
from survey.privacy import passwords
from survey.privacy.words import WORDS
from survey.records.queries import accounts
from survey.records.queries import staff as rows
from survey.service import Service
from survey.staff import Role
from survey.two_steps import Chosen

PEOPLE = (
    ("Robin", Role.FACILITATOR, "heron"),
    ("Sam", Role.ORGANISER, "market-hall"),
    ("Alex", Role.EVALUATOR, ""),
    ("Jo", Role.EVALUATOR, ""),
)
"""Name, role, and the group or site within the demo's programme."""
PASSWORD_WORDS = 4


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of the staff, with what signs them in."""

    name: str
    role: Role
    place: str
    password: str = field(repr=False)
    otpauth: str = field(repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return what a visitor needs to know of them."""
        who = f"{self.name} ({self.role}, {self.place})"
        return who, f"  password  {self.password}", f"  {self.otpauth}"


def build(
    service: Service, programme_id: str, keep: Callable[[list[Somebody]], None]
) -> bool:
    """Make the accounts that are missing; return whether any was."""
    with service.store.read() as connection:
        missing = [
            (name, role, "/".join(filter(None, (programme_id, within))))
            for name, role, within in PEOPLE
            if accounts.by_name(connection, name) is None
        ]
    drawn = [_draw(service, *each) for each in missing]
    if not drawn:
        return False
    keep([somebody for somebody, _ in drawn])
    with service.store.write() as connection:
        for somebody, chosen in drawn:
            staff_id = service.chance.draw(16)
            rows.add(connection, id=staff_id, name=somebody.name, state="active")
            grant = links.grant_for(connection, somebody.role, somebody.place)
            links.give(service, connection, staff_id, grant)
            two_steps.put(service, connection, staff_id, chosen)
            what = {"role": somebody.role.value, "place": somebody.place}
            acts.write(service, connection, "staff.made_up", None, **what)
    return True


def _draw(
    service: Service, name: str, role: Role, place: str
) -> tuple[Somebody, Chosen]:
    words = [service.chance.choose(WORDS) for _ in range(PASSWORD_WORDS)]
    password, secret = "-".join(words), service.chance.draw(passwords.TOTP_BYTES)
    issuer = service.settings.look.product_name
    otpauth = passwords.totp_address(secret, name, issuer)
    phc = passwords.hashed(password, service.cost)
    return Somebody(name, role, place, password, otpauth), Chosen(phc, secret, step=0)
