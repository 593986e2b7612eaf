"""What was released about a group: its own pictures, or those of its site's pool."""

from collections.abc import Sequence

from sqlalchemy import Connection, Subquery, and_, case, select

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
        .outerjoin(told, told.c.group_id == Group.id)
        .where(Group.id == group_id)
        .order_by(told.c.last_week, told.c.domain)
    ).all()


def _speaking_of(group_id: bytes) -> Subquery:
    """Select the releases of where a group was placed in the block they end in."""
    pooled = Placement.unit == "pool"
    of_the_block = and_(
        Round.programme_id == Placement.programme_id,
        (Round.number - 1) // BLOCK_ROUNDS + 1 == Placement.block,
    )
    of_the_place = and_(
        Release.programme_id == Placement.programme_id,
        Release.place == case((pooled, "pool"), else_="group"),
        Release.place_id == case((pooled, Placement.site_id), else_=group_id.hex()),
        Release.week == Round.last_week,
    )
    return (
        select(
            Placement.group_id,
            Round.first_week,
            Round.last_week,
            Release.place,
            Release.span,
            Release.domain,
            Release.page,
        )
        .join(Round, of_the_block)
        .join(Release, of_the_place)
        .where(Placement.group_id == group_id)
        .subquery()
    )
