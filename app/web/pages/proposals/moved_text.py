"""What has moved around a change since it was written, or since people answered about it."""

from __future__ import annotations

from amendments.deciding.rounds import Round
from app.services import entry
from app.services.views.amendment_view import AmendmentView
from app.storage.texts import revisions
from app.storage.texts.revisions import Revision
from app.web.pages.context import CharterContext
from app.web.rendering.redline import Redline, redline_around
from charter import neighbours_changed


def text_moved(charter_ctx: CharterContext, value: Round) -> Redline | None:
    """What has moved since the first answer that is not confirmed was given; None for nothing."""
    if not value.is_open or value.read_with is None:
        return None
    then = entry.revision(charter_ctx.reader, charter_ctx.access.charter, value.read_with)
    return _moved(charter_ctx, value.change_sha256, then, with_own=True)


def text_around(charter_ctx: CharterContext, view: AmendmentView) -> Redline | None:
    """What has changed around a proposal that does not fit the text in force; None for nothing."""
    if view.standing is None or view.standing.kind != "conflict":
        return None
    found = _moved(charter_ctx, view.version.change_sha256, view.base, with_own=False)
    return found if found.parts else None


def _moved(
    charter_ctx: CharterContext, change_sha256: str, then: Revision, *, with_own: bool
) -> Redline:
    """What has changed around a change since a revision, and in its own passages if wanted."""
    now = entry.head(charter_ctx.reader, charter_ctx.access.charter).document
    change_set = revisions.change_set(charter_ctx.reader, change_sha256)
    moved = neighbours_changed(now, change_set, base=then.document, base_number=then.number)
    shown = set(moved) if with_own else set(moved) - change_set.named()
    return redline_around(then.document, now, shown)
