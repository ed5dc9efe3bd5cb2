"""Joining: invitations by stewards, and requests by whoever wants to belong."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request
from starlette.responses import Response

from amendments.belonging.permissions import may_steward
from amendments.refusals import demand
from app.mail.invitations import join_link, send_invitation
from app.services import entry
from app.services.authentication.addresses import read_address
from app.services.belonging import ask_to_join, invite
from app.services.belonging.invite import InvitationMade
from app.services.belonging.names import called
from app.storage.engine.session import Writer
from app.storage.tables import InvitationRow
from app.web.api import schemas
from app.web.api.answers import Page
from app.web.api.caller import Number, Slug, Someone
from app.web.api.description import WITHOUT_KEY
from app.web.api.inside import Inside, ToWrite
from app.web.installation import Installation, Reading
from app.web.limits import Counted, spend
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}", tags=["members"])
Invitation = Annotated[Number, Path(description="The number of the invitation")]
RequestNumber = Annotated[Number, Path(description="The number of the request")]


def _out(row: InvitationRow, link: str | None = None) -> schemas.InvitationOut:
    return schemas.InvitationOut(
        invitation=row.number or 0,
        address=row.address,
        uses=row.uses,
        used=row.used,
        ends_at=row.ends_at,
        link=link,
    )


@router.get("/invitations")
def list_invitations(reader: Reading, caller: Someone, slug: Slug) -> Page[schemas.InvitationOut]:
    """The invitations that somebody can still say yes to, the newest first. Stewards only."""
    access = entry.enter(reader, slug, caller)
    demand(may_steward(access.actor))
    found = invite.open_invitations(reader, access.charter)
    return Page[schemas.InvitationOut](items=[_out(one) for one in found])


@router.post("/invitations", status_code=201, openapi_extra={WITHOUT_KEY: True})
def invite_people(
    inside: ToWrite, request: Request, body: schemas.NewInvitation
) -> schemas.InvitationOut:
    """Invite an address, which gets a mail; or make a link, which is in this answer alone.

    Stewards only. Nobody belongs before they say yes. The answer for an address is the same
    whether or not somebody here has it. No Idempotency-Key is taken: no secret is kept.
    """
    installation: Installation = request.app.state.installation
    access, writer = inside.access, inside.writer
    if body.email is None:
        made = invite.invite_by_link(
            writer, access.charter, uses=body.uses, days=body.days, by=access.actor
        )
        link = join_link(installation.settings.base_url, access.charter.slug, made.token)
    else:
        made, link = _invite_one(inside, installation, body.email), None
    spend(request, Counted.JOINING, inside.caller.person)
    return _out(_row(writer, inside, made), link)


def _invite_one(inside: Inside, installation: Installation, email: str) -> InvitationMade:
    access, writer = inside.access, inside.writer
    made = invite.invite_address(writer, access.charter, email, by=access.actor)
    send_invitation(
        writer,
        installation.settings.base_url,
        access.charter,
        read_address(email),
        made.token,
        who=called(writer, access.charter.id, access.actor.member),
        ends_at=made.ends_at,
    )
    return made


def _row(writer: Writer, inside: Inside, made: InvitationMade) -> InvitationRow:
    found = invite.open_invitations(writer, inside.access.charter)
    return next(one for one in found if one.number == made.number)


@router.delete("/invitations/{invitation}", status_code=204, response_class=Response)
def withdraw(inside: ToWrite, invitation: Invitation) -> None:
    """Take an invitation back: its link works no more. Stewards only."""
    access = inside.access
    invite.withdraw_invitation(inside.writer, access.charter, invitation, by=access.actor)


@router.get("/requests")
def list_requests(reader: Reading, caller: Someone, slug: Slug) -> Page[schemas.RequestOut]:
    """Who asks to join and waits for an answer, the oldest first. Stewards only."""
    access = entry.enter(reader, slug, caller)
    demand(may_steward(access.actor))
    waiting = ask_to_join.waiting(reader, access)
    items = [
        schemas.RequestOut(request=one.number, name=one.name, why=one.why, asked_at=one.asked_at)
        for one in waiting
    ]
    return Page[schemas.RequestOut](items=items)


@router.post("/requests", status_code=201, response_model=schemas.Asked)
def ask(inside: ToWrite, request: Request, body: schemas.NewRequest) -> Response:
    """Ask to join a public charter. Stewards answer, and the answer comes by mail."""

    def act() -> schemas.Asked:
        person = inside.caller.person
        number = ask_to_join.ask(inside.writer, inside.access, person, body.why)
        spend(request, Counted.JOINING, person)
        return schemas.Asked(request=number)

    return inside.once(act, status=201, body=body)


@router.post("/requests/{number}", response_model=schemas.Asked)
def answer_request(inside: ToWrite, number: RequestNumber, body: schemas.RequestAnswer) -> Response:
    """Say yes, or no with a reason that the person reads. Stewards only."""

    def act() -> schemas.Asked:
        if body.answer == "yes":
            ask_to_join.grant(inside.writer, inside.access, number)
        else:
            ask_to_join.refuse(inside.writer, inside.access, number, body.reason)
        return schemas.Asked(request=number)

    return inside.once(act, body=body)


@router.put("/requests", response_model=schemas.RequestsOut)
def switch(inside: ToWrite, body: schemas.RequestsSwitch) -> Response:
    """Let people ask to join, or not. Stewards only; it is recorded."""

    def act() -> schemas.RequestsOut:
        ask_to_join.switch_requests(inside.writer, inside.access, takes=body.open)
        return schemas.RequestsOut(open=body.open)

    return inside.once(act, body=body)
