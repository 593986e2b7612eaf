"""Instruments, in full: `./dev prove instruments`."""

import sys
from random import Random

from prove import fhirpath, forms, slips, suite
from prove.table import Row, show

RESPONSES = 50
FEWEST_FORMS = 8


def judged() -> list[Row]:
    """Score random responses to real forms, and let the forms' own words judge."""
    rows = []
    with fhirpath.installed() as folder:
        for name in forms.FORMS:
            drawn = forms.drawn(name, RESPONSES, Random(name))
            wanted = fhirpath.totals(
                folder, forms.document(name), [one.response for one in drawn]
            )
            same = sum(
                one.total == total for one, total in zip(drawn, wanted, strict=True)
            )
            claim = f"{name}: our total is that of the file's own expression"
            found = f"{same} of {RESPONSES}"
            rows.append(Row(claim, f"{RESPONSES} of {RESPONSES}", found, same == 50))
    many = len(rows)
    rows.append(Row("forms judged", f"{FEWEST_FORMS} or more", str(many), many >= 8))
    return rows


def read_in() -> list[Row]:
    """Read every real file, and every trap that was seen in one."""
    return [
        suite.tests(
            "every real file ends as docs/instruments.md says; stated totals agree",
            "tests/interop/test_real_files.py",
        ),
        suite.tests(
            "every trap is read right or refused with place and cure",
            *(f"tests/interop/test_{name}.py" for name in
              "rules fhir redcap xlsform comparing declaring plain".split()),
        ),
        suite.tests(
            "words come in, are asked, scored, kept; both databases",
            "tests/test_wordings.py",
            "tests/cli/test_wordings.py",
        ),
    ]  # fmt: skip


def given_out() -> list[Row]:
    """Write instruments and responses, let fhir.resources judge, read them back."""
    return [
        suite.tests(
            "FHIR validates; FHIR and REDCap come back as the same instrument",
            "tests/interop/test_exports.py",
        )
    ]


def scored() -> list[Row]:
    """Hold keys to what was published and to real answers."""
    return [
        suite.tests(
            "golden tables, every slip in a key noticed, real answers", "tests/golden"
        ),
        suite.tests(
            "SOCRATES 1460 of 1460 per subscale, on both databases",
            "tests/test_help_study.py",
        ),
    ]


if __name__ == "__main__":
    proofs = [judged, read_in, given_out, scored, slips.noticed]
    sys.exit(show("Instruments, in full", proofs))
