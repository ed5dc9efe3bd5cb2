"""From charters and their texts to the shapes of the API."""

from __future__ import annotations

from datetime import date

from app.storage.texts.charters import Charter
from app.storage.texts.revisions import Revision, RevisionFacts
from app.web.api import schemas
from charter import Change, ChangeSet


def charter_out(charter: Charter, number: int, dated: date) -> schemas.CharterOut:
    """A charter, with the number and the date of the revision in force."""
    return schemas.CharterOut(
        slug=charter.slug,
        title=charter.title,
        timezone=charter.zone.key,
        visibility="public" if charter.visibility == "public" else "members",
        discussion="everyone" if charter.discussion == "everyone" else "members",
        ruleset=dict(charter.ruleset.to_dict()),
        head=schemas.Head(number=number, dated=dated),
    )


def revision_out(revision: RevisionFacts) -> schemas.RevisionOut:
    """A revision in a list."""
    return schemas.RevisionOut(
        number=revision.number,
        dated=revision.dated,
        published_at=revision.published_at,
        title=revision.title,
        amendment=revision.amendment,
        round=revision.round,
        text_sha256=revision.text_sha256,
    )


def whole_revision(revision: Revision, change_set: ChangeSet) -> schemas.WholeRevision:
    """A revision with its text."""
    blocks = [
        schemas.BlockOut(
            id=block.id,
            kind=block.kind,
            text=block.text,
            introduced_in=block.introduced_in,
            changed_in=block.changed_in,
        )
        for block in revision.document.blocks
    ]
    return schemas.WholeRevision(
        **revision_out(revision).model_dump(),
        text=revision.document.text,
        parent=revision.parent,
        change_set=change_set.to_dict(),
        change_sha256=revision.change_sha256,
        blocks=blocks,
    )


def change_out(change: Change) -> schemas.ChangeOut:
    """A change, for reading."""
    return schemas.ChangeOut(
        op=change.op,
        block=change.block,
        kind=change.kind,
        before=change.before,
        after=change.after,
        words=list(change.words),
        section=change.section,
        note=change.note,
    )
