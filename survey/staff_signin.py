"""Let somebody of the staff in, so that a wrong guess learns nothing.

An unknown name, a wrong password and wrong digits look alike and come at the same
time. Wrong tries make a name wait, each time longer, and never lock it; a passkey
cannot be guessed, so it never waits.
"""

from survey import passkeys, staff, two_steps
from survey.challenges import PasskeyRefused
from survey.clock import expiry
from survey.passkeys import Place
from survey.person import Token
from survey.privacy import binding, signing
from survey.records.queries import accounts
from survey.service import Service
from survey.signin import TryLater, at_the_deadline
from survey.staff import Staff
from survey.two_steps import WrongProof

FREE_TRIES = 5
"""Wrong tries for one name before it has to wait."""
FIRST_WAIT, LONGEST_WAIT = 30, 15 * 60
"""Seconds that it then waits: twice as long after each further try, up to this."""
FORGOTTEN = 24 * 3600
"""Seconds after which a wrong try is forgotten."""


def by_password(service: Service, name: str, password: str, digits: str) -> Token:
    """Open a visit with name, password and six digits; return its cookie.

    Raises WrongProof, DigitsUsed, ClockOff, or TryLater.
    """
    with at_the_deadline(service):
        staff_id = _proved(service, " ".join(name.split()), password, digits)
    with service.store.write() as connection:
        return staff.open_session(service, connection, staff_id)


def by_passkey(service: Service, place: Place, asked: bytes, sent: str) -> Token:
    """Open a visit with a passkey; return its cookie, or raise PasskeyRefused."""
    with service.store.write() as connection:
        staff_id = passkeys.whose(service, connection, place, asked, sent)
        return staff.open_session(service, connection, staff_id)


def again_by_password(service: Service, who: Staff, password: str, digits: str) -> None:
    """Hold that who asks is still themselves; raises what by_password raises."""
    with at_the_deadline(service):
        _proved(service, who.name, password, digits)
    with service.store.write() as connection:
        staff.freshen(service, connection, who)


def again_by_passkey(
    service: Service, who: Staff, place: Place, asked: bytes, sent: str
) -> None:
    """Hold the same by their own passkey; raise PasskeyRefused."""
    with service.store.write() as connection:
        if passkeys.whose(service, connection, place, asked, sent) != who.id:
            raise PasskeyRefused
        staff.freshen(service, connection, who)


def _proved(service: Service, name: str, password: str, digits: str) -> bytes:
    """Return who has shown name, password and digits; count the try beforehand."""
    bound = binding.staff_throttle(name.casefold())
    bucket = signing.mac(service.keys.rate_key, bound)
    _count_try(service, bucket)
    with service.store.read() as connection:
        row = accounts.by_name(connection, name)
    if row is None or row.state != "active":
        raise WrongProof
    two_steps.know(service, row.id, password)
    with service.store.write() as connection:
        two_steps.use(service, connection, row.id, password, digits)
        accounts.drop_throttle(connection, bucket)
    staff_id: bytes = row.id
    return staff_id


def _count_try(service: Service, bucket: bytes) -> None:
    """Count a try before it is made, or refuse it."""
    moment = service.clock.now()
    now = int(moment.timestamp())
    with service.store.write() as connection:
        row = accounts.throttle(connection, bucket)
        if row is not None and now < row.rests_until:
            raise TryLater(row.rests_until - now)
        tries = 1 + (row.tries if row is not None and now < row.expires else 0)
        accounts.put_throttle(
            connection,
            bucket,
            tries=tries,
            rests_until=now + _wait(tries),
            expires=expiry(moment, FORGOTTEN),
        )


def _wait(tries: int) -> int:
    beyond = tries - FREE_TRIES
    return 0 if beyond < 0 else min(LONGEST_WAIT, FIRST_WAIT << min(beyond, 10))
