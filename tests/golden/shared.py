"""Where real data lie beside the repository; a test that misses them says so."""

import csv
import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2].parent / "shared"
SHARED = Path(os.environ.get("TIDEMARK_TEST_SHARED", BESIDE))


def rows_of(name):
    """Read a data file as one mapping per row, or skip the test."""
    path = SHARED / "data" / name
    if not path.exists():
        pytest.skip(f"{name} is not there: {path} (set TIDEMARK_TEST_SHARED)")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
