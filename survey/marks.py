"""Mark rows with the row key, so that whoever lacks it cannot forge or move them."""

from typing import Any

from survey.privacy import signing
from survey.privacy.binding import Context
from survey.service import Service


def mark(service: Service, bound: Context) -> dict[str, Any]:
    """Return the columns that mark a row as ours."""
    number, key = service.keys.current_rowmac()
    return {"mac_key": number, "mac": signing.mac(key, bound)}


def genuine(service: Service, bound: Context, mac_key: int, mac: bytes) -> bool:
    """Return whether a row was marked with one of our keys."""
    try:
        key = service.keys.rowmac(mac_key)
    except KeyError:
        return False
    return signing.check_mac(key, bound, mac)
