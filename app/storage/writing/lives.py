"""How lives of amendments end and go on again, between rows and values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from amendments.status import Status
from amendments.writing.ending import Announcement, EndReason
from app.storage.engine.session import Reader, Writer
from app.storage.tables import (
    AmendmentEndRow,
    AmendmentRow,
    AnnouncedEndRow,
    CharterRow,
    TakenUpRow,
)
from app.storage.writing.version_rows import version_rows


@dataclass(frozen=True, slots=True)
class End:
    """That an amendment was withdrawn or closed: when, by whom, and why.

    `member` is None where a rule ended it. `reason` is that of a closing, `of` the amendment that
    asks for the same, `note` what was said about it.
    """

    kind: Status
    at: datetime
    member: int | None
    reason: EndReason | None
    of: int | None
    note: str


@dataclass(frozen=True, slots=True)
class KeptAnnouncement:
    """That it was announced that an amendment is closed, by whom, and what came of it.

    `outcome` is None as long as someone can say no.
    """

    id: int
    value: Announcement
    member: int
    note: str
    outcome: str | None
    over_at: datetime | None
    refused_by: int | None
    refusal: str


@dataclass(frozen=True, slots=True)
class TakenUp:
    """That a member took an amendment up; `withdrawn`: it had been withdrawn."""

    member: int
    at: datetime
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class DueEnd:
    """An amendment that is to be closed, as nobody said no in time."""

    slug: str
    amendment: int


def ends(reader: Reader, amendment_id: int) -> list[End]:
    """How an amendment ended, each time, oldest first."""
    kept = version_rows(reader, amendment_id)
    return [
        End(
            kind=Status(row.kind),
            at=row.at,
            member=row.member_id,
            reason=EndReason(row.reason) if row.reason else None,
            of=row.same_as,
            note=kept.words.get(row.note_id, "") if row.note_id is not None else "",
        )
        for row in kept.ends
    ]


def add_end(writer: Writer, amendment_id: int, end: End, note_id: int | None) -> None:
    """Keep that an amendment ended."""
    writer.session.add(
        AmendmentEndRow(
            amendment_id=amendment_id,
            kind=end.kind.value,
            at=end.at,
            member_id=end.member,
            reason=end.reason.value if end.reason else None,
            same_as=end.of,
            note_id=note_id,
        )
    )
    writer.session.flush()


def announcements(reader: Reader, amendment_id: int) -> list[KeptAnnouncement]:
    """Each time that it was announced that an amendment is closed, oldest first."""
    kept = version_rows(reader, amendment_id)

    def words(words_id: int | None) -> str:
        return kept.words.get(words_id, "") if words_id is not None else ""

    return [
        KeptAnnouncement(
            id=row.id or 0,
            value=Announcement(EndReason(row.reason), row.same_as, row.at, row.ends_at),
            member=row.member_id,
            note=words(row.note_id),
            outcome=row.outcome,
            over_at=row.over_at,
            refused_by=row.refused_by,
            refusal=words(row.refusal_id),
        )
        for row in kept.announcements
    ]


def pending(reader: Reader, amendment_id: int) -> KeptAnnouncement | None:
    """The announcement to which someone can still say no, or that is due."""
    found = announcements(reader, amendment_id)
    return found[-1] if found and found[-1].outcome is None else None


def ends_announced(reader: Reader, charter_id: int) -> dict[int, datetime]:
    """When the amendments of a charter are closed to which nobody says no, by their numbers."""
    wanted = (
        select(AmendmentRow.number, AnnouncedEndRow.ends_at)
        .join(AmendmentRow, col(AmendmentRow.id) == AnnouncedEndRow.amendment_id)
        .where(AmendmentRow.charter_id == charter_id, col(AnnouncedEndRow.outcome).is_(None))
    )
    return dict(reader.session.exec(wanted).all())


def announce(
    writer: Writer, amendment_id: int, value: Announcement, member: int, note_id: int | None
) -> None:
    """Keep that it was announced that an amendment is closed."""
    writer.session.add(
        AnnouncedEndRow(
            amendment_id=amendment_id,
            member_id=member,
            reason=value.reason.value,
            same_as=value.of,
            note_id=note_id,
            at=value.announced_at,
            ends_at=value.ends_at,
        )
    )
    writer.session.flush()


def end_announcement(
    writer: Writer,
    announcement_id: int,
    outcome: str,
    *,
    refused_by: int | None = None,
    refusal_id: int | None = None,
) -> AnnouncedEndRow:
    """Keep what came of an announcement."""
    row = writer.session.get_one(AnnouncedEndRow, announcement_id)
    row.outcome, row.over_at = outcome, writer.now
    row.refused_by, row.refusal_id = refused_by, refusal_id
    writer.session.flush()
    return row


def note_of(reader: Reader, announcement_id: int) -> int | None:
    """The id of the kept words of an announcement."""
    return reader.session.get_one(AnnouncedEndRow, announcement_id).note_id


def due(reader: Reader, slug: str | None = None) -> list[DueEnd]:
    """The amendments to whose announced end nobody said no in time, the earliest first."""
    wanted = (
        select(CharterRow.slug, AmendmentRow.number)
        .join(AmendmentRow, col(AmendmentRow.charter_id) == CharterRow.id)
        .join(AnnouncedEndRow, col(AnnouncedEndRow.amendment_id) == AmendmentRow.id)
        .where(col(AnnouncedEndRow.outcome).is_(None), AnnouncedEndRow.ends_at <= reader.now)
        .order_by(col(AnnouncedEndRow.ends_at), col(AnnouncedEndRow.id))
    )
    if slug is not None:
        wanted = wanted.where(CharterRow.slug == slug)
    return [DueEnd(*found) for found in reader.session.exec(wanted)]


def pull_back(writer: Writer, charter_id: int, moved: Iterable[tuple[int, datetime]]) -> None:
    """Move the announced ends of some amendments, by their numbers, as time went back."""
    for number, ends_at in moved:
        wanted = (
            select(AnnouncedEndRow)
            .join(AmendmentRow, col(AmendmentRow.id) == AnnouncedEndRow.amendment_id)
            .where(
                AmendmentRow.charter_id == charter_id,
                AmendmentRow.number == number,
                col(AnnouncedEndRow.outcome).is_(None),
            )
        )
        for row in writer.session.exec(wanted).all():
            row.ends_at, row.at = ends_at, min(row.at, writer.now)
    writer.session.flush()


def taken_up(reader: Reader, amendment_id: int) -> list[TakenUp]:
    """Each time that someone took an amendment up, oldest first."""
    rows = version_rows(reader, amendment_id).taken_up
    return [TakenUp(row.member_id, row.at, row.withdrawn) for row in rows]


def add_taken_up(writer: Writer, amendment_id: int, member: int, *, withdrawn: bool) -> None:
    """Keep that a member took an amendment up."""
    writer.session.add(
        TakenUpRow(amendment_id=amendment_id, member_id=member, at=writer.now, withdrawn=withdrawn)
    )
    writer.session.flush()
