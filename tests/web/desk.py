"""How people who run groups come to their pages."""

import json
from base64 import urlsafe_b64encode

from flask import Flask
from sqlalchemy import select

from survey import links, staff
from survey.groups import OpenGroup
from survey.person import Token
from survey.records.queries import staff as rows
from survey.records.tables import AuditEvent
from survey.service import Service
from survey.staff import Role
from tests.web.phone import Phone
from tests.web.walk import Walk


def link_for(
    service: Service, role: Role, place: str, name: str | None = None
) -> bytes:
    """Make a link for somebody."""
    return links.make(service, role, place, name).token


def address(link: bytes) -> str:
    """Return where a link leads."""
    return f"/staff/sign-in?link={urlsafe_b64encode(link).decode().rstrip('=')}"


def let_in(service: Service, role: Role, place: str, name: str | None = None) -> Token:
    """Let somebody in who has just shown a way in; return their cookie."""
    token = links.enter(service, link_for(service, role, place, name))
    who = staff.resume(service, token)
    assert who is not None
    with service.store.write() as connection:
        staff.freshen(service, connection, who)
    return token


def visit(
    service: Service, role: Role, place: str, name: str | None = None
) -> staff.Staff:
    """Let somebody in, and give them without their desk."""
    who = staff.resume(service, let_in(service, role, place, name))
    assert who is not None
    return who


def desk(
    app: Flask, service: Service, role: Role, place: str, name: str | None = None
) -> Walk:
    """Let somebody in, and give them at their desk."""
    return Walk(Phone(app).work(let_in(service, role, place, name)))


def at_work(app: Flask, service: Service, role: Role, group: OpenGroup) -> Phone:
    """Let somebody in who facilitates a group, or organises its site."""
    within = group.site_id if role is Role.ORGANISER else group.alias
    return desk(app, service, role, f"{group.programme_id}/{within}").phone


def acts(service: Service) -> list[tuple[str, str]]:
    """Return what was done to groups and by whom, as the audit trail has it."""
    with service.store.read() as connection:
        told = connection.execute(
            select(AuditEvent.kind, AuditEvent.content).order_by(AuditEvent.number)
        ).all()
    return [
        (row.kind, json.loads(row.content)["by"])
        for row in told
        if row.kind.startswith("group.")
    ]


def id_of(service: Service, name: str) -> str:
    """Return who somebody is in the audit trail."""
    with service.store.read() as connection:
        row = rows.named(connection, name)
    assert row is not None
    return str(row.id.hex())
