"""Which revision a browser last read: the browser alone knows it, in a cookie of the charter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from starlette.responses import Response

from app import addresses
from app.storage.engine.session import Reader
from app.storage.texts import revisions
from app.storage.texts.revisions import Revision
from app.web.answer_cache.pending import has_common_cookie
from app.web.pages.authentication.visitor import cookie_of, keep_cookie
from app.web.pages.context import RequestContext, SettledContext
from app.web.serving.routing import Router

router = Router()
LASTS = timedelta(days=400)
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class SinceRead:
    """What has changed since revision `number` was read; the passages are counted."""

    number: int
    changed: int
    added: int
    taken_out: int


def last_read(ctx: RequestContext, slug: str) -> int:
    """The revision that this browser last read; 0 if it never did, or if nobody can tell."""
    told = cookie_of(ctx.request, ctx.installation, f"read_{slug}") or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) <= _MOST_DIGITS else 0


def keep_read(response: Response, ctx: RequestContext, slug: str, number: int) -> Response:
    """Let the browser know which revision it has read."""
    keep_cookie(response, ctx.installation, f"read_{slug}", str(number), LASTS)
    return response


def keep_first_read(response: Response, ctx: RequestContext, slug: str, number: int) -> Response:
    """The same for a browser that has just read the charter for the first time."""
    has_common_cookie()
    return keep_read(response, ctx, slug, number)


def since_read(reader: Reader, charter_id: int, head: Revision, known: int) -> SinceRead | None:
    """What has changed since a revision, None if it is the one in force or there is none."""
    if not 0 < known < head.number:
        return None
    former = revisions.revision(reader, charter_id, known)
    if former is None:
        return None
    blocks = head.document.blocks
    added = sum(block.introduced_in > known for block in blocks)
    return SinceRead(
        number=known,
        changed=sum(block.changed_in > known for block in blocks) - added,
        added=added,
        taken_out=sum(one not in head.document.positions for one in former.document.ids),
    )


@router.post("/{slug}/read")
def read(ctx: SettledContext, slug: str) -> Response:
    """Someone says that they have read the text in force."""
    with ctx.reading(slug) as charter_ctx:
        number = charter_ctx.access.charter.head
    return keep_read(ctx.go(addresses.charter(slug)), ctx, slug, number)
