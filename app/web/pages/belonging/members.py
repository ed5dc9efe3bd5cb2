"""Who belongs to a charter; leaving it, and removing somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from starlette.responses import Response

from amendments.belonging.joining import MOST_DAYS, MOST_USES
from amendments.belonging.membership import may_leave
from amendments.belonging.naming import LONGEST
from amendments.belonging.permissions import may_steward
from amendments.belonging.stewardship import may_step_down, takes_two
from amendments.refusals import BadInput, Permission, Refusal, demand
from app import addresses
from app.services.belonging import ask_to_join
from app.services.belonging.end_membership import check_removal, leave, remove_member
from app.services.belonging.invite import open_invitations
from app.storage.belonging.invitations import KeptRequest
from app.storage.belonging.membership import Member
from app.storage.belonging.names import names_before
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.belonging.people_part import PeoplePart, WantedPeople, people_part
from app.web.pages.belonging.steward_context import AboutSteward, Steward, changes_of, stewards_of
from app.web.pages.context import (
    CharterContext,
    Number,
    RequestContext,
    SettledContext,
    TheCharterContext,
    Trouble,
)
from app.web.pages.forms import Form, TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that somebody can still say yes to. Without an address it is a link."""

    number: int
    address: str
    uses: int
    used: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class MembersPage:
    """The people, for those who may know their names. `typed` is what stands in the forms.

    `link` is the address of a link that was just made, which is shown this once.
    """

    slug: str
    stewards: tuple[Steward, ...]
    part: PeoplePart
    count: int
    is_member: bool
    is_steward: bool
    me: int | None
    may_leave: Permission
    may_ask: Permission
    typed: Form
    changes: tuple[AboutSteward, ...]
    may_step_down: Permission
    takes_two: bool
    is_public: bool
    takes_requests: bool
    invitations: tuple[OpenInvitation, ...] = ()
    requests: tuple[KeptRequest, ...] = ()
    link: str = ""
    #: What the ids of the form begin with that was sent and refused: it stays open, and filled.
    refused_form: str = ""
    #: By handle, under what names people went until lately.
    before: Mapping[str, str] = field(default_factory=dict)
    most_uses: int = MOST_USES
    most_days: int = MOST_DAYS


@router.get("/{slug}/members")
def members(charter_ctx: TheCharterContext, after: Number = 0, search: str = "") -> Response:
    """Who belongs to this charter; `after` continues an earlier page where there are many."""
    return show_members(charter_ctx, wanted=WantedPeople(after, search.strip()[:LONGEST]))


def show_members(
    charter_ctx: CharterContext,
    typed: Form | None = None,
    trouble: Trouble | None = None,
    link: str = "",
    wanted: WantedPeople | None = None,
) -> Response:
    """The page, perhaps with what was typed and why it was refused."""
    access, actor = charter_ctx.access, charter_ctx.access.actor
    part = people_part(charter_ctx, wanted or WantedPeople()) if actor.is_member else PeoplePart()
    stewards = stewards_of(charter_ctx) if actor.is_member else ()
    page = MembersPage(
        slug=charter_ctx.slug,
        stewards=stewards,
        part=part,
        count=len(access.community.members),
        is_member=actor.is_member,
        is_steward=actor.is_steward,
        me=actor.member,
        may_leave=may_leave(actor, access.community),
        may_ask=ask_to_join.may_ask(charter_ctx.reader, access, charter_ctx.ctx.person),
        typed=typed or Form({}),
        changes=changes_of(charter_ctx),
        may_step_down=may_step_down(actor, access.community),
        takes_two=takes_two(access.community),
        is_public=access.charter.visibility == "public",
        takes_requests=access.charter.takes_requests,
        invitations=_invitations(charter_ctx) if actor.is_steward else (),
        requests=tuple(ask_to_join.waiting(charter_ctx.reader, access)),
        link=link,
        refused_form=trouble.form if trouble else "",
        before=_names_before(charter_ctx, (*part.members, *stewards)),
    )
    return charter_ctx.show("members.html", _("Members"), page, trouble=trouble)


def _names_before(charter_ctx: CharterContext, shown: Iterable[Member | Steward]) -> dict[str, str]:
    handles = {one.handle for one in shown}
    return (
        names_before(charter_ctx.reader, charter_ctx.access.charter.id, handles) if handles else {}
    )


def _invitations(charter_ctx: CharterContext) -> tuple[OpenInvitation, ...]:
    found = open_invitations(charter_ctx.reader, charter_ctx.access.charter)
    return tuple(
        OpenInvitation(one.number or 0, one.address or "", one.uses, one.used, one.ends_at)
        for one in found
    )


@router.post("/{slug}/members/leave")
def leave_charter(ctx: SettledContext, slug: str) -> Response:
    """Leave the charter."""
    try:
        with ctx.writing(slug) as (writer, access):
            leave(writer, access)
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return show_members(charter_ctx, trouble=Trouble.of(refused))
    return ctx.go(addresses.me(), "left")


@dataclass(frozen=True, slots=True)
class RemovePage:
    """What is asked before somebody is removed."""

    slug: str
    who: str
    member: str
    reason: str


@router.post("/{slug}/members/remove")
def remove(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Remove a member, with a reason, once it was asked whether that is meant."""
    try:
        if form.get("sure") != "yes":
            return _ask_before_removing(ctx, slug, form)
        with ctx.writing(slug) as (writer, access):
            demand(may_steward(access.actor))
            demand_fresh(ctx)
            remove_member(writer, access.charter, *_whom_and_why(form), by=access.actor)
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return show_members(charter_ctx, form, Trouble.of(refused, "remove"))
    return ctx.go(addresses.members(slug), "removed")


def _whom_and_why(form: Form) -> tuple[str, str]:
    if not form.get("member"):
        raise BadInput(_("Please choose who is to be removed."), field="member")
    return form.get("member"), form.get("reason")


def _ask_before_removing(ctx: RequestContext, slug: str, form: Form) -> Response:
    """The page that asks. What would be refused afterwards is refused here already."""
    with ctx.reading(slug) as charter_ctx:
        demand(may_steward(charter_ctx.access.actor))
        handle, reason = _whom_and_why(form)
        actor, charter = charter_ctx.access.actor, charter_ctx.access.charter
        found, _event = check_removal(charter_ctx.reader, charter, handle, reason, by=actor)
        page = RemovePage(slug, found.name, handle, reason)
        return charter_ctx.show("remove.html", _("Remove {who}?").format(who=found.name), page)
