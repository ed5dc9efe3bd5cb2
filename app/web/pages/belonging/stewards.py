"""Who is a steward: proposing, confirming, answering, stepping down."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from amendments.belonging.permissions import may_steward
from amendments.belonging.stewardship import StewardChangeKind
from amendments.refusals import BadInput, Refusal, demand
from app.services.belonging import stewards
from app.services.entry import CharterAccess
from app.storage.engine.database import Writer
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.belonging.members import show_members
from app.web.pages.door import Number, RequestContext, SettledDoor, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()
_DONE = {
    StewardChangeKind.MAKE: "steward-made",
    StewardChangeKind.END: "steward-ended",
    StewardChangeKind.REMOVE: "removed",
}


def _act(
    door: RequestContext,
    slug: str,
    do: Callable[[Writer, CharterAccess], str],
    *,
    form: Form | None = None,
    ids: str = "",
) -> Response:
    """Do something that returns the code of the sentence said afterwards."""
    try:
        with door.writing(slug) as (writer, room):
            said = do(writer, room)
    except Refusal as refused:
        with door.reading(slug) as visit:
            return show_members(visit, form, Trouble.of(refused, ids))
    return door.go(f"/{slug}/members", said)


def _who(form: Form) -> str:
    if not form.get("member"):
        raise BadInput(_("Please choose who it is about."), field="member")
    return form.get("member")


@router.post("/{slug}/members/stewards")
def make(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Make somebody a steward, or propose it where there are several."""

    def do(writer: Writer, room: CharterAccess) -> str:
        demand(may_steward(room.actor))
        demand_fresh(door)
        until, reason = form.day("until"), form.get("reason")
        number = stewards.propose(writer, room, StewardChangeKind.MAKE, _who(form), reason, until)
        return "steward-made" if number is None else "steward-proposed"

    return _act(door, slug, do, form=form, ids="make")


@router.post("/{slug}/members/stewards/end")
def end(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Propose that somebody is not a steward any more, or does not belong any more."""

    def do(writer: Writer, room: CharterAccess) -> str:
        demand(may_steward(room.actor))
        demand_fresh(door)
        if form.get("way") not in {StewardChangeKind.END, StewardChangeKind.REMOVE}:
            raise BadInput(_("Please choose what is to happen."), field="way")
        stewards.propose(
            writer, room, StewardChangeKind(form.get("way")), _who(form), form.get("reason")
        )
        return "steward-proposed"

    return _act(door, slug, do, form=form, ids="end")


@router.post("/{slug}/members/stewards/step-down")
def step_down(door: SettledDoor, slug: str) -> Response:
    """Be a member again."""

    def do(writer: Writer, room: CharterAccess) -> str:
        stewards.step_down(writer, room)
        return "stepped-down"

    return _act(door, slug, do)


@router.post("/{slug}/members/stewards/{n}/confirm")
def confirm(door: SettledDoor, slug: str, n: Number) -> Response:
    """Confirm as the second steward."""

    def do(writer: Writer, room: CharterAccess) -> str:
        demand(may_steward(room.actor))
        demand_fresh(door)
        return _DONE[stewards.confirm(writer, room, n)]

    return _act(door, slug, do)


@router.post("/{slug}/members/stewards/{n}/stop")
def stop(door: SettledDoor, slug: str, n: Number) -> Response:
    """End what was proposed, without doing it."""

    def do(writer: Writer, room: CharterAccess) -> str:
        stewards.stop(writer, room, n)
        return "steward-stopped"

    return _act(door, slug, do)


@router.post("/{slug}/members/stewards/{n}/answer")
def answer(door: SettledDoor, slug: str, n: Number, form: TheForm) -> Response:
    """Write an answer, as the person it is about."""

    def do(writer: Writer, room: CharterAccess) -> str:
        stewards.reply(writer, room, n, form.get("answer"))
        return "steward-answered"

    return _act(door, slug, do, form=form, ids=f"change-{n}")
