"""What has moved around a change since it was written, or since people answered about it."""

from __future__ import annotations

from amendments.rounds import Round
from app.services import entry
from app.services.looks import AmendmentLook
from app.storage import texts
from app.web.pages.door import Visit
from app.web.rendering.redline import Redline, redline_around
from charter import neighbours_changed


def text_moved(visit: Visit, value: Round) -> Redline | None:
    """What has moved since the first answer that is not confirmed was given; None for nothing."""
    if not value.is_open or value.read_with is None:
        return None
    charter = visit.room.charter
    then = entry.revision(visit.reader, charter, value.read_with)
    now = entry.head(visit.reader, charter).document
    change_set = texts.change_set(visit.reader, value.change_sha256)
    moved = neighbours_changed(now, change_set, base=then.document, base_number=then.number)
    return redline_around(then.document, now, moved)


def text_around(visit: Visit, look: AmendmentLook) -> Redline | None:
    """What has changed around a proposal that does not fit the text in force; None for nothing."""
    if look.standing is None or look.standing.kind != "conflict":
        return None
    head = entry.head(visit.reader, visit.room.charter)
    change_set = texts.change_set(visit.reader, look.version.change_sha256)
    then, number = look.base.document, look.base.number
    moved = neighbours_changed(head.document, change_set, base=then, base_number=number)
    found = redline_around(then, head.document, set(moved) - change_set.named())
    return found if found.parts else None
