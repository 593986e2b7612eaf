"""How the staff of a test come to have accounts, and what their phones show."""

from base64 import b32decode
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import func, select

from survey import (
    invitations,
    joining,
    passkeys,
    staff,
    two_steps,
)
from survey.invitations import Wanted
from survey.passkeys import Place
from survey.privacy import passwords
from survey.staff import Role
from tests.authenticator import Authenticator

HERS, PASSWORD = "harbour/thursday", "copper kettle by the door"
PLACE, ASKED, ELSEWHERE = Place("http://localhost"), b"T" * 32, b"U" * 32
FAY = Wanted("Fay", Role.FACILITATOR, HERS)


def secret_in(address):
    """Return the secret that an otpauth address carries."""
    text = parse_qs(urlsplit(address).query)["secret"][0]
    return b32decode(text + "=" * (-len(text) % 8))


def count(service, *tables):
    with service.store.read() as connection:
        return [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables
        ]


def digits(service, secret, late=0):
    return passwords.totp_digits(secret, int(service.clock.now().timestamp()) + late)


def invited(service, wanted=FAY, by=None):
    return invitations.make(service, by, wanted).token


def begun(service, wanted=FAY):
    """Begin an account with password and app; return its visit, secret and codes."""
    offer = two_steps.offer(service, ASKED)
    chosen = two_steps.choose(
        service, offer, PASSWORD, digits(service, offer.secret), wanted.name
    )
    token, codes = joining.begin_with_password(
        service, invited(service, wanted), chosen
    )
    return staff.resume(service, token), offer.secret, codes


def begun_with_passkey(service, wanted=FAY):
    """Begin an account with a passkey; return its visit and the phone."""
    token, phone = invited(service, wanted), Authenticator()
    invitation = joining.look(service, token)
    options = passkeys.options_to_begin(
        service, PLACE, ASKED, invitation.staff_id, invitation.name
    )
    opened = joining.begin_with_passkey(
        service, token, PLACE, ASKED, phone.create(options)
    )
    return staff.resume(service, opened), phone


def signed(service, phone, asked=ASKED):
    return phone.get(passkeys.options_to_prove(service, PLACE, asked))
