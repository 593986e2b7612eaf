"""The browser of somebody who runs groups."""

from base64 import urlsafe_b64encode

from flask import Flask

from survey import staff
from survey.groups import OpenGroup
from survey.records.queries import staff as rows
from survey.service import Service
from survey.staff import Role
from tests.web.phone import Phone


def at_work(app: Flask, service: Service, role: Role, group: OpenGroup) -> Phone:
    """Let somebody in who facilitates a group, or organises its site."""
    with service.store.write() as connection:
        staff_id = service.chance.draw(16)
        rows.add(connection, id=staff_id, name=f"{role} of it", state="active")
        rows.add_grant(
            connection,
            id=service.chance.draw(16),
            staff_id=staff_id,
            role=role,
            programme_id=group.programme_id,
            site_id=group.site_id if role is Role.ORGANISER else None,
            group_id=group.id if role is Role.FACILITATOR else None,
        )
        token = staff.open_session(service, connection, staff_id)
    phone = Phone(app)
    written = urlsafe_b64encode(token).decode().rstrip("=")
    phone.client.set_cookie("__Host-s", written)
    return phone
