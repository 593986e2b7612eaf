"""Keys are made once, published under one signature, and never printed."""

import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest

from survey import consent, custody
from survey.privacy.evaluation import trusted
from survey.records.queries import tree
from survey.service import Service

WEB, AGGREGATOR = Path("instance/web/keys"), Path("instance/aggregator")


def files():
    return {p: p.read_bytes() for d in (WEB, AGGREGATOR) for p in sorted(d.iterdir())}


def published(behind: Service):
    with behind.store.read() as connection:
        return [
            (row.purpose, row.epoch, row.suite, row.public_key)
            for row in tree.evaluation_keys(connection, "harbour")
        ]


def forget_published():
    file = "instance/web/tidemark.sqlite"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM evaluation_key")


def test_init_works_before_there_is_a_database_and_a_second_run_changes_nothing(
    tidemark,
):
    first = tidemark("keys", "init")
    made = files()
    again = tidemark("keys", "init", "--json")

    assert first.code == again.code == 0
    assert "keys for programmes follow" in first.err
    assert first.out.strip() == again.json["fingerprint"]
    assert again.json["files"] == again.json["published"] == []
    assert files() == made
    assert tidemark("keys", "fingerprint").out == first.out


def test_on_two_hosts_each_makes_its_own_keys_and_no_others(tidemark):
    web = tidemark("keys", "init", "--only", "web")
    assert (web.code, web.out) == (0, "")
    assert not AGGREGATOR.exists()
    WEB.rename("other-host")
    aggregator = tidemark("keys", "init", "--only", "aggregator")

    assert aggregator.out.startswith("sha256:")
    assert "bring its rowmac files" in aggregator.err
    assert not WEB.exists()
    assert [path.name for path in AGGREGATOR.iterdir()] == ["identity"]


def test_key_files_are_closed_to_others(tidemark):
    tidemark("keys", "init")

    modes = {str(path): path.stat().st_mode & 0o777 for path in files()}

    assert modes == {
        f"{WEB}/pepper-1": 0o440,
        f"{WEB}/rowmac-1": 0o440,
        f"{AGGREGATOR}/identity": 0o400,
        f"{AGGREGATOR}/rowmac-1": 0o400,
    }
    assert AGGREGATOR.stat().st_mode & 0o777 == 0o700
    assert (WEB / "rowmac-1").read_bytes() == (AGGREGATOR / "rowmac-1").read_bytes()


def test_no_key_is_ever_printed(tidemark):
    typed = tidemark("keys", "init", "--json")
    shown = typed.out + typed.err + tidemark("doctor", "--json").out

    for content in files().values():
        secret = content[:32] if len(content) == 32 else content[4:36]
        assert secret.hex() not in shown
        assert b64encode(secret).decode() not in shown


def test_a_programme_gets_trusted_keys_for_both_purposes(behind):
    with behind.store.read() as connection:
        found = [
            custody.evaluation_key(behind, connection, "harbour", purpose)
            for purpose in consent.PURPOSES
        ]

    assert [(key.purpose, key.epoch, key.suite) for key in found] == [
        ("group", 1, 1),
        ("study", 1, 1),
    ]
    pinned = behind.settings.keys.aggregator_fingerprint
    assert all(trusted(key, pinned) for key in found)


def test_a_run_cut_short_before_publishing_publishes_the_same_key(deployed, behind):
    before = published(behind)
    forget_published()

    typed = deployed("keys", "init")

    assert "Published: harbour, group, epoch 1." in typed.err
    assert published(behind) == before


def test_another_suite_begins_the_next_epoch(deployed, behind, monkeypatch):
    monkeypatch.setenv("TIDEMARK_KEYS__SUITE", "hybrid")

    typed = deployed("keys", "init", "--json")

    assert typed.json["published"] == [
        ["harbour", "group", 2, "hybrid"],
        ["harbour", "study", 2, "hybrid"],
    ]
    assert [entry[:3] for entry in published(behind)] == [
        ("group", 2, 2),
        ("study", 2, 2),
        ("group", 1, 1),
        ("study", 1, 1),
    ]
    assert deployed("keys", "init", "--json").json["published"] == []


def test_a_new_identity_begins_the_next_epoch_and_asks_to_be_pinned(deployed, behind):
    old = behind.settings.keys.aggregator_fingerprint
    AGGREGATOR.rename("lost")

    typed = deployed("keys", "init", "--json")

    assert typed.json["fingerprint"] != old
    assert {entry[1] for entry in published(behind)} == {1, 2}
    assert "Pin it" in typed.err
    assert deployed("keys", "fingerprint", "--json").json["pinned"] is False


@pytest.fixture
def passphrase(tidemark, monkeypatch, tmp_path):
    path = tmp_path / "passphrase"
    path.write_text("a long walk by the river\n")
    monkeypatch.setenv("TIDEMARK_KEYS__PASSPHRASE_FILE", str(path))
    return path


def test_the_aggregators_keys_open_only_with_their_passphrase(
    passphrase, deployed, monkeypatch
):
    fingerprint = deployed("keys", "fingerprint").out
    monkeypatch.delenv("TIDEMARK_KEYS__PASSPHRASE_FILE")

    without = deployed("keys", "fingerprint")
    passphrase.write_text("another one")
    monkeypatch.setenv("TIDEMARK_KEYS__PASSPHRASE_FILE", str(passphrase))
    wrong = deployed("keys", "fingerprint")

    assert fingerprint.startswith("sha256:")
    assert (without.code, without.out) == (1, "")
    assert "TIDEMARK_KEYS__PASSPHRASE_FILE" in without.err
    assert (wrong.code, wrong.out) == (1, "")
    assert "another one" not in wrong.err


def test_an_aggregator_under_a_passphrase_publishes_keys_under_it(
    passphrase, deployed, behind
):
    assert [entry[:2] for entry in published(behind)] == [("group", 1), ("study", 1)]
    files_ = sorted(AGGREGATOR.glob("evaluation-*"))
    assert len(files_) == 2
    assert all(path.read_bytes()[3] == 1 for path in files_)
