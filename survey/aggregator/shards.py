"""Work through shards here, or in other processes; the order stays."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

AHEAD = 4
"""Shards handed to other processes before the first of them is waited for."""

Shard = TypeVar("Shard")
Done = TypeVar("Done")


def mapped(
    executor: Executor | None, work: Callable[[Shard], Done], shards: Iterator[Shard]
) -> Iterator[Done]:
    """Yield what becomes of each shard."""
    if executor is None:
        yield from map(work, shards)
        return
    waiting: deque[Future[Done]] = deque()
    for shard in shards:
        waiting.append(executor.submit(work, shard))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
