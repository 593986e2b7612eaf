"""Who may open a group where, and with whom they hold it.

An organiser opens groups at their sites. Somebody who was given leave for one opens
it, and holds it from then on: the leave is spent in the same moment.
"""

from dataclasses import dataclass

from survey import groups, links, staff
from survey.groups import NoSuchPlace, OpenGroup
from survey.records.queries import staff as rows
from survey.records.queries import tree
from survey.service import Service
from survey.staff import Grant, Role, Staff

TWO = 2
"""Facilitators that a group has, so that nobody holds it alone."""


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
        given = staff.grants(connection, who.id)
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


def is_held_by_two(service: Service, group: OpenGroup) -> bool:
    """Return whether a group has the second facilitator that it needs."""
    with service.store.read() as connection:
        return rows.facilitators(connection, group.id) >= TWO
