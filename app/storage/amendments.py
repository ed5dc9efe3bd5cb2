"""Amendments, their versions and comments, between rows and values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from amendments.lifecycle import Amendment, Field
from amendments.status import Status
from app.storage.database import Reader, Writer
from app.storage.tables import AmendmentRow, AuthorRow, CommentRow, VersionRow
from app.storage.words import texts


@dataclass(frozen=True, slots=True)
class Kept:
    """An amendment with what storage knows of it."""

    id: int
    value: Amendment
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """A version: what it changes, on which revision, and the words about it."""

    number: int
    base: int
    change_sha256: str
    member: int
    created_at: datetime
    title: str
    summary: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark. `version` is the one it was made on; `anchor_block` the passage, if any."""

    number: int
    version: int
    member: int
    kind: str
    created_at: datetime
    body: str
    reply_to: int | None
    anchor_block: str | None
    quote: str | None
    replacement: str | None


def _kept(row: AmendmentRow, authors: Iterable[int]) -> Kept:
    assert row.id is not None
    value = Amendment(
        number=row.number,
        status=Status(row.status),
        authors=frozenset(authors),
        version=row.version,
        submitted_at=row.submitted_at,
        blocked_rounds=row.blocked_rounds,
        review_on=row.review_on,
    )
    return Kept(row.id, value, row.created_at, row.ended_at)


