"""What the rows that let the staff in are bound to, frozen like all of `binding`."""

from survey.privacy.binding import Context, context


def grant(
    grant_id: bytes,
    staff_id: bytes,
    role: str,
    programme_id: str,
    site_id: str | None,
    group_id: bytes | None,
) -> Context:
    """Bind what somebody may do to who they are and to where."""
    place = (programme_id, site_id, group_id)
    return context("row-staff-grant", grant_id, staff_id, role, *place)


def session(session_id: bytes, staff_id: bytes, end: int, proved: int) -> Context:
    """Bind a browser to whose it is, its latest end and when a way in was shown."""
    return context("row-staff-session", session_id, staff_id, end, proved)


def link(link_id: bytes, staff_id: bytes, expires: int) -> Context:
    """Bind a way in that works once to whom it lets in, and until when."""
    return context("row-staff-link", link_id, staff_id, expires)


def invitation(
    invitation_id: bytes,
    staff_id: bytes,
    name: str,
    role: str | None,
    programme_id: str | None,
    site_id: str | None,
    group_id: bytes | None,
    *,
    made_by: bytes | None,
    expires: int,
) -> Context:
    """Bind an invitation to whom it is for, what it offers, and who made it."""
    place = (programme_id, site_id, group_id)
    whom = (staff_id, name, role, *place, made_by)
    return context("row-invitation", invitation_id, *whom, expires)
