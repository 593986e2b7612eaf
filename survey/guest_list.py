"""A list of people to invite, as a spreadsheet writes it: name, role, place.

The whole list is read or nothing of it, and what is wrong names its row.
"""

import csv
from io import StringIO

from survey.invitations import BadRow, Wanted
from survey.staff import Role

HEADER = ["name", "role", "place"]
MOST = 100
"""Rows of a list."""


class NotARow(Exception):
    """A row is not a name, one of the roles, and a place."""


def read(text: str) -> tuple[Wanted, ...]:
    """Read a list, with or without its header; raise BadRow, counted from the first."""
    try:
        rows = [list(map(str.strip, row)) for row in csv.reader(StringIO(text))]
    except csv.Error:
        raise BadRow(1, NotARow()) from None
    found = []
    for number, row in enumerate(rows, start=1):
        if not any(row) or (number == 1 and [c.lower() for c in row] == HEADER):
            continue
        try:
            name, role, place = row
            found.append(Wanted(name, Role(role.lower()), place, number))
        except ValueError:
            raise BadRow(number, NotARow()) from None
        if len(found) > MOST:
            raise BadRow(number, NotARow())
    return tuple(found)