def _authors(reader: Reader, ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = reader.session.exec(
        select(AuthorRow.amendment_id, AuthorRow.member_id).where(
            col(AuthorRow.amendment_id).in_(list(ids))
        )
    )
    for amendment_id, member_id in rows:
        found[amendment_id].append(member_id)
    return found


def find(reader: Reader, charter_id: int, number: int) -> Kept | None:
    """The amendment of a charter with a number."""
    wanted = select(AmendmentRow).where(
        AmendmentRow.charter_id == charter_id, AmendmentRow.number == number
    )
    row = reader.session.exec(wanted).first()
    if row is None or row.id is None:
        return None
    return _kept(row, _authors(reader, [row.id])[row.id])


def find_all(
    reader: Reader, charter_id: int, statuses: Iterable[Status] | None = None
) -> list[Kept]:
    """The amendments of a charter, newest first."""
    wanted = select(AmendmentRow).where(AmendmentRow.charter_id == charter_id)
    if statuses is not None:
        wanted = wanted.where(col(AmendmentRow.status).in_([one.value for one in statuses]))
    rows = list(reader.session.exec(wanted.order_by(col(AmendmentRow.number).desc())))
    authors = _authors(reader, [row.id for row in rows if row.id is not None])
    return [_kept(row, authors[row.id]) for row in rows if row.id is not None]


def next_number(reader: Reader, charter_id: int) -> int:
    """The number that the next amendment gets."""
    highest = select(func.max(AmendmentRow.number)).where(AmendmentRow.charter_id == charter_id)
    return (reader.session.exec(highest).one() or 0) + 1


def add(writer: Writer, charter_id: int, value: Amendment) -> Kept:
    """Keep a new amendment."""
    row = AmendmentRow(
        charter_id=charter_id,
        number=value.number,
        status=value.status.value,
        version=value.version,
        created_at=writer.now,
        review_on=value.review_on,
    )
    writer.session.add(row)
    writer.session.flush()
    assert row.id is not None
    writer.session.add_all(
        AuthorRow(amendment_id=row.id, member_id=member) for member in value.authors
    )
    writer.session.flush()
    return _kept(row, value.authors)


def save(writer: Writer, kept: Kept, value: Amendment) -> Kept:
    """Keep an amendment's new state."""
    row = writer.session.get_one(AmendmentRow, kept.id)
    row.status = value.status.value
    row.version = value.version
    row.submitted_at = value.submitted_at
    row.blocked_rounds = value.blocked_rounds
    if value.status in {Status.ADOPTED, Status.WITHDRAWN} and row.ended_at is None:
        row.ended_at = writer.now
    writer.session.flush()
    return _kept(row, value.authors)


# --- versions


def add_version(
    writer: Writer,
    kept: Kept,
    *,
    number: int,
    base: int,
    change_sha256: str,
    member: int,
    words: Mapping[str, int],
) -> None:
    """Keep a new version; `words` gives the ids of its kept words."""
    writer.session.add(
        VersionRow(
            amendment_id=kept.id,
            number=number,
            base=base,
            change_sha256=change_sha256,
            member_id=member,
            created_at=writer.now,
            title_id=words[Field.TITLE],
            summary_id=words.get(Field.SUMMARY),
            reason_id=words.get(Field.REASON),
            note_id=words.get(Field.NOTE),
        )
    )
    writer.session.flush()


def versions(reader: Reader, amendment_id: int) -> list[Version]:
    """The versions of an amendment, oldest first."""
    wanted = select(VersionRow).where(VersionRow.amendment_id == amendment_id)
    return _versions(reader, list(reader.session.exec(wanted.order_by(col(VersionRow.number)))))


def version(reader: Reader, amendment_id: int, number: int) -> Version | None:
    """One version of an amendment."""
    wanted = select(VersionRow).where(
        VersionRow.amendment_id == amendment_id, VersionRow.number == number
    )
    found = _versions(reader, list(reader.session.exec(wanted)))
    return found[0] if found else None


def newest_versions(reader: Reader, amendment_ids: Iterable[int]) -> dict[int, Version]:
    """The newest version of each of some amendments, by the amendment's id."""
    wanted = (
        select(VersionRow)
        .join(AmendmentRow, col(AmendmentRow.id) == VersionRow.amendment_id)
        .where(
            col(VersionRow.amendment_id).in_(list(amendment_ids)),
            VersionRow.number == AmendmentRow.version,
        )
    )
    rows = list(reader.session.exec(wanted))
    return dict(zip((row.amendment_id for row in rows), _versions(reader, rows), strict=True))


def _versions(reader: Reader, rows: list[VersionRow]) -> list[Version]:
    ids = [one for r in rows for one in (r.title_id, r.summary_id, r.reason_id, r.note_id)]
    said = texts(reader, ids)

    def words(words_id: int | None) -> str:
        return said.get(words_id, "") if words_id is not None else ""

    return [
        Version(
            number=row.number,
            base=row.base,
            change_sha256=row.change_sha256,
            member=row.member_id,
            created_at=row.created_at,
            title=words(row.title_id),
            summary=words(row.summary_id),
            reason=words(row.reason_id),
            note=words(row.note_id),
        )
        for row in rows
    ]


# --- comments


def next_comment_number(reader: Reader, amendment_id: int) -> int:
    """The number that the next comment on an amendment gets."""
    highest = select(func.max(CommentRow.number)).where(CommentRow.amendment_id == amendment_id)
    return (reader.session.exec(highest).one() or 0) + 1


def add_comment(writer: Writer, row: CommentRow) -> None:
    """Keep a new comment."""
    writer.session.add(row)
    writer.session.flush()


def comments(reader: Reader, amendment_id: int) -> list[Comment]:
    """The comments on an amendment, oldest first."""
    wanted = select(CommentRow).where(CommentRow.amendment_id == amendment_id)
    rows = list(reader.session.exec(wanted.order_by(col(CommentRow.number))))
    ids = [one for r in rows for one in (r.body_id, r.quote_id, r.replacement_id)]
    said = texts(reader, ids)
    return [
        Comment(
            number=row.number,
            version=row.version,
            member=row.member_id,
            kind=row.kind,
            created_at=row.created_at,
            body=said.get(row.body_id, ""),
            reply_to=row.reply_to,
            anchor_block=row.anchor_block,
            quote=said.get(row.quote_id) if row.quote_id else None,
            replacement=said.get(row.replacement_id) if row.replacement_id else None,
        )
        for row in rows
    ]


def comment_counts(reader: Reader, amendment_ids: Iterable[int]) -> dict[int, int]:
    """How many comments each of some amendments has, by the amendment's id."""
    wanted = (
        select(CommentRow.amendment_id, func.count())
        .where(col(CommentRow.amendment_id).in_(list(amendment_ids)))
        .group_by(col(CommentRow.amendment_id))
    )
    return dict(reader.session.exec(wanted).all())
