"""Where the passages that people remarked on stand now: in the newest version, and as it would read
in the text in force while the amendment is undecided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from amendments.status import UNDECIDED
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.quoted import nth_place
from app.services.texts.wording import standing_of
from app.services.writing.proposed import made_of, proposed_document
from app.storage.engine.session import Reader
from app.storage.talking.comments import Comment
from app.storage.texts.revisions import Revision
from app.storage.texts.revisions import change_set as change_set_by
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment
from charter import AnchorPlace, ChangeSet, Document, Refused, follow, make
from charter.conflicts.resolving import Chosen, resolve


@dataclass(frozen=True, slots=True)
class Followed:
    """A passage as it stands now: `same`, `changed`, or `gone`.

    `earlier` is how the words read that were remarked on, `now` how they read where they stand (""
    if they are gone), `form` what kind of passage it was.
    """

    kind: Literal["same", "changed", "gone"]
    block: str | None
    earlier: str
    form: str = "paragraph"
    now: str = ""


def follow_comments(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, comments: Iterable[Comment]
) -> dict[int, Followed]:
    """Where each comment on a passage stands now, by the comment's number.

    A comment can be on a passage that the proposal takes out: that one is in its base.
    """
    anchored = [one for one in comments if one.anchor_block is not None]
    if not anchored:
        return {}
    wanted = {one.version for one in anchored} | {kept.value.version}
    texts = {number: _texts(reader, access, kept, number) for number in wanted}
    now = texts[kept.value.version]
    if kept.value.status in UNDECIDED:
        now = _today(reader, access, kept) or now
    return {one.number: _follow(one, texts[one.version], now) for one in anchored}


def _texts(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, number: int
) -> tuple[Document, Document]:
    """The text that a version proposes, and the one that it was made on."""
    version = amendments.version(reader, kept.id, number)
    assert version is not None
    base = entry.revision(reader, access.charter, version.base)
    return proposed_document(reader, version, base), base.document


def _today(
    reader: Reader, access: CharterAccess, kept: StoredAmendment
) -> tuple[Document, Document] | None:
    """The text as it would read today, and the one in force; None if that is what it was made on.

    Where a proposal meets what was published since, its own words stand: they are discussed.
    """
    version = entry.newest_version(reader, kept)
    if version.base == access.charter.head:
        return None
    head, base = (
        entry.head(reader, access.charter),
        entry.revision(reader, access.charter, version.base),
    )
    change_set = change_set_by(reader, version.change_sha256)
    if not change_set.operations:
        return head.document, head.document
    kind = standing_of(change_set, base, head).kind
    if kind == "contained":
        return head.document, head.document
    if kind == "clean":
        return made_of(head, change_set, base), head.document
    return _in_conflict(change_set, base, head) or head.document, head.document


def _in_conflict(change_set: ChangeSet, base: Revision, head: Revision) -> Document | None:
    mine = {index: Chosen("mine") for index in range(len(change_set.operations))}
    try:
        return resolve(head.document, change_set, mine, base=base.document, base_number=base.number)
    except Refused:
        return None


def _follow(
    comment: Comment, then: tuple[Document, Document], now: tuple[Document, Document]
) -> Followed:
    block = comment.anchor_block or ""
    old = then[0] if then[0].get(block) else then[1]
    former = old.get(block)
    if former is None:
        return Followed("gone", None, comment.quote or "")
    earlier = comment.quote or former.text
    found = _place(old, now[0], block, comment)
    if found.kind == "gone" and now[0].get(block) is None:
        # The proposal takes it out: then it is looked for in what it would be taken out of.
        found = _place(old, now[1], block, comment)
    if found.kind == "gone" and not comment.quote:
        # A new passage has another id in each version; one that reads the same is the same.
        alike = [one.id for one in now[0].blocks if one.text == former.text]
        if len(alike) == 1:
            return Followed("same", alike[0], earlier, former.kind, former.text)
    return Followed(found.kind, found.block, earlier, former.kind, found.quote_now or "")


def _place(old: Document, new: Document, block: str, comment: Comment) -> AnchorPlace:
    quote, former = comment.quote or "", old.get(block)
    start = nth_place(quote, former.text, comment.occurrence) if former else None
    try:
        anchor = make(old, block, quote, made_in=1, start=start)
    except Refused:  # the words stand there more than once: the passage is what is meant
        anchor = make(old, block, "", made_in=1)
    return follow(anchor, old, new)
