"""Who writes an amendment, and who was asked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import col, select

from app.storage.database import Reader, Writer
from app.storage.tables import AmendmentRow, AuthorInvitationRow, AuthorRow


def authors_of(reader: Reader, amendment_ids: Iterable[int]) -> dict[int, list[int]]:
    """The authors of each of some amendments, by the amendment's id."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = reader.session.exec(
        select(AuthorRow.amendment_id, AuthorRow.member_id).where(
            col(AuthorRow.amendment_id).in_(list(amendment_ids))
        )
    )
    for amendment_id, member_id in rows:
        found[amendment_id].append(member_id)
    return found


def invited(reader: Reader, amendment_id: int) -> list[int]:
    """The members who were asked to write an amendment too and have not said yes yet."""
    wanted = select(AuthorInvitationRow).where(AuthorInvitationRow.amendment_id == amendment_id)
    return [
        row.member_id for row in reader.session.exec(wanted.order_by(col(AuthorInvitationRow.at)))
    ]


def invitations_of(reader: Reader, charter_id: int, member: int) -> set[int]:
    """The numbers of the amendments that a member was asked to write too."""
    wanted = (
        select(AmendmentRow.number)
        .join(AuthorInvitationRow, col(AuthorInvitationRow.amendment_id) == AmendmentRow.id)
        .where(AmendmentRow.charter_id == charter_id, AuthorInvitationRow.member_id == member)
    )
    return set(reader.session.exec(wanted))


def invite(writer: Writer, amendment_id: int, member: int, by: int) -> None:
    """Keep that a member was asked; asking twice is asking once."""
    if writer.session.get(AuthorInvitationRow, (amendment_id, member)) is None:
        writer.session.add(
            AuthorInvitationRow(
                amendment_id=amendment_id, member_id=member, invited_by=by, at=writer.now
            )
        )
        writer.session.flush()


def join(writer: Writer, amendment_id: int, member: int) -> None:
    """Make a member who was asked an author."""
    asked = writer.session.get(AuthorInvitationRow, (amendment_id, member))
    if asked is not None:
        writer.session.delete(asked)
    writer.session.add(AuthorRow(amendment_id=amendment_id, member_id=member))
    writer.session.flush()
