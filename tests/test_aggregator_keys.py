"""The aggregator's keys: one folder, each purpose apart, each file under its name."""

import pickle
import stat

import pytest

from survey import aggregator_keys
from survey.aggregator_keys import Epoch, add_epoch, adopt_rowmac, create_identity
from survey.keyring import BadKeyFolder
from survey.privacy import passwords, signing
from survey.privacy.evaluation import PublishedKey, trusted
from survey.privacy.keyfile import PassphraseNeeded, WrongPassphrase
from survey.privacy.passwords import Cost
from survey.privacy.sealing import Suite, public_key
from tests.privacy.cast import MONDAY

PHRASE = "nine bells under the harbour light"
BOTH = pytest.mark.parametrize("phrase", [None, PHRASE], ids=["clear", "passphrase"])


QUICK = Cost(memory_kib=64, iterations=1, lanes=1)


def filled(folder, phrase):
    create_identity(folder, phrase, cost=QUICK)
    return {
        (purpose, epoch): add_epoch(folder, "harbour", purpose, epoch, phrase)
        for purpose in ("group", "study")
        for epoch in (1, 2)
    }


def reasons_of(folder, **asked):
    with pytest.raises(BadKeyFolder) as caught:
        aggregator_keys.load(folder, **asked)
    return caught.value.reasons


@BOTH
def test_what_was_written_is_read_back(tmp_path, phrase):
    identity = create_identity(tmp_path, phrase, cost=QUICK)
    seed = add_epoch(tmp_path, "harbour", "group", 1, phrase)
    adopt_rowmac(tmp_path, 3, b"m" * 32)

    keys = aggregator_keys.load(tmp_path, phrase, purposes=("group",))

    assert keys.identity.public_key == identity.public_key
    assert keys.seed("harbour", "group", 1) == seed
    assert keys.rowmacs[3] == b"m" * 32
    assert keys.under_passphrase is (phrase is not None)


def test_only_the_purposes_that_were_asked_for_are_loaded(tmp_path):
    seeds = filled(tmp_path, None)

    group = aggregator_keys.load(tmp_path, purposes=("group",))
    nothing = aggregator_keys.load(tmp_path)

    assert group.epochs == tuple(Epoch("harbour", "group", n) for n in (1, 2))
    assert group.seed("harbour", "group", 2) == seeds["group", 2]
    assert nothing.epochs == ()
    with pytest.raises(KeyError):
        group.seed("harbour", "study", 1)


def test_every_seed_differs(tmp_path):
    seeds = filled(tmp_path, None)

    assert len({seed.raw for seed in seeds.values()}) == 4


@BOTH
def test_the_folder_and_its_files_are_the_aggregators_alone(tmp_path, phrase):
    folder = tmp_path / "aggregator"
    filled(folder, phrase)
    adopt_rowmac(folder, 1, b"m" * 32)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o400}


def test_under_a_passphrase_no_file_holds_a_seed(tmp_path):
    seeds = filled(tmp_path, PHRASE)

    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert not any(seed.raw in content for seed in seeds.values())


def test_one_stretching_opens_the_whole_folder(tmp_path, monkeypatch):
    filled(tmp_path, PHRASE)
    stretched = []
    honest = passwords.stretch
    monkeypatch.setattr(
        passwords, "stretch", lambda *args: stretched.append(1) or honest(*args)
    )

    aggregator_keys.load(tmp_path, PHRASE, purposes=("group", "study"))

    assert len(stretched) == 1


def test_a_wrong_or_missing_passphrase_is_told_apart(tmp_path):
    filled(tmp_path, PHRASE)

    with pytest.raises(PassphraseNeeded):
        aggregator_keys.load(tmp_path)
    with pytest.raises(WrongPassphrase):
        aggregator_keys.load(tmp_path, PHRASE + "s")


def test_an_epoch_is_protected_as_the_identity_is(tmp_path):
    create_identity(tmp_path, PHRASE, cost=QUICK)

    with pytest.raises(WrongPassphrase):
        add_epoch(tmp_path, "harbour", "group", 1, "another")
    with pytest.raises(PassphraseNeeded):
        add_epoch(tmp_path, "harbour", "group", 1, None)

    assert [path.name for path in tmp_path.iterdir()] == ["identity"]


