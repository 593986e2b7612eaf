"""The people who run it, in full: `./dev prove people`."""

import sys

from prove import accounts, suite, tampering, walking
from prove.table import Row, show


def reached() -> list[Row]:
    """Ask for every page of the staff in every role, for own and foreign things."""
    return [
        suite.tests(
            "every route, every role, own and foreign; a planted hole is found",
            "tests/web/test_staff_matrix.py",
        )
    ]


if __name__ == "__main__":
    proofs = [accounts.digits, accounts.ways_in, reached, tampering.logs]
    proofs += [walking.first_posters]
    sys.exit(show("The people who run it, in full", proofs))
