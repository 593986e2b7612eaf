"""Where help is needed: what a group lacks, for who can lend it a hand.

Nothing here comes from a check-in, and a lack says nothing about anybody in the group.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from survey import doorway, opening
from survey.evidence import GroupWork
from survey.groups import OpenGroup
from survey.service import Service

QUIET_WEEKS = 4
"""Weeks without a recorded meeting after which somebody may ask how it goes."""

Need = Literal[
    "held by nobody", "held by one", "paused",
    "code over", "code ends soon", "code nearly used", "no meeting",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class InNeed:
    """A group that could use a hand, and why."""

    group: OpenGroup
    needs: tuple[Need, ...]


def of(service: Service, done: Sequence[GroupWork]) -> tuple[InNeed, ...]:
    """Return the groups that lack something; a closed one lacks nothing."""
    running = [work for work in done if work.group.state == "open"]
    held_by = opening.held_by(service, [work.group for work in running])
    found = []
    for work in running:
        holders: list[Need] = ["held by nobody", "held by one"]
        needs = holders[len(held_by[work.group.id]) :][:1]
        if work.group.paused_since:
            needs.append("paused")
        else:
            needs += _of_its_code(service, work.group) + _of_its_meetings(service, work)
        if needs:
            found.append(InNeed(work.group, tuple(needs)))
    return tuple(found)


def _of_its_code(service: Service, group: OpenGroup) -> list[Need]:
    match doorway.standing(service, group):
        case "expired" | "full":
            return ["code over"]
        case "ends soon":
            return ["code ends soon"]
    return ["code nearly used"] if group.joins_left <= doorway.FEW else []


def _of_its_meetings(service: Service, work: GroupWork) -> list[Need]:
    # a week is named by its Monday, and the meeting may have been on its Sunday
    since = service.clock.now().date() - timedelta(weeks=QUIET_WEEKS + 1)
    is_young = work.opened is not None and work.opened > since
    met = any(week > since for week, _ in work.held)
    return [] if is_young or met else ["no meeting"]
