"""How people who run groups come to their pages."""

from base64 import urlsafe_b64encode

from flask import Flask

from survey import links
from survey.groups import OpenGroup
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


def desk(
    app: Flask, service: Service, role: Role, place: str, name: str | None = None
) -> Walk:
    """Let somebody in, and give them at their desk."""
    token = links.enter(service, link_for(service, role, place, name))
    return Walk(Phone(app).work(token))


def at_work(app: Flask, service: Service, role: Role, group: OpenGroup) -> Phone:
    """Let somebody in who facilitates a group, or organises its site."""
    within = group.site_id if role is Role.ORGANISER else group.alias
    return desk(app, service, role, f"{group.programme_id}/{within}").phone
