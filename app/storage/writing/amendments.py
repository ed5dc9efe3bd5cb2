"""Amendments and their versions, between rows and values."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from amendments.status import UNDECIDED, Status
from amendments.writing.fields import VersionWords
from amendments.writing.lifecycle import Amendment, Proposal
from app.storage.engine.asking import ask
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.record.word_columns import column_values, words_in
from app.storage.tables import AmendmentRow, AuthorRow, VersionRow, metadata
from app.storage.writing import authors as authors_kept
from app.storage.writing.authors import Writers, writers_in
from app.storage.writing.version_rows import read_versions, version_rows


@dataclass(frozen=True, slots=True)
class StoredAmendment:
    """An amendment with what storage knows of it."""

    id: int
    value: Amendment
    created_at: datetime
    ended_at: datetime | None
    reviewed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Version(VersionWords):
    """A version: what it changes, on which revision, and the words about it.

    `suggestion` is the comment whose wording it took over, `answers` the objections that it means
    to meet.
    """

    number: int
    base: int
    change_sha256: str
    member: int
    created_at: datetime
    rules: Mapping[str, str | int] = field(default_factory=dict)
    suggestion: int | None = None
    answers: tuple[int, ...] = ()


def kept_of(row: AmendmentRow, writers: Writers) -> StoredAmendment:
    """The amendment that a row holds, and who writes it."""
    assert row.id is not None
    value = Amendment(
        number=row.number,
        status=Status(row.status),
        authors=frozenset(writers.authors),
        version=row.version,
        submitted_at=row.submitted_at,
        blocked_rounds=row.blocked_rounds,
        review_on=row.review_on,
        editorial=row.editorial,
        review_of=row.review_of,
        former=frozenset(writers.former),
    )
    return StoredAmendment(row.id, value, row.created_at, row.ended_at, row.reviewed_at)


_ONE = (
    select_columns(
        *metadata.tables["amendment"].c, col(AuthorRow.member_id), col(AuthorRow.left_at)
    )
    .join_from(
        AmendmentRow, AuthorRow, col(AuthorRow.amendment_id) == AmendmentRow.id, isouter=True
    )
    .where(
        col(AmendmentRow.charter_id) == bindparam("charter"),
        col(AmendmentRow.number) == bindparam("number"),
    )
)


@read_once
def find(reader: Reader, charter_id: int, number: int) -> StoredAmendment | None:
    """The amendment of a charter with a number."""
    found: Any = ask(reader, _ONE, charter=charter_id, number=number).all()
    if not found:
        return None
    return kept_of(found[0], writers_in(one for one in found if one.member_id is not None))


def find_all(
    reader: Reader, charter_id: int, statuses: Iterable[Status] | None = None
) -> list[StoredAmendment]:
    """The amendments of a charter, newest first."""
    if statuses is None:
        return _with_writers(reader, _in(charter_id))
    among = col(AmendmentRow.status).in_([one.value for one in statuses])
    return _with_writers(reader, _in(charter_id), among)


def _in(charter_id: int) -> ColumnElement[bool]:
    return col(AmendmentRow.charter_id) == charter_id


def _with_writers(reader: Reader, *wanted: ColumnElement[bool] | bool) -> list[StoredAmendment]:
    """The amendments of a question with who writes them, newest first."""
    question = (
        select(AmendmentRow, AuthorRow)
        .join(AuthorRow, col(AuthorRow.amendment_id) == AmendmentRow.id, isouter=True)
        .where(*wanted)
        .order_by(col(AmendmentRow.number).desc())
    )
    found = groupby(reader.session.exec(question), key=itemgetter(0))
    return [
        kept_of(row, writers_in(author for _, author in pairs if author is not None))
        for row, pairs in found
    ]


def numbered(
    reader: Reader, charter_id: int, numbers: Collection[int]
) -> dict[int, StoredAmendment]:
    """Some amendments of a charter, by their numbers."""
    if not numbers:
        return {}
    found = _with_writers(reader, _in(charter_id), col(AmendmentRow.number).in_(numbers))
    return {one.value.number: one for one in found}


def undecided_of(reader: Reader, member: int) -> list[int]:
    """The numbers of the undecided amendments that a member writes, alone or with others."""
    wanted = (
        select(AmendmentRow.number)
        .join(AuthorRow, col(AuthorRow.amendment_id) == AmendmentRow.id)
        .where(
            AuthorRow.member_id == member,
            col(AuthorRow.left_at).is_(None),
            col(AmendmentRow.status).in_([one.value for one in UNDECIDED]),
        )
    )
    return list(reader.session.exec(wanted.order_by(col(AmendmentRow.number))))


def next_number(reader: Reader, charter_id: int) -> int:
    """The number that the next amendment gets."""
    highest = select(func.max(AmendmentRow.number)).where(AmendmentRow.charter_id == charter_id)
    return (reader.session.exec(highest).one() or 0) + 1


def add(writer: Writer, charter_id: int, value: Amendment) -> StoredAmendment:
    """Keep a new amendment."""
    row = AmendmentRow(
        charter_id=charter_id,
        number=value.number,
        status=value.status.value,
        version=value.version,
        created_at=writer.now,
        review_on=value.review_on,
        editorial=value.editorial,
        review_of=value.review_of,
    )
    writer.session.add(row)
    writer.session.flush()
    assert row.id is not None
    writer.session.add_all(
        AuthorRow(amendment_id=row.id, member_id=member) for member in value.authors
    )
    writer.session.flush()
    return kept_of(row, Writers(list(value.authors)))


def save(writer: Writer, kept: StoredAmendment, value: Amendment) -> StoredAmendment:
    """Keep an amendment's new state."""
    row = writer.session.get_one(AmendmentRow, kept.id)
    row.status = value.status.value
    row.version = value.version
    row.submitted_at = value.submitted_at
    row.blocked_rounds = value.blocked_rounds
    row.editorial = value.editorial
    row.review_on = value.review_on
    if value.status in UNDECIDED:
        row.ended_at = None
    elif row.ended_at is None:
        row.ended_at = writer.now
    writer.session.flush()
    if (value.authors, value.former) != (kept.value.authors, kept.value.former):
        authors_kept.save(writer, kept.id, value)
    return kept_of(row, Writers(list(value.authors), list(value.former)))


