"""The whole line of a check-in, in full: `./dev prove checkin`."""

import sys

from prove import databases, deployment, killing, stealing, suite
from prove.table import Row, show

KILLS = 20
SENDS = 200


def killed() -> list[Row]:
    """Kill the server twenty times under two hundred check-ins, on both databases."""
    return [row for kind in databases.KINDS for row in _killed(kind)]


def _killed(kind: str) -> list[Row]:
    with databases.folder() as folder, databases.database(kind, folder) as url:
        made = deployment.make(folder, url)
        crowd = killing.people(made, 20)
        tolls = [
            killing.once(made, crowd, SENDS, at) for at in killing.spread(KILLS, SENDS)
        ]
        made.service.store.engine.dispose()
    sent = sum(toll.sent for toll in tolls)
    answered = sum(toll.answered for toll in tolls)
    lost = sum(toll.lost for toll in tolls)
    doubled = sum(toll.doubled for toll in tolls)
    after = sum(toll.after_retry for toll in tolls)
    claim = f"{kind}: {KILLS} kills under {SENDS} check-ins each"
    return [
        Row(f"{claim}: lost of those saved", f"0 of {answered}", str(lost), not lost),
        Row(f"{claim}: doubled", "0", str(doubled), not doubled),
        Row(f"{claim}: there once in the end", str(sent), str(after), after == sent),
    ]


def walked() -> list[Row]:
    """Walk the journeys in a real browser."""
    visit = "tests/journeys/test_first_visit.py"
    return [
        suite.tests("first visit, words, trend; with and without script", visit),
        suite.tests(
            "axe, reflow, console, other hosts: every page in four modes",
            "tests/journeys/test_every_page.py",
        ),
        suite.tests("the look at 320 by 568", "tests/journeys/test_look.py"),
        suite.tests("Back shows nothing", "tests/journeys/test_going_back.py"),
    ]


def scored() -> list[Row]:
    """Score real answers through import, sealing, opening; the file is the oracle."""
    return [
        suite.tests(
            "SOCRATES 1460 of 1460 per subscale, on both databases",
            "tests/test_help_study.py",
        )
    ]


def promised() -> list[Row]:
    """Hold each row of who can read what, and what moves or is tampered with."""
    return [
        suite.tests("who can read what, row by row", "tests/promises"),
        suite.tests("nothing opens in another place", "tests/test_moving.py"),
        suite.tests("golden blobs and published vectors", "tests/privacy"),
    ]


if __name__ == "__main__":
    proofs = [promised, scored, stealing.stolen, walked, killed]
    sys.exit(show("A check-in, in full", proofs))
