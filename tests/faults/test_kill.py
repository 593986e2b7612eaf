"""Killed in the middle of a crowd, the server forgets nothing it called saved."""

from prove import databases, deployment, killing


def test_what_was_saved_before_a_kill_is_there_once() -> None:
    with databases.folder() as folder:
        made = deployment.make(folder)
        crowd = killing.people(made, 8)
        tolls = [killing.once(made, crowd, 40, after) for after in (1, 20)]
        made.service.store.engine.dispose()

    assert [toll.lost for toll in tolls] == [0, 0]
    assert [toll.doubled for toll in tolls] == [0, 0]
    assert [toll.after_retry for toll in tolls] == [40, 40]
    assert all(0 < toll.answered < toll.sent for toll in tolls)
