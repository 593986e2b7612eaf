"""Make, sign and publish the evaluation keys that programmes lack.

Runs where the aggregator's folder is. The private half goes to that folder before the
public half goes to the database, so a run that is cut short only leaves a key that
nobody seals to yet, and the next run publishes it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection

from survey import acts, aggregator_keys, trail
from survey.clock import Clock
from survey.consent import PURPOSES
from survey.custody import SUITES
from survey.measure.rounds import Week, week_of
from survey.privacy.sealing import Suite, public_key
from survey.privacy.secret import Seed
from survey.privacy.signing import Identity, fingerprint
from survey.records.queries import trail as rows
from survey.records.queries import tree
from survey.records.store import Store
from survey.settings import Settings
from survey.trail import Event

IDENTITY, PUBLISHED = "key.identity", "key.published"


@dataclass(frozen=True, slots=True)
class Published:
    """One evaluation key that has just been published."""

    programme: str
    purpose: str
    epoch: int
    suite: str


def passphrase(settings: Settings) -> str | None:
    """Return the passphrase over the aggregator's keys, if one is set."""
    held = settings.keys.passphrase
    return None if held is None else held.get_secret_value()


def publish_missing(
    settings: Settings, store: Store, clock: Clock
) -> tuple[Published, ...]:
    """Publish a key of the suite in force for each programme and purpose without one.

    An epoch of another suite, or one that another identity signed, is followed by the
    next epoch. Each is told in the audit trail, and an identity before its first.
    """
    folder = Path(settings.keys.aggregator_folder)
    identity = aggregator_keys.load(folder, passphrase(settings)).identity
    week = week_of(clock.now(), "UTC")
    made = []
    with store.write() as connection:
        for row in tree.programmes(connection):
            for purpose in PURPOSES:
                epoch = _next_epoch(settings, connection, identity, (row.id, purpose))
                if epoch is not None:
                    place = (row.id, purpose, epoch)
                    _publish(settings, connection, identity, place, week)
                    made.append(Published(*place, settings.keys.suite))
        trail.write_all(connection, _told(connection, identity, made, clock))
    return tuple(made)


def _told(
    connection: Connection, identity: Identity, made: Sequence[Published], clock: Clock
) -> Iterator[Event]:
    """Yield what the trail is to say of new keys, and of an identity it knows not."""
    if not made:
        return
    at, ours = {"at": acts.stamp(clock)}, fingerprint(identity.public_key)
    known = [json.loads(row.content) for row in rows.of_kinds(connection, [IDENTITY])]
    if not known or known[-1]["fingerprint"] != ours:
        yield Event(IDENTITY, {**at, "fingerprint": ours})
    for key in made:
        yield Event(PUBLISHED, {**at, **asdict(key)})


def _next_epoch(
    settings: Settings,
    connection: Connection,
    identity: Identity,
    place: tuple[str, str],
) -> int | None:
    programme_id, purpose = place
    keys = tree.evaluation_keys(connection, programme_id)
    newest = next((key for key in keys if key.purpose == purpose), None)
    if newest is None:
        return 1
    right = newest.suite == _suite(settings) and newest.signer == identity.public_key
    return None if right else int(newest.epoch) + 1


def _publish(
    settings: Settings,
    connection: Connection,
    identity: Identity,
    place: tuple[str, str, int],
    week: Week,
) -> None:
    programme_id, purpose, epoch = place
    suite = _suite(settings)
    public = public_key(_seed(settings, place), suite)
    tree.add_evaluation_key(
        connection,
        programme_id=programme_id,
        purpose=purpose,
        epoch=epoch,
        suite=suite.value,
        public_key=public,
        not_before=week,
        signer=identity.public_key,
        signature=aggregator_keys.sign_evaluation_key(
            identity,
            programme_id,
            purpose,
            epoch,
            suite=suite.value,
            public_key=public,
            not_before=week,
        ),
    )


def _seed(settings: Settings, place: tuple[str, str, int]) -> Seed:
    """Draw the private half, or take up the one that was drawn and not published."""
    folder, words = Path(settings.keys.aggregator_folder), passphrase(settings)
    try:
        return aggregator_keys.add_epoch(folder, *place, words)
    except FileExistsError:
        held = aggregator_keys.load(folder, words, purposes=(place[1],))
        return held.seed(*place)


def _suite(settings: Settings) -> Suite:
    return SUITES[settings.keys.suite]
