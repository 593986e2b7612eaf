"""What somebody may invite others to: the choices of a page, as places are written."""

from dataclasses import dataclass

from survey.links import NEW_GROUP
from survey.records.queries import tree
from survey.service import Service
from survey.staff import Role, Staff


@dataclass(frozen=True, slots=True)
class Offer:
    """A role and its place, as an invitation is written."""

    role: Role
    place: str
    opens: bool = False
    """Whether it lets somebody open one new group at a site."""


def offers(service: Service, who: Staff) -> tuple[Offer, ...]:
    """Return what somebody may invite others to, nothing twice."""
    found: dict[Offer, None] = {}
    with service.store.read() as connection:
        for grant in who.grants:
            programme_id = grant.programme_id
            everywhere = grant.role is Role.OPERATOR
            if not everywhere and grant.role is not Role.ORGANISER:
                continue
            for site_id in sorted(tree.sites(connection, programme_id)):
                if not everywhere and site_id != grant.site_id:
                    continue
                place = f"{programme_id}/{site_id}"
                found[Offer(Role.FACILITATOR, f"{place}/{NEW_GROUP}", True)] = None
                for group in tree.groups(connection, programme_id):
                    if group.site_id == site_id and group.state == "open":
                        within = f"{programme_id}/{group.alias}"
                        found[Offer(Role.FACILITATOR, within)] = None
                if everywhere:
                    found[Offer(Role.ORGANISER, place)] = None
            if everywhere:
                for role in (Role.EVALUATOR, Role.OPERATOR):
                    found[Offer(role, programme_id)] = None
    return tuple(found)
