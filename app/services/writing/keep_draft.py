"""Keeping what someone writes, as they write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from amendments.belonging.permissions import may_propose
from amendments.refusals import NotFound, demand
from amendments.writing import draft_conflicts
from amendments.writing.draft_conflicts import Hand
from app.services.entry import CharterAccess
from app.storage.engine.session import Reader, Writer
from app.storage.writing import drafts
from app.storage.writing.drafts import KeptDraft
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """What a window holds: the draft's key, the window's hand, and the fields of the form."""

    key: str
    hand: Hand
    fields: Mapping[str, str]
    amendment: int | None = None


def keep_draft(writer: Writer, access: CharterAccess, person: int, writing: DraftPlace) -> datetime:
    """Keep a draft for its author alone. Returns when that was.

    Raises:
        NotAllowed: the person is not a member (any more).
        ChangedElsewhere, Ended: another window has written in it, or sent it.
        TooLarge: it is too long, or there are too many.
    """
    demand(may_propose(access.actor))
    before = drafts.find(writer, person, writing.key)
    others = 0 if before else len(drafts.drafts_of(writer, person))
    size = sum(len(one.encode("utf-8", "replace")) for one in writing.fields.values())
    demand(
        draft_conflicts.fits_in(size, others),
        draft_conflicts.may_keep(
            before.hand if before else None, writing.hand, ended=before is not None and before.ended
        ),
    )
    drafts.write(
        writer,
        person,
        access.charter.id,
        writing.key,
        writing.hand.pen,
        writing.fields,
        writing.amendment,
    )
    return writer.now


def end_draft(writer: Writer, access: CharterAccess, person: int, writing: DraftPlace) -> None:
    """It was sent: what comes late from the window that wrote it is not kept any more."""
    drafts.write(
        writer,
        person,
        access.charter.id,
        writing.key,
        writing.hand.pen,
        {},
        writing.amendment,
        ended=True,
    )


def throw_away(writer: Writer, person: int, key: str) -> None:
    """Throw a draft away.

    Raises:
        NotFound: this person has no such draft.
    """
    if not drafts.end(writer, person, key):
        raise NotFound(no_draft())


def own_draft(reader: Reader, person: int | None, key: str) -> KeptDraft:
    """A draft of this person.

    Raises:
        NotFound: there is none, or it was sent or thrown away.
    """
    found = drafts.find(reader, person, key) if person is not None else None
    if found is None or found.ended:
        raise NotFound(no_draft())
    return found


def no_draft() -> str:
    """What is said where a draft is not there."""
    return _("There is no such draft. It was sent or thrown away, or it is somebody else's.")
