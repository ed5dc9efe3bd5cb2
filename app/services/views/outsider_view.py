"""What others than members read of a discussion: only what was said to everyone, with its names."""

from __future__ import annotations

from amendments.belonging.visibility import CharterPart
from app.services.entry import CharterAccess
from app.services.views.comment_view import outline_for
from app.storage.engine.session import Reader
from app.storage.talking import comments
from app.storage.talking.comments import Summary
from app.storage.texts import charters
from app.storage.writing.amendments import StoredAmendment


def summaries_for(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> list[Summary]:
    """The stewards' summaries that are for this person, oldest first."""
    found = comments.summaries(reader, kept.id)
    if access.actor.is_member:
        return found
    return [one for one in found if access.sight.said(CharterPart.DISCUSSION, one.member, one.at)]


def speakers(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> dict[int, str]:
    """The names that stand with what others may read about an amendment; none for members."""
    if access.actor.is_member or not access.sight.is_open(CharterPart.DISCUSSION):
        return {}
    spoke = {one.member for one in outline_for(reader, access, kept)}
    return _names(
        reader, access, spoke | {one.member for one in summaries_for(reader, access, kept)}
    )


def authors_for(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> dict[int, str]:
    """The names of the authors whom others may know; none for members, who know all."""
    if access.actor.is_member or not access.sight.is_open(CharterPart.DISCUSSION):
        return {}
    said_at = kept.value.submitted_at or kept.created_at
    sight = access.sight
    known = {one for one in kept.value.writers if sight.said(CharterPart.DISCUSSION, one, said_at)}
    return _names(reader, access, known)


def _names(reader: Reader, access: CharterAccess, members: set[int]) -> dict[int, str]:
    if not members:
        return {}
    known = charters.directory(reader, access.charter.id)
    known.know(members)
    return {one: known[one].name for one in members if one in known}
