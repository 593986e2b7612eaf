"""What the doctor found: fine, worth a look, or broken; and what to do."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    state: Literal["ok", "warn", "fail"]
    says: str
    do: str = ""


def ok(check: str, says: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(check, "ok", says)


def warn(check: str, says: str, do: str = "") -> Finding:
    """Return that something should be looked at."""
    return Finding(check, "warn", says, do)


def fail(check: str, says: str, do: str = "") -> Finding:
    """Return that something is broken."""
    return Finding(check, "fail", says, do)
