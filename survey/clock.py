"""Time as an argument: nothing in Tidemark looks at a clock of its own."""

import time
from datetime import UTC, datetime
from typing import Protocol

STEP = 300
"""Seconds to which every stored end of something is rounded up (DESIGN, 5)."""
DAY = 24 * 3600
"""Seconds of a day: the step for ends that lie weeks ahead."""


class Clock(Protocol):
    """What the verbs need of time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never go backwards."""

    def sleep(self, seconds: float) -> None:
        """Wait that long."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go backwards."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait that long."""
        time.sleep(seconds)


def expiry(moment: datetime, seconds: int) -> int:
    """Return when something ends, rounded up to five minutes, or to a day if far."""
    step = DAY if seconds > DAY else STEP
    return -(-(int(moment.timestamp()) + seconds) // step) * step


def minute(moment: datetime) -> int:
    """Return a moment cut to its minute: what the staff does carries no more."""
    return int(moment.timestamp()) // 60 * 60
