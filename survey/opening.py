"""Who may open a group where, with whom they hold it, and how they hand it on.

An organiser opens groups at their sites. Somebody who was given leave for one opens
it, and holds it from then on: the leave is spent in the same moment. Whoever holds a
group may invite another to hold it, and go once somebody else does.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from survey import acts, groups, invitations, links, staff
from survey.groups import NoSuchPlace, OpenGroup
from survey.invitations import Made, Wanted
from survey.let_in import GRANT, ours
from survey.records.queries import staff as rows
from survey.records.queries import tree
from survey.service import Service
from survey.staff import Grant, Role, Staff

TWO = 2
"""Facilitators that a group has, so that nobody holds it alone."""


class HeldAlone(Exception):
    """Nobody else holds the group that somebody wants to leave."""


@dataclass(frozen=True, slots=True)
class Place:
    """A site at which somebody may open a group."""

    programme_id: str
    site_id: str
    name: str


def places(service: Service, who: Staff) -> tuple[Place, ...]:
    """Return the sites at which somebody may open a group, by programme and site."""
    with service.store.read() as connection:
        found = {
            Place(
                grant.programme_id,
                grant.site_id,
                tree.sites(connection, grant.programme_id)[grant.site_id],
            )
            for grant in who.grants
            if grant.site_id and grant.role in (Role.ORGANISER, Role.FACILITATOR)
        }
    return tuple(sorted(found, key=lambda place: (place.programme_id, place.site_id)))


def open_group(
    service: Service, who: Staff, programme_id: str, site_id: str, alias: str
) -> OpenGroup:
    """Open a group where somebody may; raise as `groups.begin` does."""
    organises = Grant(Role.ORGANISER, programme_id, site_id)
    leave = Grant(Role.FACILITATOR, programme_id, site_id)
    with service.store.write() as connection:
        given = staff.grants(service, connection, who.id)
        if organises not in given and leave not in given:
            raise NoSuchPlace
        opened = groups.begin(
            service, connection, programme_id, site_id, alias, by=who.id
        )
        if organises not in given:
            if not rows.spend_grant(
                connection,
                who.id,
                role=leave.role.value,
                programme_id=programme_id,
                site_id=site_id,
            ):
                raise NoSuchPlace
            holds = Grant(Role.FACILITATOR, programme_id, group_id=opened.id)
            links.give(service, connection, who.id, holds)
    return opened


def held_by(
    service: Service, groups: Collection[OpenGroup]
) -> Mapping[bytes, tuple[str, ...]]:
    """Return the names of who holds each of these groups, by group id."""
    found: dict[bytes, list[str]] = defaultdict(list)
    with service.store.read() as connection:
        held = rows.facilitators(connection, [group.id for group in groups])
        for row in ours(service, GRANT, held):
            found[row.group_id].append(row.name)
    return {group.id: tuple(found[group.id]) for group in groups}


def hand_on(service: Service, who: Staff, group: OpenGroup, name: str) -> Made:
    """Invite somebody to hold a group too; raise one of `invitations.CANNOT`."""
    place = f"{group.programme_id}/{group.alias}"
    return invitations.make(service, who, Wanted(name, Role.FACILITATOR, place))


def leave(service: Service, who: Staff, group: OpenGroup) -> None:
    """Give up a group that somebody else holds too, or that is closed.

    Raise NoSuchPlace or HeldAlone. The act is written first: it makes two who leave in
    the same moment queue.
    """
    what = {"programme": group.programme_id, "site": group.site_id}
    holds = {"programme_id": group.programme_id, "group_id": group.id}
    with service.store.write() as connection:
        acts.write(service, connection, "group.left", who.id, **what, group=group.alias)
        if not rows.spend_grant(connection, who.id, role=Role.FACILITATOR, **holds):
            raise NoSuchPlace
        now = groups.group_of(tree.group(connection, group.id))
        others = ours(service, GRANT, rows.facilitators(connection, [group.id]))
        if now.state == "open" and not others:
            raise HeldAlone
