"""T15: read the answers with all that the web process can read."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

from sqlalchemy import select

from bench.attacks import crowd
from bench.attacks.attack import Try, property_holds
from bench.attacks.lived import PROGRAMME, Lived, lived
from survey import aggregator_keys, custody
from survey.privacy import binding
from survey.privacy.sealing import CannotOpen, Opener
from survey.privacy.secret import SECRET_BYTES, Seed
from survey.records.queries import checkins
from survey.records.tables import EvaluationSeal
from survey.service import Service
from tests import thief

EPOCH = 1


def of_the_web(random: Random) -> Try:
    """Try every key there is, found or derived, on every group seal."""
    with lived() as world:
        people = crowd.group(random, 5)
        world.answer(1, world.made.group, people)
        who = [one.who for one in people]
        service = world.made.service
        web = [key for key in thief.loot(service) if len(key) == SECRET_BYTES]
        naive = [*_aggregators(service), *web]
        return property_holds(
            naive=not _opened(world, who, naive), ours=not _opened(world, who, web)
        )


def _aggregators(service: Service) -> Iterable[bytes]:
    """Give what a web role holds that may read the aggregator's folder."""
    folder = Path(service.settings.keys.aggregator_folder)
    keys = aggregator_keys.load(folder, None, purposes=("group",))
    yield keys.seed(PROGRAMME, "group", EPOCH).raw


def _opened(world: Lived, who: Iterable[bytes], keys: Iterable[bytes]) -> int:
    openers = [Opener(Seed(key)) for key in keys]
    with world.made.service.store.read() as connection:
        seals = dict(
            connection.execute(
                select(EvaluationSeal.response_id, EvaluationSeal.seal)
            ).all()
        )
        rows = [row for one in who for row in checkins.responses(connection, one)]
    if not rows or any(row.id not in seals for row in rows):
        raise RuntimeError("there is nothing to steal")
    return sum(
        _opens(opener, seals[row.id], custody.place_of(row))
        for opener in openers
        for row in rows
    )


def _opens(opener: Opener, seal: bytes, place: binding.ResponsePlace) -> bool:
    try:
        opener.open(seal, binding.seal("group", place, opener.recipient(seal)))
    except (CannotOpen, ValueError):
        return False
    return True
