"""One's own account: ways in are added, codes drawn anew, browsers signed out."""

from dataclasses import dataclass

from survey import factors, passkeys, staff, two_steps
from survey.factors import TWO_STEPS
from survey.groups import NoSuchPlace
from survey.links import AccountClosed
from survey.passkeys import Place
from survey.records.queries import accounts
from survey.service import Service
from survey.staff import LONGEST, Staff
from survey.two_steps import Chosen, WrongProof


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser that is signed in."""

    id: bytes
    minutes: int
    """Since it signed in."""
    this: bool


def visits(service: Service, who: Staff) -> tuple[Visit, ...]:
    """Return where somebody is signed in, newest first."""
    now = service.clock.now().timestamp()
    with service.store.read() as connection:
        return tuple(
            Visit(
                row.id,
                int(now - (row.end - LONGEST)) // 60,
                row.id == who.session_id,
            )
            for row in accounts.sessions(connection, who.id)
            if min(row.end, row.idle_end) > now
        )


def end_visit(service: Service, who: Staff, session_id: bytes) -> None:
    """Sign one browser of one's own out; raise NoSuchPlace for any other."""
    with service.store.write() as connection:
        if not accounts.drop_session(connection, who.id, session_id):
            raise NoSuchPlace


def end_others(service: Service, who: Staff) -> None:
    """Sign every other browser of one's own out."""
    with service.store.write() as connection:
        accounts.drop_other_sessions(connection, who.id, who.session_id)


def add_passkey(
    service: Service, who: Staff, place: Place, asked: bytes, sent: str, label: str
) -> None:
    """Add a passkey to one's own account; raise PasskeyRefused."""
    with service.store.write() as connection:
        made = passkeys.made(service, connection, place, asked, sent)
        passkeys.put(service, connection, who.id, made, label)
        staff.freshen(service, connection, who)
        factors.told(service, connection, who.id, "passkey added")


def put_two_steps(service: Service, who: Staff, chosen: Chosen) -> tuple[str, ...]:
    """Set password and app anew, sign other browsers out; return codes on paper."""
    with service.store.write() as connection:
        codes = two_steps.put(service, connection, who.id, chosen)
        staff.freshen(service, connection, who)
        accounts.drop_other_sessions(connection, who.id, who.session_id)
        factors.told(service, connection, who.id, "password added")
        return codes


def new_codes(service: Service, who: Staff) -> tuple[str, ...]:
    """Draw codes on paper anew; raise WrongProof without a password and an app."""
    with service.store.write() as connection:
        if len(accounts.factors(connection, who.id, *TWO_STEPS)) != len(TWO_STEPS):
            raise WrongProof
        factors.told(service, connection, who.id, "codes drawn")
        return two_steps.put_codes(service, connection, who.id)


def new_app(service: Service, name: str) -> tuple[str, bytes]:
    """Give somebody a new secret for their app; return their name and the secret.

    Raises NoSuchPlace, AccountClosed, or WrongProof if they have no password.
    """
    with service.store.write() as connection:
        row = accounts.by_name(connection, " ".join(name.split()))
        if row is None:
            raise NoSuchPlace(name)
        if row.state != "active":
            raise AccountClosed
        if not accounts.factors(connection, row.id, factors.Kind.PASSWORD):
            raise WrongProof
        factors.told(service, connection, row.id, "app replaced", by_hand=True)
        return row.name, two_steps.put_app(service, connection, row.id)
