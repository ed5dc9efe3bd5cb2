"""What needs me, across the charters that I belong to."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from starlette.responses import RedirectResponse, Response

from amendments.status import Status
from app import addresses
from app.services import entry
from app.services.belonging import change_visibility
from app.services.views import amendment_lists, amendment_view
from app.services.views.amendment_lists import ListedAmendment
from app.services.views.comment_view import Calling, asked_again, new_answers, unanswered_calls
from app.services.views.moderation_view import HiddenComment, hidden, to_hear
from app.storage.engine.session import Reader
from app.storage.texts import charters
from app.storage.writing import drafts
from app.web.pages.care.mediation_context import TalkLink, talks_of
from app.web.pages.context import RequestContext, TheContext, Trouble
from app.web.pages.proposals.due import DueReview, due_here
from app.web.pages.texts.charters import waiting_for_me
from app.web.pages.writing.autosave import Begun, begun, drafts_in
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import gettext as _

router = Router()


@dataclass(frozen=True, slots=True)
class Mine:
    """What waits for me in one charter."""

    slug: str
    title: str
    zone: ZoneInfo
    role: str
    waiting: tuple[ListedAmendment, ...]
    drafts: tuple[Begun, ...]
    discussing: tuple[ListedAmendment, ...]
    asked: tuple[ListedAmendment, ...]
    reviews: tuple[DueReview, ...]
    to_open: int
    to_close: int
    mentions: tuple[Calling, ...] = ()
    answers: tuple[Calling, ...] = ()
    again: tuple[Calling, ...] = ()
    hidden: tuple[HiddenComment, ...] = ()
    to_hear: int = 0
    asks: bool = False
    talks: tuple[TalkLink, ...] = ()


@dataclass(frozen=True, slots=True)
class MePage:
    """The page of a person who is signed in. `language` is the one that they chose, if they did."""

    name: str
    email: str
    charters: tuple[Mine, ...]
    begun: tuple[Begun, ...] = ()
    typed_name: str = ""
    language: str | None = None

    @property
    def waiting(self) -> int:
        """How many decisions wait for an answer."""
        return sum(len(one.waiting) for one in self.charters)


@router.get("/me")
def me(ctx: TheContext) -> Response:
    """What waits for the person who is signed in."""
    return show_me(ctx)


def show_me(
    ctx: RequestContext, typed_name: str | None = None, trouble: Trouble | None = None
) -> Response:
    """The page, perhaps with the name that was typed in and why it cannot be used."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.me()), 303)
    name = ctx.visitor.name
    with ctx.installation.database.reading() as reader:
        own = charters.charters_of(reader, ctx.visitor.person_id)
        mine = tuple(_mine(reader, one.slug, ctx.visitor.person_id) for one in own)
        own_drafts = [one for each in mine for one in each.drafts] + _elsewhere(ctx, reader, mine)
        own_drafts.sort(key=lambda one: one.at, reverse=True)
        typed = name if typed_name is None else typed_name
        page = MePage(name, ctx.visitor.email, mine, tuple(own_drafts), typed, ctx.visitor.language)
        frame = ctx.frame(_("What needs me"), reader, trouble=trouble)
    return render(ctx.request, "me.html", frame, page, status=trouble.status if trouble else 200)


def _elsewhere(ctx: RequestContext, reader: Reader, mine: tuple[Mine, ...]) -> list[Begun]:
    """What somebody began to write where they do not belong any more."""
    assert ctx.person is not None
    known = {one.slug for one in mine}
    return [begun(one) for one in drafts.drafts_of(reader, ctx.person) if one.slug not in known]


def _mine(reader: Reader, slug: str, person: int) -> Mine:
    access = entry.enter(reader, slug, person)
    listed = amendment_lists.list_amendments(
        reader, access, [Status.DRAFT, Status.DISCUSSION, Status.ROUND]
    )
    mentions = tuple(unanswered_calls(reader, access, listed))
    own = [one for one in listed if access.actor.member in one.kept.value.authors]
    return Mine(
        slug=slug,
        title=access.charter.title,
        zone=access.charter.zone,
        role=access.actor.role.value,
        waiting=tuple(waiting_for_me(listed)),
        drafts=drafts_in(reader, access, own, person),
        discussing=tuple(one for one in own if one.kept.value.status is Status.DISCUSSION),
        asked=tuple(one for one in listed if one.kept.value.number in access.asked),
        reviews=due_here(reader, access),
        to_open=sum(
            amendment_view.may_open(reader, access, one.kept, one.standing) is True
            for one in listed
        ),
        to_close=sum(
            one.open_round is not None and one.open_round.may_close is True for one in listed
        ),
        hidden=tuple(hidden(reader, access, only_own=True)),
        to_hear=to_hear(reader, access),
        asks=change_visibility.visibility_view(reader, access).unanswered,
        talks=talks_of(reader, access),
        mentions=mentions,
        again=tuple(asked_again(reader, access, listed)),
        answers=tuple(one for one in new_answers(reader, access, listed) if one not in mentions),
    )
