"""Programs from outside that judge us: found, installed, or named where they lack."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotHere(Exception):
    """Name a program that is missing."""


def found(program: str, *packages: str) -> str:
    """Give the path of a program, installed on Debian as root; raise NotHere."""
    if shutil.which(program) is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"installing {' '.join(packages)}", file=sys.stderr, flush=True)
        for verb in (
            ["update"],
            ["install", "-y", "--no-install-recommends", *packages],
        ):
            subprocess.run(["apt-get", *verb], check=False, capture_output=True)
    path = shutil.which(program)
    if path is None:
        wanted = " ".join(packages)
        raise NotHere(f"missing: {program} (on Debian: sudo apt-get install {wanted})")
    return path


@contextmanager
def environment(*requirements: str) -> Iterator[Path]:
    """Give the interpreter of an environment of its own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tidemark-judges-"))
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = folder / "bin/python"
        subprocess.run(
            [python, "-m", "pip", "install", "-q", *requirements],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        yield python
    finally:
        shutil.rmtree(folder, ignore_errors=True)
