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
from amendments.refusals import Answer, BadInput, Refusal, demand
from app.services.belonging import ask_to_join
from app.services.belonging.end_membership import check_removal, leave, remove_member
from app.services.belonging.invite import open_invitations
from app.storage.belonging.invitations import KeptRequest
from app.storage.belonging.membership import Member
from app.storage.belonging.names import names_before
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.belonging.people_part import PeoplePart, WantedPeople, people_part
from app.web.pages.belonging.steward_context import AboutSteward, Steward, changes_of, stewards_of
from app.web.pages.door import (
    CharterContext,
    Number,
    RequestContext,
    SettledDoor,
    TheVisit,
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
    may_leave: Answer
    may_ask: Answer
    typed: Form
    changes: tuple[AboutSteward, ...]
    may_step_down: Answer
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
def members(visit: TheVisit, after: Number = 0, search: str = "") -> Response:
    """Who belongs to this charter; `after` continues an earlier page where there are many."""
    return show_members(visit, wanted=WantedPeople(after, search.strip()[:LONGEST]))


def show_members(
    visit: CharterContext,
    typed: Form | None = None,
    trouble: Trouble | None = None,
    link: str = "",
    wanted: WantedPeople | None = None,
) -> Response:
    """The page, perhaps with what was typed and why it was refused."""
    room, actor = visit.room, visit.room.actor
    part = people_part(visit, wanted or WantedPeople()) if actor.is_member else PeoplePart()
    stewards = stewards_of(visit) if actor.is_member else ()
    page = MembersPage(
        slug=visit.slug,
        stewards=stewards,
        part=part,
        count=len(room.community.members),
        is_member=actor.is_member,
        is_steward=actor.is_steward,
        me=actor.member,
        may_leave=may_leave(actor, room.community),
        may_ask=ask_to_join.may_ask(visit.reader, room, visit.door.person),
        typed=typed or Form({}),
        changes=changes_of(visit),
        may_step_down=may_step_down(actor, room.community),
        takes_two=takes_two(room.community),
        is_public=room.charter.visibility == "public",
        takes_requests=room.charter.takes_requests,
        invitations=_invitations(visit) if actor.is_steward else (),
        requests=tuple(ask_to_join.waiting(visit.reader, room)),
        link=link,
        refused_form=trouble.form if trouble else "",
        before=_names_before(visit, (*part.members, *stewards)),
    )
    return visit.show("members.html", _("Members"), page, trouble=trouble)


def _names_before(visit: CharterContext, shown: Iterable[Member | Steward]) -> dict[str, str]:
    handles = {one.handle for one in shown}
    return names_before(visit.reader, visit.room.charter.id, handles) if handles else {}


def _invitations(visit: CharterContext) -> tuple[OpenInvitation, ...]:
    found = open_invitations(visit.reader, visit.room.charter)
    return tuple(
        OpenInvitation(one.number or 0, one.address or "", one.uses, one.used, one.ends_at)
        for one in found
    )


@router.post("/{slug}/members/leave")
def leave_charter(door: SettledDoor, slug: str) -> Response:
    """Leave the charter."""
    try:
        with door.writing(slug) as (writer, room):
            leave(writer, room)
    except Refusal as refused:
        with door.reading(slug) as visit:
            return show_members(visit, trouble=Trouble.of(refused))
    return door.go("/me", "left")


@dataclass(frozen=True, slots=True)
class RemovePage:
    """What is asked before somebody is removed."""

    slug: str
    who: str
    member: str
    reason: str


@router.post("/{slug}/members/remove")
def remove(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Remove a member, with a reason, once it was asked whether that is meant."""
    try:
        if form.get("sure") != "yes":
            return _ask_before_removing(door, slug, form)
        with door.writing(slug) as (writer, room):
            demand(may_steward(room.actor))
            demand_fresh(door)
            remove_member(writer, room.charter, *_whom_and_why(form), by=room.actor)
    except Refusal as refused:
        with door.reading(slug) as visit:
            return show_members(visit, form, Trouble.of(refused, "remove"))
    return door.go(f"/{slug}/members", "removed")


def _whom_and_why(form: Form) -> tuple[str, str]:
    if not form.get("member"):
        raise BadInput(_("Please choose who is to be removed."), field="member")
    return form.get("member"), form.get("reason")


def _ask_before_removing(door: RequestContext, slug: str, form: Form) -> Response:
    """The page that asks. What would be refused afterwards is refused here already."""
    with door.reading(slug) as visit:
        demand(may_steward(visit.room.actor))
        handle, reason = _whom_and_why(form)
        actor, charter = visit.room.actor, visit.room.charter
        found, _event = check_removal(visit.reader, charter, handle, reason, by=actor)
        page = RemovePage(slug, found.name, handle, reason)
        return visit.show("remove.html", _("Remove {who}?").format(who=found.name), page)
