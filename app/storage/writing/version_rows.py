"""All rows of what an amendment is, in one statement: its versions, their changes, and its life.

What they mean is read from them by `amendments`, `authors`, `lives` and `texts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from sqlalchemy import select as select_columns
from sqlalchemy import union
from sqlmodel import col

from app.storage.engine.gather import AMENDMENTS, Gather, hand_out, rows, values, words
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader
from app.storage.record.personal_words import as_said
from app.storage.record.word_columns import all_words
from app.storage.tables import (
    AmendmentEndRow,
    AnnouncedEndRow,
    AuthorInvitationRow,
    AuthorRow,
    ChangeSetRow,
    TakenUpRow,
    VersionRow,
)
from app.storage.texts.revisions import change_json


@dataclass(slots=True)
class VersionRows:
    """The rows of one amendment, each in order, and their words by id.

    `changes` are the change sets of its versions, as JSON by their digests.
    """

    versions: list[VersionRow] = field(default_factory=list)
    authors: list[AuthorRow] = field(default_factory=list)
    invitations: list[AuthorInvitationRow] = field(default_factory=list)
    ends: list[AmendmentEndRow] = field(default_factory=list)
    announcements: list[AnnouncedEndRow] = field(default_factory=list)
    taken_up: list[TakenUpRow] = field(default_factory=list)
    words: Mapping[int, str] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)


_OF_VERSION = col(VersionRow.amendment_id), AMENDMENTS
_OF_ANNOUNCED = col(AnnouncedEndRow.amendment_id), AMENDMENTS
_SAID = union(
    *all_words(VersionRow, *_OF_VERSION),
    *all_words(AmendmentEndRow, col(AmendmentEndRow.amendment_id), AMENDMENTS),
    *all_words(AnnouncedEndRow, *_OF_ANNOUNCED),
)

_VERSIONS = Gather(
    versions=rows(VersionRow, *_OF_VERSION),
    authors=rows(AuthorRow, col(AuthorRow.amendment_id), AMENDMENTS),
    invitations=rows(AuthorInvitationRow, col(AuthorInvitationRow.amendment_id), AMENDMENTS),
    ends=rows(AmendmentEndRow, col(AmendmentEndRow.amendment_id), AMENDMENTS),
    announcements=rows(AnnouncedEndRow, *_OF_ANNOUNCED),
    taken_up=rows(TakenUpRow, col(TakenUpRow.amendment_id), AMENDMENTS),
    words=words(_SAID),
    changes=select_columns(col(ChangeSetRow.sha256), col(ChangeSetRow.json_text)).where(
        col(ChangeSetRow.sha256).in_(values(col(VersionRow.change_sha256), *_OF_VERSION))
    ),
)


@read_once
def version_rows(reader: Reader, amendment_id: int) -> VersionRows:
    """The rows of an amendment."""
    found = read_versions(reader, [amendment_id])[amendment_id]
    for digest, change in found.changes.items():
        change_json.know(reader, change, digest)
    return found


def read_versions(reader: Reader, amendment_ids: Iterable[int]) -> dict[int, VersionRows]:
    """The rows of some amendments, by the amendment's id."""
    ids = list(amendment_ids)
    found = _VERSIONS.read(reader, amendments=ids)
    said, changes = as_said(found["words"]), dict(found["changes"])
    made = {one: VersionRows(words=said, changes=changes) for one in ids}
    hand_out(found, _ORDER, made, "amendment_id")
    return made


_ORDER = {
    "versions": attrgetter("number"),
    "authors": attrgetter("member_id"),
    "invitations": attrgetter("at"),
    "ends": attrgetter("id"),
    "announcements": attrgetter("id"),
    "taken_up": attrgetter("id"),
}
