"""What was released about a group: its own pictures, or those of its site's pool."""

from collections.abc import Sequence

from sqlalchemy import Connection, Subquery, and_, or_, select, true

from survey.measure.rounds import BLOCK_ROUNDS
from survey.records.rows import AnyRow
from survey.records.tables import Group, Placement, Release, Round, Site


def of_group(connection: Connection, group_id: bytes) -> Sequence[AnyRow]:
    """Return a group with each release that speaks of it, oldest first, in one query.

    A group without any has one row, whose release is empty.
    """
    told = _speaking_of(group_id)
    its_site = and_(Site.programme_id == Group.programme_id, Site.id == Group.site_id)
    return connection.execute(
        select(Group.alias, Site.name.label("site"), *told.c)
        .join(Site, its_site)
        .outerjoin(told, true())
        .where(Group.id == group_id)
        .order_by(told.c.last_week, told.c.domain)
    ).all()


def _speaking_of(group_id: bytes) -> Subquery:
    """Select the releases of where the group was placed in the block they end in."""
    of_the_place = and_(
        Release.programme_id == Group.programme_id,
        or_(
            and_(Release.place == "group", Release.place_id == group_id.hex()),
            and_(Release.place == "pool", Release.place_id == Group.site_id),
        ),
    )
    of_the_weeks = and_(
        Round.programme_id == Release.programme_id, Round.last_week == Release.week
    )
    of_the_block = and_(
        Placement.group_id == Group.id,
        Placement.block == (Round.number - 1) // BLOCK_ROUNDS + 1,
        (Placement.unit == "pool") == (Release.place == "pool"),
    )
    return (
        select(
            Round.first_week,
            Round.last_week,
            Release.place,
            Release.span,
            Release.domain,
            Release.page,
        )
        .select_from(Group)
        .join(Release, of_the_place)
        .join(Round, of_the_weeks)
        .join(Placement, of_the_block)
        .where(Group.id == group_id)
        .subquery()
    )
