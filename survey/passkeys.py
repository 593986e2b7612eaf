"""Passkeys: the phone looks at its owner, then signs what we drew for this browser.

User verification is required, so one passkey is both factors. Works where the extra
`passkeys` is installed; it is imported when first used.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.parse import urlsplit

from sqlalchemy import Connection

from survey import challenges, factors
from survey.challenges import LASTS, PasskeyRefused
from survey.factors import LONGEST_LABEL, Kind
from survey.records.queries import accounts
from survey.service import Service


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys are good for: a host, as the browser names it and its pages."""

    origin: str

    @property
    def host(self) -> str:
        """Return the host that a passkey is bound to."""
        return urlsplit(self.origin).hostname or ""

    @property
    def works(self) -> bool:
        """Return whether a browser can have a passkey for it: never for a number."""
        try:
            ip_address(self.host)
        except ValueError:
            return find_spec("webauthn") is not None
        return False


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that a phone has just made."""

    credential: bytes
    public_key: bytes
    counter: int


def options_to_begin(
    service: Service, place: Place, asked: bytes, staff_id: bytes, name: str
) -> str:
    """Return what a phone needs to make a passkey, as JSON."""
    import webauthn
    from webauthn.helpers import structs

    with service.store.read() as connection:
        known = accounts.factors(connection, staff_id, Kind.PASSKEY)
    options = webauthn.generate_registration_options(
        rp_id=place.host,
        rp_name=service.settings.look.product_name,
        user_id=staff_id,
        user_name=name,
        challenge=challenges.draw(service, "begin", asked),
        timeout=LASTS * 1000,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=row.credential) for row in known
        ],
    )
    return webauthn.options_to_json(options)


def options_to_prove(service: Service, place: Place, asked: bytes) -> str:
    """Return what a phone needs to find a passkey of ours and sign with it, as JSON."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_authentication_options(
        rp_id=place.host,
        challenge=challenges.draw(service, "prove", asked),
        timeout=LASTS * 1000,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def made(
    service: Service, connection: Connection, place: Place, asked: bytes, sent: str
) -> Made:
    """Return the passkey that a phone has made; raise PasskeyRefused."""
    import webauthn

    spoken = _spoken(sent)
    challenges.spend(service, connection, "begin", asked, spoken.signed)
    with _refusing():
        seen = webauthn.verify_registration_response(
            credential=sent,
            expected_challenge=spoken.signed,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    return Made(seen.credential_id, seen.credential_public_key, seen.sign_count)


def put(
    service: Service,
    connection: Connection,
    staff_id: bytes,
    passkey: Made,
    label: str = "",
) -> None:
    """Give somebody a passkey; raise PasskeyRefused if it is known already."""
    if accounts.passkey(connection, passkey.credential) is not None:
        raise PasskeyRefused
    row = factors.new(
        service,
        staff_id,
        Kind.PASSKEY,
        passkey.public_key,
        label=" ".join(label.split())[:LONGEST_LABEL],
        credential=passkey.credential,
        counter=passkey.counter,
    )
    accounts.add_factors(connection, [row])


def whose(
    service: Service, connection: Connection, place: Place, asked: bytes, sent: str
) -> bytes:
    """Return who has signed with their passkey; raise PasskeyRefused."""
    import webauthn

    spoken = _spoken(sent)
    row = accounts.passkey(connection, spoken.credential)
    if row is None or row.state != "active":
        raise PasskeyRefused
    public_key = factors.secret_of(service, row)
    if public_key is None or spoken.owner not in (None, row.staff_id):
        raise PasskeyRefused
    challenges.spend(service, connection, "prove", asked, spoken.signed)
    with _refusing():
        seen = webauthn.verify_authentication_response(
            credential=sent,
            expected_challenge=spoken.signed,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=public_key,
            credential_current_sign_count=row.counter,
            require_user_verification=True,
        )
    counted = seen.new_sign_count
    if counted and not accounts.count_up(connection, row.id, counted):
        # one that counts has gone on since: two at the same count are copies
        raise PasskeyRefused
    if factors.is_old(service, row):
        factors.renew(service, connection, row, public_key)
    staff_id: bytes = row.staff_id
    return staff_id


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What a phone says it signed, by which passkey, and whose it believes that is."""

    signed: bytes
    credential: bytes
    owner: bytes | None


def _spoken(sent: str) -> _Spoken:
    with _refusing():
        told = json.loads(sent)
        response = told["response"]
        client = json.loads(_bytes(response["clientDataJSON"]))
        owner = response.get("userHandle")
        return _Spoken(
            _bytes(client["challenge"]),
            _bytes(told["rawId"]),
            _bytes(owner) if owner else None,
        )


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except Exception:  # noqa: BLE001  # a stranger's bytes met a parser: no proof
        raise PasskeyRefused from None


def _bytes(written: str) -> bytes:
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))
