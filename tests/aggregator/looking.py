"""Look at what the aggregator left, and spoil it as somebody with the database can."""

from sqlalchemy import select, text

from survey.records.tables import Release


def releases(service, **wanted):
    """Return release rows with these values, in the order of their keys."""
    table = Release.__table__
    query = select(table).order_by(*table.primary_key.columns)
    for name, value in wanted.items():
        query = query.where(table.c[name] == value)
    with service.store.read() as connection:
        return connection.execute(query).all()


def rows(service, table):
    with service.store.read() as connection:
        return connection.execute(select(table.__table__)).all()


def spoil(service, statement, **values):
    """Change the database past its own guards, as its owner could."""
    with service.store.write() as connection:
        if service.store.is_sqlite:
            found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for name in connection.execute(text(found)).scalars().all():
                connection.execute(text(f'DROP TRIGGER "{name}"'))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        done = connection.execute(text(statement), values)
        if not service.store.is_sqlite:
            connection.execute(text("SET session_replication_role = origin"))
    assert done.rowcount > 0
