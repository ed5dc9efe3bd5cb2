"""The stewards' desk: what needs a steward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from markupsafe import Markup
from starlette.responses import Response

from amendments.belonging.permissions import may_steward
from amendments.deciding.opening import stands_against
from amendments.refusals import Permission, demand
from amendments.ruleset import Ruleset
from amendments.status import UNDECIDED, Status
from amendments.writing.authorship import is_orphan
from app.mail.sending.waiting import Stuck, stuck
from app.rendering.markdown.html import words_to_html
from app.services.views import amendment_lists, amendment_view
from app.services.views.amendment_lists import ListedAmendment
from app.services.views.decision_view import RoundView
from app.storage.deciding import objections
from app.storage.deciding.objections import KeptObjection
from app.storage.texts import charters
from app.storage.writing import lives
from app.web.pages.belonging.steward_context import PeopleDue, people_due
from app.web.pages.care.desk_care import MOST_NAMES, CarePart, care_part
from app.web.pages.context import CharterContext, TheCharterContext, Trouble
from app.web.pages.proposals.after_block import whose
from app.web.pages.proposals.due import DueReview, due_here
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()
SOON = timedelta(days=2)
#: How many proposals of a list are named.
MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class InDiscussion:
    """A proposal in discussion, and whether this steward may open its decision now.

    `is_orphan`: nobody writes it any more. `ends_at`: when it is closed, as was announced.
    """

    listed: ListedAmendment
    may_open: Permission
    is_orphan: bool
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenObjection:
    """An objection that is open, with the name of its author as far as it may be known."""

    number: int
    name: str
    in_confidence: bool
    reason: Markup
    acceptable_if: Markup


@dataclass(frozen=True, slots=True)
class Deciding:
    """A decision under way; `silent` are names of those who have not answered, and `more` so many.

    `objections` are the open ones, which a steward may help with at once.
    """

    listed: ListedAmendment
    silent: tuple[str, ...]
    more: int
    open_objections: int
    objections: tuple[OpenObjection, ...]
    closes_soon: bool
    may_close: Permission


@dataclass(frozen=True, slots=True)
class NotPassed:
    """A proposal to which an objection is open, and whose; `stands`: to its very words."""

    listed: ListedAmendment
    says: str
    stands: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What needs a steward. `more` is how many proposals of a list are not named, by its name."""

    slug: str
    ready: tuple[InDiscussion, ...]
    waiting: tuple[InDiscussion, ...]
    deciding: tuple[Deciding, ...]
    conflicts: tuple[ListedAmendment, ...]
    blocked: tuple[NotPassed, ...]
    reviews: tuple[DueReview, ...]
    rules: Ruleset
    care: CarePart
    people: PeopleDue
    mail: Stuck | None = None
    more: Mapping[str, int] = field(default_factory=dict)


@router.get("/{slug}/desk")
def desk(charter_ctx: TheCharterContext) -> Response:
    """The desk of this charter's stewards."""
    return show_desk(charter_ctx)


def show_desk(
    charter_ctx: CharterContext,
    trouble: Trouble | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The desk, with what was typed in one of its forms."""
    demand(may_steward(charter_ctx.access.actor))
    charters.directory(charter_ctx.reader, charter_ctx.access.charter.id).those_present()
    listed = amendment_lists.list_amendments(charter_ctx.reader, charter_ctx.access, UNDECIDED)
    unfitting = [one for one in listed if one.standing and one.standing.kind == "conflict"]
    discussing = _in_discussion(charter_ctx, [one for one in listed if one not in unfitting])
    names = amendment_view.names(charter_ctx.reader, charter_ctx.access)
    blocked = tuple(b for one in listed if (b := _not_passed(charter_ctx, one, names)) is not None)
    standing = {one.listed.kept.value.number for one in blocked if one.stands}
    ready = [one for one in discussing if one.may_open is True and not one.ends_at]
    waiting = [
        one
        for one in discussing
        if (one.may_open is not True or one.ends_at)
        and one.listed.kept.value.number not in standing
    ]
    page = DeskPage(
        slug=charter_ctx.slug,
        ready=tuple(ready[:MOST_LISTED]),
        waiting=tuple(waiting[:MOST_LISTED]),
        deciding=tuple(
            d for one in listed if (d := _deciding(charter_ctx, one, names)) is not None
        ),
        conflicts=tuple(unfitting[:MOST_LISTED]),
        more={
            name: len(every) - MOST_LISTED
            for name, every in (("ready", ready), ("waiting", waiting), ("conflicts", unfitting))
            if len(every) > MOST_LISTED
        },
        blocked=blocked,
        reviews=due_here(charter_ctx.reader, charter_ctx.access),
        rules=charter_ctx.access.charter.ruleset,
        care=care_part(charter_ctx, typed or {}),
        people=people_due(charter_ctx),
        mail=stuck(charter_ctx.reader),
    )
    return charter_ctx.show("desk.html", _("The desk of the stewards"), page, trouble=trouble)


def _in_discussion(
    charter_ctx: CharterContext, listed: list[ListedAmendment]
) -> list[InDiscussion]:
    announced = lives.ends_announced(charter_ctx.reader, charter_ctx.access.charter.id)
    return [
        InDiscussion(
            one,
            amendment_view.may_open(charter_ctx.reader, charter_ctx.access, one.kept, one.standing),
            is_orphan=is_orphan(one.kept.value, charter_ctx.access.community),
            ends_at=announced.get(one.kept.value.number),
        )
        for one in listed
        if one.kept.value.status is Status.DISCUSSION
    ]


def _not_passed(
    charter_ctx: CharterContext, one: ListedAmendment, names: amendment_view.Names
) -> NotPassed | None:
    if one.kept.value.status is not Status.DISCUSSION or not one.kept.value.blocked_rounds:
        return None
    every = objections.of_amendment(charter_ctx.reader, one.kept.id)
    still = [each for each in every if each.value.is_open]
    if not still:
        return None
    said = whose(still, names, charter_ctx.access.actor.member, sees_names=True)
    stands = stands_against([each.value for each in still], one.kept.value.version)
    return NotPassed(one, said, stands)


def _deciding(
    charter_ctx: CharterContext, one: ListedAmendment, names: amendment_view.Names
) -> Deciding | None:
    decision = one.open_round
    if decision is None:
        return None
    # Where someone objected in confidence, who has not answered would tell too much.
    silent = sorted(decision.silent) if decision.told.who_answered else []
    return Deciding(
        listed=one,
        objections=tuple(
            _objection(decision, each, names) for each in decision.objections if each.value.is_open
        ),
        silent=tuple(names.of_all(silent[:MOST_NAMES])),
        more=max(0, len(silent) - MOST_NAMES),
        open_objections=decision.tally.open_objections if decision.told.objections else 0,
        closes_soon=decision.kept.value.closes_at - charter_ctx.reader.now < SOON,
        may_close=decision.may_close,
    )


def _objection(
    decision: RoundView, one: KeptObjection, names: amendment_view.Names
) -> OpenObjection:
    return OpenObjection(
        number=one.value.number,
        name=names.of(one.value.member) if decision.told.names else "",
        in_confidence=one.value.confidential,
        reason=words_to_html(one.reason),
        acceptable_if=words_to_html(one.acceptable_if),
    )
