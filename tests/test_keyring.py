"""The web tier starts with good key files or not at all, and shows none of them."""

import os
import pickle
import stat

import pytest

from survey import keyring
from survey.keyring import BadKeyFolder, WebKeys, create


def counted():
    """Return a source of randomness that gives different bytes each time."""
    calls = iter(range(1, 100))
    return lambda size: bytes((next(calls),)) * size


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "keys"
    create(path, counted())
    return path


def write(path, content, mode=0o440):
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    path.chmod(mode)


def reasons_of(folder):
    with pytest.raises(BadKeyFolder) as caught:
        WebKeys.load(folder)
    return caught.value.reasons


def test_the_key_files_are_made_once(tmp_path):
    assert create(tmp_path / "new" / "keys") == ("pepper-1", "rowmac-1")
    before = {path.name: path.read_bytes() for path in tmp_path.rglob("*-1")}

    assert create(tmp_path / "new" / "keys") == ()
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*-1")} == before
    assert len(set(before.values())) == 2


def test_only_what_is_missing_is_made(folder):
    (folder / "rowmac-1").rename(folder / "rowmac-2")
    (folder / "pepper-1").unlink()

    assert create(folder) == ("pepper-1",)


def test_nobody_but_owner_and_group_can_read_the_files_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        create(tmp_path / "keys")
    finally:
        os.umask(before)

    modes = {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "keys").iterdir()}
    assert modes == {0o440}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o750


def test_a_key_file_is_never_written_over(folder):
    before = (folder / "pepper-1").read_bytes()

    with pytest.raises(FileExistsError):
        keyring.write_new(folder / "pepper-1", b"other", 0o440)

    assert (folder / "pepper-1").read_bytes() == before


def test_a_full_disk_leaves_no_half_key_behind(tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("survey.keyring.os.fsync", full)

    with pytest.raises(OSError, match="No space"):
        create(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_every_derived_key_differs_from_every_other(folder):
    write(folder / "pepper-2", b"\x77" * 32)
    keys = WebKeys.load(folder)

    derived = [
        *(keys.locator_key(n) for n in (1, 2)),
        *(keys.kdf_key(n) for n in (1, 2)),
        keys.session_key,
        keys.rate_key,
        keys.rowmac(1),
        *(path.read_bytes() for path in folder.glob("pepper-*")),
    ]

    assert {len(key) for key in derived} == {32}
    assert len(set(derived)) == len(derived) == 9


def test_the_newest_key_is_the_current_one(folder):
    old = WebKeys.load(folder)
    write(folder / "pepper-2", b"\x77" * 32)
    write(folder / "pepper-10", b"\x78" * 32)
    write(folder / "rowmac-2", b"\x79" * 32)

    keys = WebKeys.load(folder)

    assert keys.pepper_number == 10
    assert keys.pepper_numbers == (10, 2, 1)
    assert keys.current_rowmac() == (2, b"\x79" * 32)
    assert keys.session_key != old.session_key
    assert keys.locator_key(1) == old.locator_key(1)
    assert keys.rowmac(1) == old.rowmac(1)


@pytest.mark.parametrize("ask", ["locator_key", "kdf_key", "rowmac"])
def test_a_number_without_a_file_has_no_key(folder, ask):
    with pytest.raises(KeyError):
        getattr(WebKeys.load(folder), ask)(2)


@pytest.mark.parametrize("name", ["pepper-1", "rowmac-1"])
def test_a_missing_file_is_refused(folder, name):
    (folder / name).unlink()

    assert reasons_of(folder) == (f"there is no {name[:-2]} file",)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_file_of_another_length_is_refused(folder, length):
    write(folder / "pepper-1", b"p" * length)

    assert reasons_of(folder) == ("pepper-1 is not 32 bytes long",)


@pytest.mark.parametrize("mode", [0o444, 0o442, 0o441, 0o460, 0o644, 0o666])
def test_a_file_that_others_may_touch_is_refused(folder, mode):
    (folder / "rowmac-1").chmod(mode)

    assert reasons_of(folder) == (f"rowmac-1 is open to others (mode {mode:04o})",)


@pytest.mark.parametrize("mode", [0o400, 0o440, 0o600, 0o640])
def test_a_file_of_owner_and_group_is_accepted(folder, mode):
    (folder / "rowmac-1").chmod(mode)

    assert WebKeys.load(folder).pepper_number == 1


def test_a_folder_into_which_anybody_may_write_is_refused(folder):
    folder.chmod(0o777)

    assert reasons_of(folder) == ("anybody may write into the folder",)


@pytest.mark.parametrize("name", ["rowmac-1", "pepper-2"])
def test_two_equal_keys_are_refused(folder, name):
    write(folder / name, (folder / "pepper-1").read_bytes())

    assert reasons_of(folder) == ("two of the keys are equal",)


@pytest.mark.parametrize("name", ["pepper-02", "pepper-0", "pepper", "rowmac-x"])
def test_a_misnamed_key_file_is_refused_rather_than_overlooked(folder, name):
    write(folder / name, b"q" * 32)

    assert reasons_of(folder) == (f"{name} is no name of a key (pepper-1, rowmac-1)",)


def test_everything_wrong_is_told_at_once(folder):
    write(folder / "pepper-2", b"short", 0o444)
    (folder / "pepper-3").mkdir()
    (folder / "rowmac-1").unlink()

    reasons = reasons_of(folder)

    assert reasons == (
        "pepper-2 is open to others (mode 0444)",
        "pepper-2 is not 32 bytes long",
        "pepper-3 cannot be read (Is a directory)",
        "there is no rowmac file",
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert reasons_of(tmp_path / "nowhere") == (
        "cannot be listed (No such file or directory)",
    )


def test_neither_the_keys_nor_a_refusal_show_a_key(folder):
    write(folder / "pepper-2", b"marker!" * 5)
    with pytest.raises(BadKeyFolder) as caught:
        WebKeys.load(folder)
    (folder / "pepper-2").unlink()
    keys = WebKeys.load(folder)

    assert "marker" not in f"{caught.value!r} {caught.value}"
    assert f"{keys} {keys!r}" == "<WebKeys> <WebKeys>"
    with pytest.raises(TypeError):
        pickle.dumps(keys)
