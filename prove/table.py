"""A proof as a table: what was claimed, what was found, whether it holds."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One claim and what came of it."""

    claim: str
    wanted: str
    found: str
    holds: bool


Proof = Callable[[], list[Row]]


def show(title: str, proofs: list[Proof]) -> int:
    """Run the proofs one by one, print each row as it is known; 0 if all hold."""
    print(f"# {title}\n\n| | claim | wanted | found |\n|---|---|---|---|", flush=True)
    held = True
    for proof in proofs:
        started = time.monotonic()
        for row in proof():
            mark = "holds" if row.holds else "**FAILS**"
            print(f"| {mark} | {row.claim} | {row.wanted} | {row.found} |", flush=True)
            held = held and row.holds
        spent = time.monotonic() - started
        print(f"{proof.__name__}: {spent:.0f} s", file=sys.stderr, flush=True)
    return 0 if held else 1