def test_no_key_is_ever_written_over(tmp_path):
    filled(tmp_path, None)
    adopt_rowmac(tmp_path, 1, b"m" * 32)

    with pytest.raises(FileExistsError):
        create_identity(tmp_path, None)
    with pytest.raises(FileExistsError):
        add_epoch(tmp_path, "harbour", "group", 1, None)
    with pytest.raises(FileExistsError):
        adopt_rowmac(tmp_path, 1, b"n" * 32)


@BOTH
@pytest.mark.parametrize("renamed", ["identity", "evaluation-harbour-group-3"])
def test_a_renamed_key_file_is_refused(tmp_path, phrase, renamed):
    filled(tmp_path, phrase)
    (tmp_path / "evaluation-harbour-group-2").rename(tmp_path / renamed)

    with pytest.raises((BadKeyFolder, WrongPassphrase)):
        aggregator_keys.load(tmp_path, phrase, purposes=("group",))


def test_everything_wrong_is_told_at_once(tmp_path):
    filled(tmp_path, None)
    adopt_rowmac(tmp_path, 1, b"short")
    (tmp_path / "evaluation-harbour-group-1").chmod(0o440)
    (tmp_path / "identity").unlink()
    (tmp_path / "identity").write_bytes(b"no key file")
    (tmp_path / "identity").chmod(0o400)

    reasons = reasons_of(tmp_path, purposes=("group",))

    assert reasons == (
        "evaluation-harbour-group-1 is open to others (mode 0440)",
        "identity is damaged or was renamed",
        "rowmac-1 is not 32 bytes long",
    )


@pytest.mark.parametrize("name", ["evaluation-harbour-group-01", "rowmac-0"])
def test_a_misnamed_key_file_is_refused_rather_than_overlooked(tmp_path, name):
    filled(tmp_path, None)
    (tmp_path / name).touch(0o400)

    assert reasons_of(tmp_path) == (f"{name} is no name of a key",)


def test_a_folder_that_others_may_enter_is_refused(tmp_path):
    filled(tmp_path, None)
    tmp_path.chmod(0o750)

    assert reasons_of(tmp_path) == ("is open to others (mode 0750)",)


def test_a_folder_without_an_identity_is_refused(tmp_path):
    tmp_path.chmod(0o700)

    assert reasons_of(tmp_path) == ("there is no identity file",)
    assert reasons_of(tmp_path / "nowhere") == ("No such file or directory",)


def test_programmes_with_awkward_names_stay_apart(tmp_path):
    create_identity(tmp_path, None)
    programmes = ("a", "a-group-1", "a-study", "a-group-1-group-1")
    seeds = {p: add_epoch(tmp_path, p, "group", 1, None) for p in programmes}

    keys = aggregator_keys.load(tmp_path, purposes=("group", "study"))

    assert len(keys.epochs) == 4
    assert all(keys.seed(p, "group", 1) == seed for p, seed in seeds.items())


@pytest.mark.parametrize(
    ("programme", "purpose", "epoch"),
    [
        ("../harbour", "group", 1),
        ("har/bour", "group", 1),
        (".harbour", "group", 1),
        ("", "group", 1),
        ("harbour\n", "group", 1),
        ("harbour", "own", 1),
        ("harbour", "group", 0),
        ("x" * 101, "group", 1),
    ],
)
def test_a_name_that_is_no_file_name_is_refused(tmp_path, programme, purpose, epoch):
    create_identity(tmp_path, None)

    with pytest.raises(ValueError, match="no key file"):
        add_epoch(tmp_path, programme, purpose, epoch, None)


@pytest.mark.parametrize("suite", list(Suite))
def test_the_web_tier_trusts_a_key_that_the_aggregator_signed(tmp_path, suite):
    identity = create_identity(tmp_path, None)
    told = {
        "programme_id": "harbour",
        "purpose": "group",
        "epoch": 1,
        "suite": suite,
        "public_key": public_key(
            add_epoch(tmp_path, "harbour", "group", 1, None), suite
        ),
        "not_before": MONDAY,
    }

    signature = aggregator_keys.sign_evaluation_key(identity, **told)

    published = PublishedKey(**told, signer=identity.public_key, signature=signature)
    assert trusted(published, signing.fingerprint(identity.public_key))


def test_the_keys_show_nothing(tmp_path):
    filled(tmp_path, None)
    keys = aggregator_keys.load(tmp_path, purposes=("group", "study"))

    assert f"{keys} {keys!r}" == "<AggregatorKeys> <AggregatorKeys>"
    with pytest.raises(TypeError):
        pickle.dumps(keys)
