"""Evaluation keys as the aggregator publishes them and the web tier checks them.

The web tier pins one fingerprint and seals to no key that this identity did not sign;
it never holds the private half of any.
"""

import hmac
from dataclasses import dataclass
from datetime import date

from survey.privacy import binding, signing


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """Hold one public evaluation key with the signature that vouches for it."""

    programme_id: str
    purpose: str
    epoch: int
    suite: int
    public_key: bytes
    not_before: date
    signer: bytes
    signature: bytes


def trusted(key: PublishedKey, pinned_fingerprint: str) -> bool:
    """Say whether the pinned identity signed this key for exactly this use."""
    signer = signing.fingerprint(key.signer)
    if not hmac.compare_digest(signer.encode(), pinned_fingerprint.encode()):
        return False
    signed = binding.evaluation_key(
        key.programme_id,
        key.purpose,
        key.epoch,
        suite=key.suite,
        public_key=key.public_key,
        not_before=key.not_before,
    )
    return signing.verify(key.signer, key.signature, signed)
