"""Who is a steward: proposed by one, confirmed by another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from amendments.belonging.stewardship import StewardChangeKind
from app.services import entry
from app.services.belonging import stewards
from app.services.entry import CharterAccess
from app.services.views.amendment_view import demand_member
from app.storage.belonging.steward_changes import KeptChange
from app.storage.engine.session import Reader
from app.storage.texts import charters
from app.web.api import schemas
from app.web.api.answers import Page
from app.web.api.caller import Number, Slug, Someone
from app.web.api.inside import ToWrite
from app.web.installation import Reading
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}", tags=["members"])
ChangeNumber = Annotated[Number, Path(description="The number of the change")]


def _handles(reader: Reader, access: CharterAccess) -> Mapping[int, str]:
    return charters.directory(reader, access.charter.id).handles


def _out(one: KeptChange, handles: Mapping[int, str]) -> schemas.StewardChangeOut:
    value = one.value
    return schemas.StewardChangeOut(
        change=value.number,
        way=value.way.value,
        member=handles[value.member],
        proposed_by=handles[value.proposed_by],
        proposed_at=value.proposed_at,
        ends_at=value.ends_at,
        term_ends_at=value.until,
        reason=one.reason or None,
        answer=one.answer or None,
    )


@router.get("/steward-changes")
def list_changes(reader: Reading, caller: Someone, slug: Slug) -> Page[schemas.StewardChangeOut]:
    """What waits for a second steward: all of it for stewards, for others what is about them."""
    access = entry.enter(reader, slug, caller)
    demand_member(access)
    handles = _handles(reader, access)
    found = stewards.open_changes(reader, access)
    return Page[schemas.StewardChangeOut](items=[_out(one, handles) for one in found])


@router.post("/steward-changes", status_code=201, response_model=schemas.StewardChanged)
def propose(inside: ToWrite, body: schemas.NewStewardChange) -> Response:
    """Propose to make a steward, to end that, or to remove one. Another steward confirms it.

    A charter's only steward makes another at once; `change` is null then.
    """

    def act() -> schemas.StewardChanged:
        access, writer = inside.access, inside.writer
        way, until = StewardChangeKind(body.way), body.last_day
        number = stewards.propose(writer, access, way, body.member, body.reason, until)
        return schemas.StewardChanged(change=number, done=number is None)

    return inside.once(act, status=201, body=body)


@router.post("/steward-changes/{number}/confirm", response_model=schemas.StewardChanged)
def confirm(inside: ToWrite, number: ChangeNumber) -> Response:
    """Confirm as the second steward: with this it is done."""

    def act() -> schemas.StewardChanged:
        stewards.confirm(inside.writer, inside.access, number)
        return schemas.StewardChanged(change=number, done=True)

    return inside.once(act)


@router.post("/steward-changes/{number}/stop", response_model=schemas.StewardChanged)
def stop(inside: ToWrite, number: ChangeNumber) -> Response:
    """End what was proposed, without doing it."""

    def act() -> schemas.StewardChanged:
        stewards.stop(inside.writer, inside.access, number)
        return schemas.StewardChanged(change=number, done=False)

    return inside.once(act)


@router.put("/steward-changes/{number}/answer", response_model=schemas.StewardChanged)
def answer(inside: ToWrite, number: ChangeNumber, body: schemas.StewardAnswer) -> Response:
    """Write an answer, as the person it is about."""

    def act() -> schemas.StewardChanged:
        stewards.reply(inside.writer, inside.access, number, body.answer)
        return schemas.StewardChanged(change=number, done=False)

    return inside.once(act, body=body)


@router.post("/step-down", response_model=schemas.SteppedDown)
def step_down(inside: ToWrite) -> Response:
    """Be a member again, as a steward who is not the only one."""

    def act() -> schemas.SteppedDown:
        stewards.step_down(inside.writer, inside.access)
        return schemas.SteppedDown(role="member")

    return inside.once(act)
