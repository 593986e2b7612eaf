"""Publish the evaluation keys that programmes lack, or say who must."""

from pathlib import Path

from survey import aggregator_keys
from survey.aggregator.publishing import Published, publish_missing
from survey.cli.endings import PASSPHRASE
from survey.cli.talk import say
from survey.cli.tools import Tools
from survey.clock import SystemClock
from survey.keyring import BadKeyFolder
from survey.privacy.keyfile import PassphraseNeeded

LATER = "and run `tidemark keys init`: until then no group of a new programme can open."


def publish_if_at_hand(tools: Tools) -> tuple[Published, ...]:
    """Publish missing keys if this machine has the aggregator's; else say who must."""
    folder = Path(tools.settings.keys.aggregator_folder)
    try:
        if not (folder / aggregator_keys.IDENTITY).exists():
            raise FileNotFoundError
        made = publish_missing(tools.settings, tools.store, SystemClock())
    except PassphraseNeeded:
        say(f"The aggregator's keys are under a passphrase, so name {PASSPHRASE}")
        say(LATER)
    except (BadKeyFolder, FileNotFoundError, PermissionError):
        say("The aggregator's keys are not at hand here, so go to its host")
        say(LATER)
    else:
        for key in made:
            say(f"Published: {key.programme}, {key.purpose}, epoch {key.epoch}.")
        return made
    return ()
