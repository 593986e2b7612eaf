"""ACRO, which research data centres in the UK ask, in an environment of its own.

It looks at a table and at the people behind each cell: are there ten of them, do two of
them make up most of it?
"""

import json
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prove.programs import environment

ACRO = ("acro==1.0.2", "pandas<=2.3.3")

SCRIPT = """
import json, logging, sys
logging.disable(logging.CRITICAL)
import pandas
from acro import ACRO

acro = ACRO()

def judged(figure, cells):
    people = [(n, *one) for n, cell in enumerate(cells) for one in cell]
    table = pandas.DataFrame(people, columns=["cell", "part", "value"])
    asked = {"values": table["value"], "aggfunc": figure} if figure else {}
    acro.crosstab(table["cell"], table["part"], **asked)
    record = acro.results.get_index(-1)
    checks = [set() for _ in cells]
    for check, places in record.sdc["cells"].items():
        # one check leaves numbers here and no marks, and says itself that all is well
        if record.fair["check_status"][check] != "pass":
            for row, _ in places:
                checks[row].add(check)
    return {"status": record.status, "checks": [sorted(each) for each in checks]}

tables = json.load(sys.stdin)
found = {name: judged(*table) for name, table in tables.items()}
acro.enable_rounding()
found |= {
    f"{name} rounded": judged(*table)
    for name, table in tables.items() if name.endswith("shares")
}
print(json.dumps(found))
"""

Cell = list[tuple[str, float]]
"""The people behind a figure: in which part of it each is, and their value."""

Table = tuple[str, list[Cell]]
"""What is worked out of each cell, nothing for how many there are; and the cells."""


@dataclass(frozen=True, slots=True)
class Said:
    """What ACRO says of a table: of all of it, and which checks each cell fails."""

    status: str
    checks: Sequence[Sequence[str]]

    def of(self, chosen: Iterable[bool]) -> "Said":
        """Return what is said of some of the cells."""
        pairs = zip(self.checks, chosen, strict=True)
        return Said(self.status, [checks for checks, wanted in pairs if wanted])

    @property
    def refused(self) -> int:
        return sum(map(bool, self.checks))

    def __str__(self) -> str:
        why = Counter(check for checks in self.checks for check in checks)
        told = ", ".join(f"{check} {count}" for check, count in sorted(why.items()))
        passed = len(self.checks) - self.refused
        return f"{passed} pass, {self.refused} refused" + (f" ({told})" if why else "")


def asked(tables: Mapping[str, Table]) -> dict[str, Said]:
    """Ask ACRO about each table; CalledProcessError if it cannot be installed."""
    with environment(*ACRO) as python:
        done = subprocess.run(
            [python, "-W", "ignore", "-c", SCRIPT],
            input=json.dumps(tables),
            check=False,
            capture_output=True,
            text=True,
        )
    if done.returncode:
        raise RuntimeError(f"ACRO: {done.stderr[-400:]}")
    found = json.loads(done.stdout.splitlines()[-1])
    return {name: Said(**said) for name, said in found.items()}
