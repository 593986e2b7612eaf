"""What the doctor looks at among the keys, and what that makes true on /about.

Three conditions decide whether a thief of the disk can open check-ins that were shared:
where the aggregator's keys lie, under what, and whose they are.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from survey import aggregator_keys, custody, programme
from survey.aggregator.publishing import passphrase
from survey.aggregator_keys import IDENTITY
from survey.cli.endings import PASSPHRASE
from survey.cli.findings import Finding, fail, ok, warn
from survey.cli.tools import Tools
from survey.consent import PURPOSES
from survey.keyring import BadKeyFolder, WebKeys
from survey.privacy import keyfile
from survey.privacy.keyfile import KeyFileProblem
from survey.privacy.signing import fingerprint
from survey.records.queries import tree

MILD = "/about is true: a thief of this disk opens nothing without guessing words"
HARSH = (
    "/about must say the harsher thing: a thief of this disk can open check-ins\n"
    "shared with the group or the study, while their seals exist"
)
INIT = "run `tidemark keys init`"


def web_keys(tools: Tools) -> Iterator[Finding]:
    """Read the web process's key files, their modes included."""
    try:
        held = WebKeys.load(Path(tools.settings.keys.folder))
    except BadKeyFolder as bad:
        yield fail("web keys", str(bad), INIT)
        return
    numbers = ", ".join(map(str, held.pepper_numbers))
    yield ok("web keys", f"readable by their own alone; pepper {numbers}")


def aggregator(tools: Tools) -> Iterator[Finding]:
    """Say where the keys that open shared check-ins lie, and what follows from it."""
    folder = Path(tools.settings.keys.aggregator_folder)
    try:
        identity = (folder / IDENTITY).read_bytes()
    except FileNotFoundError:
        yield ok("aggregator", f"its keys are not on this machine.\n{MILD}")
        return
    except PermissionError:
        says = "its keys belong to another user here, so this cannot be seen from here"
        yield warn("aggregator", says, "run `tidemark doctor` as that user")
        return
    yield _owner(tools, folder)
    if not keyfile.is_protected(identity):
        yield _in_the_clear(tools, folder)
    elif _passphrase_beside(folder):
        says = f"its keys are under a passphrase on the same disk.\n{HARSH}"
        yield warn("aggregator", says, "keep the passphrase on another disk, or a TPM")
    else:
        yield ok("aggregator", f"its keys are under a passphrase.\n{MILD}")


def pinned(tools: Tools) -> Iterator[Finding]:
    """Compare the fingerprint in the settings with the aggregator's."""
    ours = tools.settings.keys.aggregator_fingerprint
    if not ours:
        do = "put what `tidemark keys fingerprint` prints into the settings"
        yield fail("fingerprint", "none is pinned, so no group can open", do)
        return
    try:
        folder = Path(tools.settings.keys.aggregator_folder)
        held = aggregator_keys.load(folder, passphrase(tools.settings))
    except (BadKeyFolder, KeyFileProblem, OSError):
        yield ok("fingerprint", "pinned; the aggregator's own cannot be read here")
        return
    theirs = fingerprint(held.identity.public_key)
    if ours == theirs:
        yield ok("fingerprint", "the pinned one is the aggregator's")
    else:
        yield fail("fingerprint", f"the aggregator's is {theirs}", "find out why first")


def results_keys(tools: Tools) -> Iterator[Finding]:
    """Look whether every programme has keys that its check-ins may be sealed to."""
    service = tools.service
    plans = programme.everything(service)
    with service.store.read() as connection:
        lacking = [
            f"{plan.id} ({purpose})"
            for plan in plans
            for purpose in PURPOSES
            if not custody.evaluation_key(service, connection, plan.id, purpose)
        ]
        epochs = sum(len(tree.evaluation_keys(connection, plan.id)) for plan in plans)
    if not plans:
        do = "put one in force: `tidemark programme apply FILE`"
        yield warn("results keys", "there is no programme yet", do)
    elif lacking:
        yield fail("results keys", f"no trusted key for {', '.join(lacking)}", INIT)
    else:
        yield ok("results keys", f"trusted for every programme; published: {epochs}")


def _owner(tools: Tools, folder: Path) -> Finding:
    web = Path(tools.settings.keys.folder)
    if web.exists() and web.stat().st_uid == folder.stat().st_uid:
        says = "its keys belong to the same user as the web process's"
        return warn("aggregator", says, "run the aggregator as a user of its own")
    return ok("aggregator", "its keys belong to a user of their own")


def _in_the_clear(tools: Tools, folder: Path) -> Finding:
    file = tools.store.file
    beside = file.parent if file is not None else Path(tools.settings.keys.folder)
    if beside.exists() and beside.stat().st_dev != folder.stat().st_dev:
        says = "its keys are in the clear, on another disk than the database"
        return warn("aggregator", f"{says}: whoever takes both opens what was shared")
    says = f"its keys are in the clear on the same disk.\n{HARSH}"
    return warn("aggregator", says, f"make them under a passphrase: see {PASSPHRASE}")


def _passphrase_beside(folder: Path) -> bool:
    named = os.environ.get(PASSPHRASE)
    path = Path(named) if named else None
    if path is None or not path.exists():
        return False
    return path.stat().st_dev == folder.stat().st_dev
