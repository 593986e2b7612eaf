"""What was released about a programme and its sites."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, and_, select

from survey.privacy.report import NAME as REPORT
from survey.records.rows import AnyRow
from survey.records.tables import Release, Round, Site


def of_programme(
    connection: Connection, programme_id: str, sites: Collection[str] | None = None
) -> Sequence[AnyRow]:
    """Return the releases of a programme with its sites, or of some sites, in order.

    Rows hold: place, place_id, name of the site, domain, span, page, first_week,
    last_week. In quarters there are means with noise, and who took part; the report
    of a quarter is not among them.
    """
    here: list[ColumnElement[bool]] = [Release.place.in_(("programme", "site"))]
    if sites is not None:
        here = [Release.place == "site", Release.place_id.in_(sites)]
    return connection.execute(
        select(*_TOLD)
        .join(
            Round,
            and_(
                Round.programme_id == Release.programme_id,
                Round.last_week == Release.week,
            ),
        )
        .outerjoin(
            Site,
            and_(
                Site.programme_id == Release.programme_id,
                Site.id == Release.place_id,
                Release.place == "site",
            ),
        )
        .where(
            Release.programme_id == programme_id,
            Release.span.in_(("round", "quarter")),
            Release.domain != REPORT,
            *here,
        )
        .order_by(Release.place, Release.place_id, Release.domain, Release.week)
    ).all()


_TOLD = (
    Release.place,
    Release.place_id,
    Site.name,
    Release.domain,
    Release.span,
    Release.page,
    Round.first_week,
    Round.last_week,
)
