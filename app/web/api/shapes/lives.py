"""From the lives of amendments to the shapes of the API."""

from __future__ import annotations

from amendments.status import Status
from app.services.belonging.people import People
from app.services.views.amendment_view import AmendmentView
from app.web.api import schemas


def end_out(view: AmendmentView, people: People) -> schemas.EndOut | None:
    """How an amendment ended; None while it can still be adopted."""
    if view.status is Status.ADOPTED:
        return _adopted(view)
    end = view.life.end
    if end is None:
        return None
    said = end.note or None
    withdrawn = end.kind is Status.WITHDRAWN
    return schemas.EndOut(
        kind="withdrawn" if withdrawn else "closed",
        reason=said if withdrawn else end.reason,
        note=None if withdrawn else said,
        at=end.at,
        by=people.who(end.member) if end.member is not None else None,
        of=end.of,
        revision=None,
    )


def _adopted(view: AmendmentView) -> schemas.EndOut | None:
    at = view.kept.ended_at
    if at is None:
        return None
    revision = next((one.kept.revision for one in view.rounds if one.kept.revision), None)
    return schemas.EndOut(
        kind="adopted", reason=None, note=None, at=at, by=None, of=None, revision=revision
    )


def closing_out(view: AmendmentView, people: People) -> schemas.ClosingOut | None:
    """What was announced about the end of an amendment, while someone can say no."""
    pending = view.life.pending
    if pending is None:
        return None
    return schemas.ClosingOut(
        reason=pending.value.reason,
        of=pending.value.of,
        note=pending.note,
        at=pending.value.announced_at,
        until=pending.value.ends_at,
        by=people.who(pending.member),
    )
