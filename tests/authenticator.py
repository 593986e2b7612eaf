"""A passkey in software: what a phone would sign, right or wrong as a test likes."""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


@dataclass
class Authenticator:
    """One passkey on one phone."""

    origin: str = "http://localhost"
    verifies: bool = True
    counter: int = 0
    owner: bytes = b""
    credential: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: str) -> str:
        """Answer a page that begins a passkey."""
        asked = json.loads(options)
        self.owner = _bytes(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (numbers.x, numbers.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        data = self._data(asked["rp"]["id"], ATTESTED) + bytes(16)
        data += len(self.credential).to_bytes(2, "big") + self.credential + public
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._sent(
            clientDataJSON=self._client("webauthn.create", asked["challenge"]),
            attestationObject=cbor2.dumps(attestation),
        )

    def get(self, options: str) -> str:
        """Answer a page that asks for a passkey."""
        asked = json.loads(options)
        self.counter += self.counter > 0
        data = self._data(asked["rpId"], 0)
        client = self._client("webauthn.get", asked["challenge"])
        signed = data + hashlib.sha256(client).digest()
        return self._sent(
            clientDataJSON=client,
            authenticatorData=data,
            signature=self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
            userHandle=self.owner,
        )

    def _data(self, host: str, more: int) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        digest = hashlib.sha256(host.encode()).digest()
        return digest + bytes((flags,)) + self.counter.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(told).encode()

    def _sent(self, **response: bytes) -> str:
        return json.dumps(
            {
                "id": _text(self.credential),
                "rawId": _text(self.credential),
                "type": "public-key",
                "response": {name: _text(value) for name, value in response.items()},
            }
        )


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
