"""Randomness as an argument, so that tests can say what was drawn."""

import secrets
from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Chance(Protocol):
    """What the verbs need of randomness."""

    def draw(self, size: int) -> bytes:
        """Return that many unpredictable bytes."""

    def choose(self, options: Sequence[T]) -> T:
        """Return one of the options, each as likely as any other."""


class SystemChance:
    """The operating system's randomness."""

    def draw(self, size: int) -> bytes:
        """Return that many unpredictable bytes."""
        return secrets.token_bytes(size)

    def choose(self, options: Sequence[T]) -> T:
        """Return one of the options, each as likely as any other."""
        return secrets.choice(options)
