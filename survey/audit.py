"""The audit trail as people read it: who did what, as far as it is theirs to know.

Who runs the host reads all of it. An organiser reads what was done at their sites and
to their programme as a whole, an evaluator only the latter. What was released stays on
the pages of results: here it is told that it was, and never what anybody answered.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection

from survey import chain, programme
from survey.acts import COMMAND_LINE
from survey.chain import Chain
from survey.records.queries import trail, tree
from survey.records.rows import AnyRow
from survey.service import Service
from survey.staff import Role, Staff
from survey.trail import SIGNED

PAGE = 50
"""Events on one page."""

Family = Literal["groups", "staff", "results", "programmes", "keys", "exports"]
FAMILIES: Mapping[Family, tuple[str, ...]] = {
    "groups": ("group", "meeting"),
    "staff": ("staff",),
    "results": ("release", "placement", "round", "seals", "response"),
    "programmes": ("programme", "plan", "instrument"),
    "keys": ("key",),
    "exports": ("export",),
}
"""What can be picked out, by how the kinds of its events begin."""

TOLD = frozenset(
    "role heads week what purpose epoch fingerprint round span number domain "
    "instrument version tier recipient".split()
)
"""What of an event is told as it stands there; names are looked up, the rest is not."""

Doer = Literal["staff", "host", "service"]


@dataclass(frozen=True, slots=True)
class Told:
    """One event; `what` has names of programmes, sites, groups and people."""

    number: int
    kind: str
    at: datetime | None
    doer: Doer
    name: str
    what: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, newest first, and the number before which older ones lie."""

    events: tuple[Told, ...]
    older: int | None


def read(
    service: Service,
    who: Staff,
    family: Family | None = None,
    before: int | None = None,
) -> Page:
    """Return what somebody may know of what was done before an event, or lately."""
    found: list[Told] = []
    families = FAMILIES[family] if family else ()
    with service.store.read() as connection:
        names = _Names(service, connection, who)
        with closing(trail.newest(connection, before, families)) as rows:
            for row in rows:
                found += names.told(row)
                if len(found) > PAGE:
                    break
    page = tuple(found[:PAGE])
    return Page(page, older=page[-1].number if len(found) > PAGE else None)


def wholeness(service: Service) -> Chain:
    """Return whether the trail is whole, as far as that shows without the folder."""
    pinned = service.settings.keys.aggregator_fingerprint
    with service.store.read() as connection:
        return chain.follow(connection, pinned)


@dataclass(frozen=True, slots=True)
class _Where:
    """Where something was done; `site` is None for what is of a whole programme."""

    programme: str
    site: str | None = None
    group: str | None = None


class _Names:
    """Whose names stand for the ids of the trail, and what of it somebody may know."""

    def __init__(self, service: Service, connection: Connection, who: Staff) -> None:
        plans = programme.everything(service)
        self.programmes = {plan.id: plan.name for plan in plans}
        self.sites = {(plan.id, s.id): s.name for plan in plans for s in plan.sites}
        groups = [g for plan in plans for g in tree.groups(connection, plan.id)]
        self.by_id = {g.id.hex(): g for g in groups}
        self.by_alias = {(g.programme_id, g.alias): g for g in groups}
        self.staff = {row.id.hex(): row.name for row in trail.staff_names(connection)}
        self.titles = {
            f"{instrument.id}.{domain.id}": domain.title
            for instrument in service.instruments
            for domain in instrument.domains
        }
        self.who = who

    def told(self, row: AnyRow) -> Iterator[Told]:
        """Yield an event in names, if it is for who asks."""
        content = json.loads(row.content)
        where = self._where(content)
        if not self._may_know(row.kind, where):
            return
        by = content.get("by")
        doer: Doer = "service" if by is None else "staff"
        yield Told(
            number=row.number,
            kind=row.kind,
            at=_moment(content.get("at")),
            doer="host" if by == COMMAND_LINE else doer,
            name=self.staff.get(by, ""),
            what=self._what(content, where),
        )

    def _what(self, content: Mapping[str, Any], where: _Where | None) -> dict[str, Any]:
        told = {key: value for key, value in content.items() if key in TOLD}
        if "domain" in told:
            told["domain"] = self.titles.get(told["domain"], "")
        told["staff"] = self.staff.get(content.get("staff", ""), "")
        if where is not None:
            site = (where.programme, where.site or "")
            told["programme"] = self.programmes.get(where.programme, where.programme)
            told["site"] = self.sites.get(site, where.site or "")
            told["group"] = where.group or ""
        return told

    def _may_know(self, kind: str, where: _Where | None) -> bool:
        grants = self.who.grants
        if kind == SIGNED or any(grant.role is Role.OPERATOR for grant in grants):
            return True
        if where is None:
            return False
        return any(
            grant.programme_id == where.programme
            and (
                where.site is None
                or (grant.role is Role.ORGANISER and grant.site_id == where.site)
            )
            for grant in grants
            if grant.role in (Role.ORGANISER, Role.EVALUATOR)
        )

    def _where(self, content: Mapping[str, Any]) -> _Where | None:
        programme_id = content.get("programme") or content.get("programme_id")
        place, within = content.get("place", ""), content.get("place_id")
        if programme_id is None:
            return self._given(content)
        if place in ("site", "pool"):
            return _Where(programme_id, within)
        group_id = within if place == "group" else content.get("group_id")
        if group_id is not None:
            group = self.by_id.get(group_id)
            return _Where(programme_id, group.site_id, group.alias) if group else None
        if "group" in content:
            return self._of_group(programme_id, content["group"])
        return _Where(programme_id, content.get("site"))

    def _given(self, content: Mapping[str, Any]) -> _Where | None:
        """Return where staff were given a role: PLACES of `links`; None for nowhere.

        A group may be called as a site is, so the role says what a place names.
        """
        programme_id, *within = content.get("place", "").split("/")
        if not programme_id:
            return None
        if content.get("role") == Role.FACILITATOR and len(within) == 1:
            return self._of_group(programme_id, within[0])
        return _Where(programme_id, within[0] if within else None)

    def _of_group(self, programme_id: str, alias: str) -> _Where | None:
        group = self.by_alias.get((programme_id, alias))
        return _Where(programme_id, group.site_id, alias) if group else None


def _moment(at: str | int | None) -> datetime | None:
    match at:
        case str():
            return datetime.fromisoformat(at)
        case int():
            return datetime.fromtimestamp(at, UTC)
    return None
