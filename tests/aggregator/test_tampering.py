"""A few of the logs that `./dev prove people` touches a thousand of."""

from prove.tampering import WAYS, counted


def test_every_touched_log_is_found_and_no_other_accused():
    found = counted(tampered=3 * len(WAYS), untouched=2)

    assert found.caught == found.tried == dict.fromkeys(WAYS, 3)
    assert found.accused == 0
