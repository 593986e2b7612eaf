"""The way in without a passkey: a password, and six digits that an app counts.

Six digits count once. Eight codes on paper stand in for the app, each once.
"""

import unicodedata
from base64 import b32encode
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Connection

from survey import factors
from survey.factors import TWO_STEPS, Kind
from survey.privacy import binding, codes, guessable, passwords, signing
from survey.records.queries import accounts
from survey.records.rows import AnyRow
from survey.service import Service

CODES = 8
FAR = 20
"""Steps of 30 seconds by which a clock may be off and still be told so."""


class BadPassword(Exception):
    """A new password is too short, too long, or among those that are tried first."""

    def __init__(self, reason: Literal["short", "long", "guessable"]) -> None:
        """Take what is wrong with it."""
        super().__init__(reason)
        self.reason = reason


class WrongProof(Exception):
    """What was shown proves nothing; which part of it is not said."""


class DigitsUsed(Exception):
    """These six digits were right, but they were used before."""


class ClockOff(Exception):
    """These six digits belong to another time: some clock is wrong."""

    def __init__(self, seconds: int) -> None:
        """Take by how much the phone is ahead, about."""
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that an app may take; nothing is kept of it until digits come back."""

    nonce: str
    secret: bytes = field(repr=False)

    @property
    def typed(self) -> str:
        """Return the secret as it is typed into an app that sees no square."""
        letters = b32encode(self.secret).decode()
        return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))

    def address(self, name: str, issuer: str) -> str:
        """Return the otpauth address that a phone reads from a square."""
        return passwords.totp_address(self.secret, name, issuer)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A password with an app that showed its first six digits."""

    phc: str = field(repr=False)
    secret: bytes = field(repr=False)
    step: int


def offer(service: Service, asked: bytes, nonce: str | None = None) -> Offer:
    """Offer a secret to a browser, or the same one again under its nonce."""
    try:
        drawn = bytes.fromhex(nonce or "")
    except ValueError:
        drawn = b""
    if len(drawn) != 16:
        drawn = service.chance.draw(16)
    key = service.keys.staff_key(service.keys.pepper_number)
    secret = signing.mac(key, binding.totp_offer(asked, drawn))
    return Offer(drawn.hex(), secret[: passwords.TOTP_BYTES])


def choose(
    service: Service, offered: Offer, password: str, digits: str, name: str
) -> Chosen:
    """Take a new password and the first digits of the app.

    Raises BadPassword, WrongProof (not these digits) or ClockOff.
    """
    password = _plain(password)
    if len(password) < guessable.SHORTEST:
        raise BadPassword("short")
    if len(password) > guessable.LONGEST:
        raise BadPassword("long")
    if guessable.is_guessable(password, name, service.settings.look.product_name):
        raise BadPassword("guessable")
    step = _step(service, offered.secret, digits)
    return Chosen(passwords.hashed(password, service.cost), offered.secret, step)


def put(
    service: Service, connection: Connection, staff_id: bytes, chosen: Chosen
) -> tuple[str, ...]:
    """Give somebody this password and app in place of what was; return new codes."""
    accounts.drop_factors(connection, staff_id, *TWO_STEPS)
    phc, secret = chosen.phc.encode(), chosen.secret
    accounts.add_factors(
        connection,
        [
            factors.new(service, staff_id, Kind.PASSWORD, phc),
            factors.new(service, staff_id, Kind.TOTP, secret, counter=chosen.step),
        ],
    )
    return put_codes(service, connection, staff_id)


def put_codes(
    service: Service, connection: Connection, staff_id: bytes
) -> tuple[str, ...]:
    """Give somebody new codes on paper; the ones before are worth nothing now."""
    drawn = tuple(codes.draw_join_code(service.chance.choose) for _ in range(CODES))
    newest = service.keys.pepper_number
    ids = [_code_id(service, newest, staff_id, code) for code in drawn]
    accounts.put_codes(connection, staff_id, ids)
    return drawn


def put_app(service: Service, connection: Connection, staff_id: bytes) -> bytes:
    """Give somebody a new secret for their app, and return it."""
    secret = service.chance.draw(passwords.TOTP_BYTES)
    accounts.drop_factors(connection, staff_id, Kind.TOTP)
    row = factors.new(service, staff_id, Kind.TOTP, secret)
    accounts.add_factors(connection, [row])
    return secret


def know(service: Service, staff_id: bytes, password: str) -> None:
    """Hold that somebody has the password, or raise WrongProof.

    Takes its time, so it is done before the transaction in which `use` follows.
    """
    with service.store.read() as connection:
        rows = _rows(connection, staff_id)
    phc = factors.secret_of(service, rows[Kind.PASSWORD]) or b""
    if not phc or not passwords.matches(_plain(password), phc.decode()):
        raise WrongProof


def use(
    service: Service,
    connection: Connection,
    staff_id: bytes,
    password: str,
    digits: str,
) -> None:
    """Use six digits, or a code in their place, up after the password was right.

    Raises WrongProof, DigitsUsed or ClockOff.
    """
    rows = _rows(connection, staff_id)
    if not _spent_code(service, connection, staff_id, digits):
        _use_digits(service, connection, rows[Kind.TOTP], digits)
    known = rows[Kind.PASSWORD]
    phc = (factors.secret_of(service, known) or b"").decode()
    cheap = passwords.needs_raise(passwords.cost_of(phc), service.cost)
    if cheap or factors.is_old(service, known):
        again = passwords.hashed(_plain(password), service.cost)
        factors.renew(service, connection, known, again.encode())


def _rows(connection: Connection, staff_id: bytes) -> dict[str, AnyRow]:
    rows = {row.kind: row for row in accounts.factors(connection, staff_id, *TWO_STEPS)}
    if len(rows) != len(TWO_STEPS):
        raise WrongProof
    return rows


def _use_digits(
    service: Service, connection: Connection, row: AnyRow, digits: str
) -> None:
    secret = factors.secret_of(service, row)
    if secret is None:
        raise WrongProof
    if not accounts.count_up(connection, row.id, _step(service, secret, digits)):
        raise DigitsUsed
    if factors.is_old(service, row):
        factors.renew(service, connection, row, secret)


def _step(service: Service, secret: bytes, digits: str) -> int:
    """Return the step of six digits; raise WrongProof or ClockOff."""
    typed = "".join(c for c in digits if not c.isspace())
    now = int(service.clock.now().timestamp())
    step = passwords.totp_step(secret, typed, now)
    if step is not None:
        return step
    far = passwords.totp_step(secret, typed, now, reach=FAR)
    if far is None:
        raise WrongProof
    raise ClockOff((far - now // passwords.TOTP_SECONDS) * passwords.TOTP_SECONDS)


def _spent_code(
    service: Service, connection: Connection, staff_id: bytes, typed: str
) -> bool:
    code = codes.normalise_join_code(typed)
    numbers = service.keys.pepper_numbers if code else ()
    ids = [_code_id(service, number, staff_id, code) for number in numbers]
    return bool(ids) and accounts.spend_code(connection, ids)


def _code_id(service: Service, pepper: int, staff_id: bytes, code: str) -> bytes:
    bound = binding.recovery_code(staff_id, code)
    return signing.mac(service.keys.staff_key(pepper), bound)


def _plain(password: str) -> str:
    """Return a password as every keyboard would send it."""
    return unicodedata.normalize("NFKC", password)
