"""What changed in a programme is told from the trail, part by part."""

import pytest

from survey import programme, versions
from survey.versions import Change
from tests.conftest import ROOT

TEXT = (ROOT / "tests/programme.toml").read_text()
WEST = '\n[[site]]\nid = "west"\nname = "West hall"\n'


def found(service):
    with service.store.read() as connection:
        return versions.of_programme(connection, "harbour")


def test_what_was_put_in_force_first_has_a_digest_and_changed_nothing(service):
    (only,) = found(service)

    assert only.first
    assert only.changes == ()
    assert only.by == "command line"
    assert len(only.digest) == 64


def test_the_same_file_again_and_a_rehearsal_are_no_versions(service):
    programme.apply(service, TEXT)
    programme.apply(service, TEXT + WEST, rehearsal=True)

    assert len(found(service)) == 1


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (TEXT + WEST, [Change("site", "new", ("West hall",))]),
        (
            TEXT.replace("South hall", "Hall by the sea"),
            [Change("site", "changed", ("Hall by the sea",))],
        ),
        (
            TEXT.replace('"life"\nevery = 4', '"life"\nevery = 8'),
            [Change("schedule", "changed", ("life",))],
        ),
        (TEXT.replace('"999"', '"112"'), [Change("emergency", "changed")]),
        (
            TEXT.replace('"Gambling"', '"Betting"').replace("0800 000", "0800 001"),
            [
                Change("behaviour", "changed", ("Betting",)),
                Change("help", "changed", ("Harbour line",)),
            ],
        ),
        (
            TEXT + '[look]\nproduct_name = "Notes"\n',
            [Change("look", "changed")],
        ),
        (TEXT + "# a remark\n", []),
    ],
)
def test_what_changed_is_told_in_parts_and_names(service, text, changes):
    programme.apply(service, text)

    newest, first = found(service)
    assert list(newest.changes) == changes
    assert newest.digest != first.digest


def test_what_was_left_out_is_told_too(service):
    programme.apply(service, TEXT + WEST)
    programme.apply(service, TEXT)

    assert found(service)[0].changes == (Change("site", "gone", ("West hall",)),)
