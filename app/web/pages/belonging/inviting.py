"""What stewards do so that people can join: invite, take back, answer requests."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from amendments.refusals import Refusal
from app.mail.invitations import join_link, send_invitation
from app.services.authentication.addresses import read_address
from app.services.belonging import ask_to_join, invite
from app.services.belonging.names import called
from app.services.entry import CharterAccess
from app.storage.engine.database import Writer
from app.web.limits import Counted, spend
from app.web.pages.belonging.members import show_members
from app.web.pages.door import Number, RequestContext, SettledDoor, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.serving.routing import Router

router = Router()


def _act(
    door: RequestContext,
    slug: str,
    do: Callable[[Writer, CharterAccess], object],
    *,
    said: str,
    form: Form | None = None,
    ids: str = "",
    at: str = "",
) -> Response:
    """Do something, and go back to the members; or show them again with the reason."""
    try:
        with door.writing(slug) as (writer, room):
            do(writer, room)
    except Refusal as refused:
        with door.reading(slug) as visit:
            return show_members(visit, form, Trouble.of(refused, ids))
    return door.go(f"/{slug}/members{at}", said)


@router.post("/{slug}/members/invitations")
def invite_one(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Invite somebody by their address. The answer is the same for a member's address."""

    def do(writer: Writer, room: CharterAccess) -> None:
        made = invite.invite_address(writer, room.charter, form.get("email"), by=room.actor)
        _spend(door)
        who = called(writer, room.charter.id, room.actor.member)
        base_url, address = door.place.settings.base_url, read_address(form.get("email"))
        send_invitation(
            writer, base_url, room.charter, address, made.token, who=who, ends_at=made.ends_at
        )

    return _act(door, slug, do, said="invited", form=form, ids="invite", at="#invitations")


def _spend(door: RequestContext) -> None:
    # Only what was allowed counts, and what is over the limit is undone with its transaction.
    spend(door.request, Counted.JOINING, door.person)


@router.post("/{slug}/members/links")
def make_link(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Make a link, and show it this once."""
    try:
        with door.writing(slug) as (writer, room):
            uses, days = form.number("uses") or 0, form.number("days") or 0
            made = invite.invite_by_link(writer, room.charter, uses=uses, days=days, by=room.actor)
            _spend(door)
    except Refusal as refused:
        with door.reading(slug) as visit:
            return show_members(visit, form, Trouble.of(refused, "link"))
    address = join_link(door.place.settings.base_url, slug, made.token)
    with door.reading(slug) as visit:
        response = show_members(visit, link=address)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/{slug}/members/invitations/{n}/withdraw")
def withdraw(door: SettledDoor, slug: str, n: Number) -> Response:
    """Take an invitation back."""

    def do(writer: Writer, room: CharterAccess) -> None:
        invite.withdraw_invitation(writer, room.charter, n, by=room.actor)

    return _act(door, slug, do, said="invitation-withdrawn", at="#invitations")


@router.post("/{slug}/members/requests/{n}/yes")
def grant(door: SettledDoor, slug: str, n: Number) -> Response:
    """Say yes to a request."""
    return _act(door, slug, lambda w, room: ask_to_join.grant(w, room, n), said="request-granted")


@router.post("/{slug}/members/requests/{n}/no")
def refuse(door: SettledDoor, slug: str, n: Number, form: TheForm) -> Response:
    """Say no to a request, with a reason."""

    def do(writer: Writer, room: CharterAccess) -> None:
        ask_to_join.refuse(writer, room, n, form.get("reason"))

    return _act(
        door, slug, do, said="request-refused", form=form, ids=f"request-{n}", at="#requests"
    )


@router.post("/{slug}/members/requests/switch")
def switch(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Let people ask to join, or not."""
    takes = form.get("takes") == "yes"
    said = "requests-open" if takes else "requests-closed"
    return _act(
        door,
        slug,
        lambda w, room: ask_to_join.switch_requests(w, room, takes=takes),
        said=said,
        at="#requests",
    )
