"""From members to the shapes of the API."""

from __future__ import annotations

from amendments.belonging.people import Role
from app.storage.belonging.membership import Member
from app.web.api import schemas


def member_out(one: Member, before: str | None = None) -> schemas.MemberOut:
    """Someone in a charter; `before` is how they were called until lately."""
    return schemas.MemberOut(
        member=one.handle,
        name=one.name,
        role="steward" if one.role is Role.STEWARD else "member",
        joined_at=one.joined_at,
        term_ends_at=one.term_ends_at,
        before=before,
    )
