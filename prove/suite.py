"""Claims that tests hold, run in full and counted for the table."""

import re
import subprocess
import sys

from prove.deployment import ROOT
from prove.table import Row

COUNTED = re.compile(r"(\d+) (passed|failed|skipped|error)")


def tests(claim: str, *arguments: str) -> Row:
    """Run tests and say how many held; a skipped one does not count as holding."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    lines = done.stdout.strip().splitlines()
    counts = {what: int(n) for n, what in COUNTED.findall(lines[-1] if lines else "")}
    holds = done.returncode == 0 and set(counts) == {"passed"}
    return Row(
        claim, "all pass, none skipped", lines[-1] if lines else "nothing", holds
    )
