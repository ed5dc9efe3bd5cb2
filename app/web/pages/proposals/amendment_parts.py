"""Parts of a proposal's page: who may write it too, and looking at it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amendments.refusals import Permission
from amendments.status import Status
from amendments.writing.reviews import MEANING, is_due, may_review
from app.services.views.amendment_view import AmendmentView
from app.web.pages.belonging.choices import Choices, choices
from app.web.pages.context import CharterContext
from charter.language import both


def invitable(charter_ctx: CharterContext, view: AmendmentView) -> Choices:
    """The members whom an author can ask to write too."""
    if view.talk.may_invite is not True:
        return ()
    taken = view.kept.value.authors | set(view.talk.invited)
    return choices(charter_ctx.reader, charter_ctx.access, but=taken)


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Looking at an adopted proposal again."""

    on: date | None
    is_due: bool
    may: Permission
    ways: tuple[tuple[str, str, str], ...]


def review_of(charter_ctx: CharterContext, view: AmendmentView) -> ReviewView | None:
    """What there is to review: None if it was not adopted, or if nothing is left to say of it."""
    value = view.kept.value
    if value.status is not Status.ADOPTED:
        return None
    if value.review_on is None and not charter_ctx.access.actor.is_member:
        return None
    today = charter_ctx.reader.now.astimezone(charter_ctx.access.charter.zone).date()
    reviewed = view.kept.reviewed_at is not None
    return ReviewView(
        on=value.review_on,
        is_due=is_due(value, today, reviewed=reviewed),
        may=may_review(value, reviewed=reviewed),
        ways=tuple((way.value, *both(words)) for way, words in MEANING.items()),
    )
