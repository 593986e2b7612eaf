"""Marks of the rows that let the staff in: one that the web did not mark is none.

Whoever can write to the database alone can therefore make up no grant, browser, link
or invitation, and move none to another account. A genuine one that is gone can be put
back: three of the four end by themselves, a grant does not (docs/threat-model.md).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from survey.marks import genuine, mark
from survey.privacy import binding_staff as binding
from survey.privacy.binding import Context
from survey.records.rows import AnyRow
from survey.service import Service


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: the columns beside its id that its mark binds, and how."""

    bind: Callable[..., Context]
    columns: tuple[str, ...]


_WHAT = ("staff_id", "role", "programme_id", "site_id", "group_id")
GRANT = Kind(binding.grant, _WHAT)
SESSION = Kind(binding.session, ("staff_id", "end", "proved"))
LINK = Kind(binding.link, ("staff_id", "expires"))
INVITATION = Kind(binding.invitation, (*_WHAT, "name", "made_by", "expires"))


def marked(service: Service, kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a row together with its mark."""
    return values | mark(service, _bound(kind, values))


def is_ours(service: Service, kind: Kind, row: AnyRow) -> bool:
    """Return whether the web marked a row as it stands."""
    return genuine(service, _bound(kind, row._asdict()), row.mac_key, row.mac)


def ours(service: Service, kind: Kind, rows: Iterable[AnyRow]) -> list[AnyRow]:
    """Return those of some rows that the web marked as they stand."""
    return [row for row in rows if is_ours(service, kind, row)]


def _bound(kind: Kind, row: dict[str, Any]) -> Context:
    return kind.bind(row["id"], **{name: row[name] for name in kind.columns})
