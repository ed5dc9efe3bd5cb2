"""The amendments of a charter as lists have them, with their newest versions, in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Boolean, Integer, bindparam, case, func, or_, union
from sqlalchemy import select as select_columns
from sqlmodel import col

from amendments.status import ENDED, Status
from app.storage.engine.gather import Gather, rows, values, words
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader
from app.storage.record.personal_words import as_said
from app.storage.record.word_columns import all_words
from app.storage.tables import (
    AmendmentRow,
    AuthorInvitationRow,
    AuthorRow,
    ChangeSetRow,
    CommentRow,
    VersionRow,
)
from app.storage.texts.revisions import change_json
from app.storage.writing.amendments import StoredAmendment, Version, kept_of, version_of
from app.storage.writing.authors import writers_in


@dataclass(frozen=True, slots=True)
class Listed:
    """An amendment in a list, with its newest version and how many comments it has."""

    kept: StoredAmendment
    version: Version
    comments: int


class ListPart(NamedTuple):
    """A part of a list: the amendments before a number, so many at the most.

    `grouped`: so many in each status; those whose lives have ended are one group together.
    """

    before: int = 2**31 - 1
    most: int = 2**31 - 1
    grouped: bool = False


ALL = ListPart()

_MEMBER = bindparam("member", type_=Integer)
#: One that was never shared is its authors' own, and theirs whom they ask to write with them.
_HERE = (
    col(AmendmentRow.charter_id) == bindparam("charter"),
    col(AmendmentRow.status).in_(bindparam("statuses", expanding=True)),
    col(AmendmentRow.number) < bindparam("before", type_=Integer),
    or_(
        col(AmendmentRow.submitted_at).is_not(None),
        col(AmendmentRow.id).in_(
            select_columns(col(AuthorRow.amendment_id)).where(
                col(AuthorRow.member_id) == _MEMBER, col(AuthorRow.left_at).is_(None)
            )
        ),
        col(AmendmentRow.id).in_(
            select_columns(col(AuthorInvitationRow.amendment_id)).where(
                col(AuthorInvitationRow.member_id) == _MEMBER
            )
        ),
    ),
)
_GROUP = case(
    (~bindparam("grouped", type_=Boolean), "all"),
    (col(AmendmentRow.status).in_([one.value for one in ENDED]), "ended"),
    else_=col(AmendmentRow.status),
)
_PLACES = (
    select_columns(
        col(AmendmentRow.id),
        func.row_number()
        .over(partition_by=_GROUP, order_by=col(AmendmentRow.number).desc())
        .label("place"),
    )
    .where(*_HERE)
    .subquery()
)
#: As many of each group as are asked for, the newest.
_IDS = select_columns(_PLACES.c.id).where(_PLACES.c.place <= bindparam("most", type_=Integer))
_NEWEST = (
    select_columns(col(VersionRow.id))
    .join(AmendmentRow, col(AmendmentRow.id) == VersionRow.amendment_id)
    .where(col(AmendmentRow.id).in_(_IDS), col(VersionRow.number) == AmendmentRow.version)
)
_OF_NEWEST = col(VersionRow.id), _NEWEST
_SAID = union(*all_words(VersionRow, *_OF_NEWEST))

_LISTED = Gather(
    amendments=rows(AmendmentRow, col(AmendmentRow.id), _IDS),
    authors=rows(AuthorRow, col(AuthorRow.amendment_id), _IDS),
    versions=rows(VersionRow, *_OF_NEWEST),
    words=words(_SAID),
    changes=select_columns(col(ChangeSetRow.sha256), col(ChangeSetRow.json_text)).where(
        col(ChangeSetRow.sha256).in_(values(col(VersionRow.change_sha256), *_OF_NEWEST))
    ),
    # Comments are numbered without gaps, and none is ever taken out: the last says how many.
    comments=select_columns(
        col(AmendmentRow.id),
        select_columns(func.max(CommentRow.number))
        .where(col(CommentRow.amendment_id) == AmendmentRow.id)
        .scalar_subquery()
        .label("count"),
    ).where(col(AmendmentRow.id).in_(_IDS)),
)


def listed(
    reader: Reader,
    charter_id: int,
    member: int | None,
    statuses: Iterable[Status] | None = None,
    part: ListPart = ALL,
) -> list[Listed]:
    """The amendments of a charter that have one of some statuses, newest first.

    Those that were never shared are there only for a member who writes them, or is asked to.
    """
    wanted = frozenset(Status if statuses is None else statuses)
    return _listed(reader, charter_id, member, wanted, part)


@read_once
def _listed(
    reader: Reader, charter_id: int, member: int | None, statuses: frozenset[Status], part: ListPart
) -> list[Listed]:
    wanted = sorted(one.value for one in statuses)
    about = {"charter": charter_id, "member": member, "statuses": wanted}
    found = _LISTED.read(reader, **about, **part._asdict())
    said, comments = as_said(found["words"]), dict(found["comments"])
    versions = {one.amendment_id: version_of(one, said) for one in found["versions"]}
    authors = defaultdict(list)
    for one in found["authors"]:
        authors[one.amendment_id].append(one)
    for digest, change in found["changes"]:
        change_json.know(reader, change, digest)
    return [
        Listed(
            kept_of(one, writers_in(authors[one.id])),
            versions[one.id],
            comments.get(one.id) or 0,
        )
        for one in sorted(found["amendments"], key=lambda row: -row.number)
    ]