# --- versions


def add_version(
    writer: Writer, kept: StoredAmendment, proposal: Proposal, member: int, words: Mapping[str, int]
) -> None:
    """Keep the newest version of an amendment; `words` gives the ids of its kept words."""
    writer.session.add(
        VersionRow(
            amendment_id=kept.id,
            number=kept.value.version,
            base=proposal.base,
            change_sha256=proposal.change_sha256,
            member_id=member,
            created_at=writer.now,
            **column_values(VersionRow, words),
            rules=json.dumps(dict(proposal.rules)) if proposal.rules else None,
            suggestion=proposal.suggestion,
            answers=json.dumps(proposal.answers) if proposal.answers else None,
        )
    )
    writer.session.flush()


@read_once
def versions(reader: Reader, amendment_id: int) -> list[Version]:
    """The versions of an amendment, oldest first."""
    kept = version_rows(reader, amendment_id)
    return [version_of(row, kept.words) for row in kept.versions]


def version(reader: Reader, amendment_id: int, number: int) -> Version | None:
    """One version of an amendment."""
    every = versions(reader, amendment_id)
    return next((one for one in every if one.number == number), None)


def newest_versions(reader: Reader, amendment_ids: Iterable[int]) -> dict[int, Version]:
    """The newest version of each of some amendments, by the amendment's id."""
    ids = list(amendment_ids)
    if not ids:
        return {}
    return {
        one: version_of(kept.versions[-1], kept.words)
        for one, kept in read_versions(reader, ids).items()
    }


def version_of(row: VersionRow, said: Mapping[int, str]) -> Version:
    """The version that a row holds, with its words by their ids."""
    return Version(
        number=row.number,
        base=row.base,
        change_sha256=row.change_sha256,
        member=row.member_id,
        created_at=row.created_at,
        rules=json.loads(row.rules) if row.rules else {},
        suggestion=row.suggestion,
        answers=tuple(json.loads(row.answers)) if row.answers else (),
        **words_in(VersionRow, row, said),
    )


# --- reviews


def with_review_day(reader: Reader, charter_id: int) -> list[StoredAmendment]:
    """The adopted amendments that are to be looked at again and were not yet, earliest first."""
    found = _with_writers(reader, *_to_review(charter_id))
    return sorted(found, key=lambda one: one.value.review_on or date.max)


def reviews_after(
    reader: Reader, charter_id: int, number: int, limit: int
) -> list[StoredAmendment]:
    """Those of them behind a number, by their numbers, so many at the most."""
    some = (
        select(AmendmentRow.id)
        .where(*_to_review(charter_id), AmendmentRow.number > number)
        .order_by(col(AmendmentRow.number))
        .limit(limit)
    )
    return _with_writers(reader, col(AmendmentRow.id).in_(some))[::-1]


def _to_review(charter_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(AmendmentRow.charter_id) == charter_id,
        col(AmendmentRow.status) == Status.ADOPTED.value,
        col(AmendmentRow.review_on).is_not(None),
        col(AmendmentRow.reviewed_at).is_(None),
    )


def set_reviewed(writer: Writer, charter_id: int, number: int) -> None:
    """Keep that a review of an amendment was adopted."""
    wanted = select(AmendmentRow).where(
        AmendmentRow.charter_id == charter_id, AmendmentRow.number == number
    )
    row = writer.session.exec(wanted).one()
    row.reviewed_at = writer.now
    writer.session.flush()


def to_announce(reader: Reader, charter_id: int, today: date) -> list[int]:
    """The adopted amendments whose day to look again has come and that nobody was told of yet."""
    wanted = select(AmendmentRow.number).where(
        AmendmentRow.charter_id == charter_id,
        AmendmentRow.status == Status.ADOPTED.value,
        col(AmendmentRow.review_on) <= today,
        col(AmendmentRow.reviewed_at).is_(None),
        col(AmendmentRow.review_announced_at).is_(None),
    )
    return list(reader.session.exec(wanted.order_by(col(AmendmentRow.number))))


def set_announced(writer: Writer, charter_id: int, number: int) -> None:
    """Keep that a review was announced as due."""
    wanted = select(AmendmentRow).where(
        AmendmentRow.charter_id == charter_id, AmendmentRow.number == number
    )
    row = writer.session.exec(wanted).one()
    row.review_announced_at = writer.now
    writer.session.flush()
