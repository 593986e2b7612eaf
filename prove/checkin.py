"""The whole line of a check-in, in full: `./dev prove checkin`."""

import sys

from prove import databases, deployment, killing, stealing
from prove.table import Row, show

KILLS = 20
SENDS = 200


def killed() -> list[Row]:
    """Kill the server twenty times under two hundred check-ins."""
    with databases.folder() as folder:
        made = deployment.make(folder)
        crowd = killing.people(made, 20)
        tolls = [killing.once(made, crowd, SENDS, at) for at in killing.spread(KILLS)]
        made.service.store.engine.dispose()
    sent = sum(toll.sent for toll in tolls)
    answered = sum(toll.answered for toll in tolls)
    lost = sum(toll.lost for toll in tolls)
    doubled = sum(toll.doubled for toll in tolls)
    after = sum(toll.after_retry for toll in tolls)
    claim = f"{KILLS} kills under {SENDS} check-ins each"
    return [
        Row(f"{claim}: lost of those saved", f"0 of {answered}", str(lost), not lost),
        Row(f"{claim}: doubled", "0", str(doubled), not doubled),
        Row(f"{claim}: there once in the end", str(sent), str(after), after == sent),
    ]


if __name__ == "__main__":
    sys.exit(show("A check-in, in full", [stealing.stolen, killed]))
