"""Who writes an amendment, and who was asked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select

from amendments.writing.lifecycle import Amendment
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.tables import AmendmentRow, AuthorInvitationRow, AuthorRow
from app.storage.writing.version_rows import version_rows


@dataclass(slots=True)
class Writers:
    """Who writes an amendment, and who did and left."""

    authors: list[int] = field(default_factory=list)
    former: list[int] = field(default_factory=list)


def writers_in(rows: Iterable[AuthorRow]) -> Writers:
    """Who writes an amendment and who did, from its rows."""
    writers = Writers()
    for row in rows:
        (writers.authors if row.left_at is None else writers.former).append(row.member_id)
    return writers


def departures(reader: Reader, amendment_id: int) -> list[tuple[int, datetime]]:
    """Who stopped writing an amendment, and when, oldest first."""
    rows = version_rows(reader, amendment_id).authors
    left = [(row.left_at, row.member_id) for row in rows if row.left_at is not None]
    return [(member, left_at) for left_at, member in sorted(left)]


def save(writer: Writer, amendment_id: int, value: Amendment) -> None:
    """Keep who writes an amendment now; whoever does not any more stays as one who did."""
    rows = {
        row.member_id: row
        for row in writer.session.exec(
            select(AuthorRow).where(AuthorRow.amendment_id == amendment_id)
        )
    }
    for member in value.authors | rows.keys():
        row = rows.get(member) or AuthorRow(amendment_id=amendment_id, member_id=member)
        if member in value.authors:
            row.left_at = None
        elif row.left_at is None:
            row.left_at = writer.now
        writer.session.add(row)
    writer.session.flush()


def invited(reader: Reader, amendment_id: int) -> list[int]:
    """The members who were asked to write an amendment too and have not said yes yet."""
    return [row.member_id for row in version_rows(reader, amendment_id).invitations]


def invitations_of_each(
    reader: Reader, charter_id: int, members: Collection[int]
) -> dict[int, frozenset[int]]:
    """The numbers of the amendments that each of some members was asked to write too, by member."""
    wanted = (
        select(AuthorInvitationRow.member_id, AmendmentRow.number)
        .join(AmendmentRow, col(AmendmentRow.id) == AuthorInvitationRow.amendment_id)
        .where(
            AmendmentRow.charter_id == charter_id, col(AuthorInvitationRow.member_id).in_(members)
        )
    )
    found: dict[int, set[int]] = defaultdict(set)
    for member, number in reader.session.exec(wanted):
        found[member].add(number)
    return {member: frozenset(numbers) for member, numbers in found.items()}


@read_once
def hands_over(reader: Reader, amendment_id: int, member: int) -> int | None:
    """Who leaves an amendment when this member, who was asked, says yes; None if nobody does."""
    asked = reader.session.get(AuthorInvitationRow, (amendment_id, member))
    return asked.invited_by if asked is not None and asked.hand_over else None


def invite(
    writer: Writer, amendment_id: int, member: int, by: int, *, hand_over: bool = False
) -> None:
    """Keep that a member was asked. Who is asked again is asked as it was said last."""
    row = writer.session.get(AuthorInvitationRow, (amendment_id, member))
    row = row or AuthorInvitationRow(
        amendment_id=amendment_id, member_id=member, invited_by=by, at=writer.now
    )
    row.invited_by, row.at, row.hand_over = by, writer.now, hand_over
    writer.session.add(row)
    writer.session.flush()


def forget_invitation(writer: Writer, amendment_id: int, member: int) -> None:
    """Keep no more that a member was asked, as they have said yes."""
    asked = writer.session.get(AuthorInvitationRow, (amendment_id, member))
    if asked is not None:
        writer.session.delete(asked)
        writer.session.flush()
