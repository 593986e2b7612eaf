"""The command line as a whole: help, exit codes, which stream says what."""

import subprocess
import sys

import click

from survey.cli import main, tidemark
from survey.cli.db import db

NOUNS = (
    "aggregate audit bench db demo doctor export group history instrument keys "
    "programme retention staff"
).split()


def test_it_starts_as_a_module_and_names_every_noun():
    done = subprocess.run(
        [sys.executable, "-m", "survey", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert sorted(tidemark.commands) == NOUNS
    assert all(f"\n  {noun} " in done.stdout for noun in NOUNS)


def test_a_wrong_word_is_a_usage_error(tidemark):
    assert tidemark("database", "upgrade").code == 2
    assert tidemark("db", "upgrade", "--loudly").code == 2
    assert tidemark("db").code == 2


def test_wrong_settings_stop_every_command_with_every_mistake(tidemark, monkeypatch):
    monkeypatch.setenv("TIDEMARK_SERVER__THREDS", "8")
    monkeypatch.setenv("TIDEMARK_KEYS__SUITE", "rot13")

    typed = tidemark("db", "check")

    assert typed.code == 1
    assert "THREADS" in typed.err
    assert "SUITE" in typed.err
    assert typed.out == ""


def test_an_interrupted_command_ends_with_130(tidemark, monkeypatch, capfd):
    @click.command()
    def wait() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(db.commands, "wait", wait)

    assert main(["db", "wait"]) == 130
    assert "Nothing is left half done" in capfd.readouterr().err


def test_no_command_takes_a_secret_as_a_flag():
    def flags(command: click.Command) -> list[str]:
        own = [name for p in command.params for name in (*p.opts, *p.secondary_opts)]
        inner = getattr(command, "commands", {}).values()
        return own + [name for each in inner for name in flags(each)]

    named = " ".join(flags(tidemark))

    assert "pass" not in named
    assert "secret" not in named
    assert "token" not in named


def test_a_database_that_does_not_answer_is_said_in_one_line(tidemark, monkeypatch):
    url = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    monkeypatch.setenv("TIDEMARK_DATABASE__URL", url)

    typed = tidemark("db", "check")

    assert typed.code == 1
    assert "The database does not answer" in typed.err
    assert "Traceback" not in typed.err
