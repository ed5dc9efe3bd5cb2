"""Who belongs to a charter; stewards add people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from amendments.membership import may_leave
from amendments.people import Role
from amendments.permissions import may_steward
from amendments.refusals import Answer, BadInput, Refusal, demand
from app.services.add_member import add_member
from app.services.end_membership import leave, remove_member
from app.storage import charters
from app.storage.charters import Member
from app.web.pages.door import SettledDoor, TheVisit, Trouble, Visit
from app.web.pages.forms import TheForm
from app.web.pages.step_up import demand_fresh
from charter.language import gettext as _

router = APIRouter()


@dataclass(frozen=True, slots=True)
class MembersPage:
    """The people, for those who may know their names. `typed` is what stands in the form."""

    slug: str
    stewards: tuple[Member, ...]
    members: tuple[Member, ...]
    count: int
    is_member: bool
    is_steward: bool
    me: int | None
    may_leave: Answer
    typed: Mapping[str, str]
    removable: tuple[Member, ...]
    typed_removal: Mapping[str, str]


@router.get("/{slug}/members")
def members(visit: TheVisit) -> Response:
    """Who belongs to this charter."""
    return _show(visit)


def _show(
    visit: Visit,
    typed: Mapping[str, str] | None = None,
    trouble: Trouble | None = None,
    removal: Mapping[str, str] | None = None,
) -> Response:
    actor = visit.room.actor
    people = charters.members(visit.reader, visit.room.charter.id)
    known = people if actor.is_member else []
    page = MembersPage(
        slug=visit.slug,
        stewards=tuple(one for one in known if one.role is Role.STEWARD),
        members=tuple(one for one in known if one.role is Role.MEMBER),
        count=len(people),
        is_member=actor.is_member,
        is_steward=actor.is_steward,
        me=actor.member,
        may_leave=may_leave(actor, visit.room.community),
        typed=typed or {"email": "", "name": "", "role": "member"},
        removable=tuple(one for one in known if one.member != actor.member),
        typed_removal=removal or {"member": "", "reason": ""},
    )
    return visit.show("members.html", _("Members"), page, trouble=trouble)


@router.post("/{slug}/members")
def add(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Add someone who is not here yet."""
    typed = form.only("email", "name", "role")
    try:
        with door.writing(slug) as (writer, room):
            role = _role(typed["role"])
            if role is Role.STEWARD:
                demand(may_steward(room.actor))
                demand_fresh(door)
            add_member(
                writer,
                room.charter,
                typed["email"],
                name=typed["name"],
                role=role,
                by=room.actor,
                only_new=True,
            )
    except Refusal as refused:
        with door.reading(slug) as visit:
            return _show(visit, typed, Trouble.of(refused, "member"))
    return door.go(f"/{slug}/members", "member")


@router.post("/{slug}/members/leave")
def leave_charter(door: SettledDoor, slug: str) -> Response:
    """Leave the charter."""
    try:
        with door.writing(slug) as (writer, room):
            leave(writer, room)
    except Refusal as refused:
        with door.reading(slug) as visit:
            return _show(visit, trouble=Trouble.of(refused))
    return door.go("/me", "left")


@router.post("/{slug}/members/remove")
def remove(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Remove a member, with a reason."""
    typed = form.only("member", "reason")
    try:
        with door.writing(slug) as (writer, room):
            demand(may_steward(room.actor))
            demand_fresh(door)
            if not typed["member"]:
                msg = _("Please choose who is to be removed.")
                raise BadInput(msg, field="member")
            remove_member(writer, room.charter, typed["member"], typed["reason"], by=room.actor)
    except Refusal as refused:
        with door.reading(slug) as visit:
            return _show(visit, trouble=Trouble.of(refused, "remove"), removal=typed)
    return door.go(f"/{slug}/members", "removed")


def _role(text: str) -> Role:
    if text not in {Role.MEMBER, Role.STEWARD}:
        msg = _("Please choose: member or steward.")
        raise BadInput(msg, field="role")
    return Role(text)
