"""The command line: `tidemark NOUN VERB`, one module per noun.

Data goes to standard output, talk and progress to standard error. Exit codes: 0 done,
1 failed, 2 wrong usage, 3 not found, 4 refused by a privacy rule, 130 interrupted.
A secret is never a flag: other people on the machine can read those.
"""

import os
import sys
from collections.abc import Sequence

import click

from survey.cli import endings
from survey.cli.aggregate import aggregate
from survey.cli.audit import audit
from survey.cli.bench import bench
from survey.cli.db import db
from survey.cli.demo import demo
from survey.cli.doctor import doctor
from survey.cli.export import export
from survey.cli.forecast import forecast
from survey.cli.groups import group
from survey.cli.history import history
from survey.cli.instruments import instrument
from survey.cli.keys import keys
from survey.cli.programmes import programme
from survey.cli.retention import retention
from survey.cli.staff import staff
from survey.cli.talk import say
from survey.cli.tools import Tools
from survey.cli.wordings import export as export_words
from survey.cli.wordings import import_


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def tidemark() -> None:
    """Run an anonymous check-in service.

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 refused by a privacy
    rule, 130 interrupted.
    """


for noun in (
    db,
    keys,
    programme,
    group,
    instrument,
    history,
    demo,
    doctor,
    retention,
    bench,
    staff,
    aggregate,
    audit,
    export,
):
    tidemark.add_command(noun)
export.add_command(forecast)
for verb in (import_, export_words):
    instrument.add_command(verb)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    tools = Tools()
    try:
        tidemark.main(
            args=arguments, prog_name="tidemark", obj=tools, standalone_mode=False
        )
    except click.Abort as stopped:
        say("Stopped. Nothing is left half done; the same command goes on from here.")
        interrupted = isinstance(stopped.__cause__, KeyboardInterrupt)
        return endings.INTERRUPTED if interrupted else endings.FAILED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # whoever read our output has left; say nothing more into the broken pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return endings.FAILED
    except endings.EXPECTED as error:
        code, words = endings.of(error)
        say(words)
        return code
    finally:
        tools.close()
    return endings.DONE
