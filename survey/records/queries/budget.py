"""The budget of figures with noise: spent in one statement, and never beyond one."""

from sqlalchemy import Connection, select, update

from survey.records.queries.put import put_new
from survey.records.tables import PrivacyBudget

WHOLE = 1000
"""Thousandths of epsilon that a programme has for a quarter. Source: rule D16."""


def spend(
    connection: Connection, programme_id: str, quarter: int, thousandths: int
) -> bool:
    """Take from a quarter's budget; return False if too little is left."""
    key = {"programme_id": programme_id, "quarter": quarter}
    put_new(connection, PrivacyBudget, key, {"spent": 0})
    taken = connection.execute(
        update(PrivacyBudget)
        .filter_by(**key)
        .where(PrivacyBudget.spent + thousandths <= WHOLE)
        .values(spent=PrivacyBudget.spent + thousandths)
    )
    return taken.rowcount == 1


def left(connection: Connection, programme_id: str, quarter: int) -> int:
    """Return what is left of a quarter's budget, in thousandths of epsilon."""
    spent = connection.execute(
        select(PrivacyBudget.spent).filter_by(
            programme_id=programme_id, quarter=quarter
        )
    ).scalar_one_or_none()
    return WHOLE - (spent or 0)
