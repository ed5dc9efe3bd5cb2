"""Objections: how they end, who sees them too, and whether they qualify."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from app.services import entry
from app.services.deciding.hear_objection import put_to_test, support_objection
from app.services.deciding.resolve_objection import resolve_objection
from app.web.api import looking, schemas
from app.web.api.caller import Number
from app.web.api.inside import Inside, ToWrite
from app.web.serving.routing import Router

router = Router(
    prefix="/charters/{slug}/amendments/{number}/rounds/{round_number}/objections/{objection}",
    tags=["objections"],
)


@router.post("", response_model=schemas.RoundOut)
def resolve(
    inside: ToWrite,
    number: Number,
    round_number: Number,
    objection: Number,
    body: schemas.Resolution,
) -> Response:
    """End an objection, as its author; or, as a steward, speak for setting it aside.

    Setting aside takes two stewards, neither an author, and rules that allow it.
    """
    writer, access = inside.writer, inside.access

    def act() -> None:
        resolve_objection(
            writer, access, number, round_number, objection, body.resolution, body.note
        )

    return _once(inside, number, round_number, act, body)


@router.post("/support", response_model=schemas.RoundOut)
def support(
    inside: ToWrite,
    number: Number,
    round_number: Number,
    objection: Number,
    body: schemas.Support | None = None,
) -> Response:
    """Say that one sees an objection too, or not any more."""
    supports = body.supports if body else True

    def act() -> None:
        support_objection(inside.writer, inside.access, number, objection, supports=supports)

    return _once(inside, number, round_number, act, body)


@router.post("/turns", status_code=201, response_model=schemas.RoundOut)
def test(
    inside: ToWrite,
    number: Number,
    round_number: Number,
    objection: Number,
    body: schemas.NewTurn,
) -> Response:
    """Say something about whether an objection qualifies as one. It binds nobody."""

    def act() -> None:
        put_to_test(inside.writer, inside.access, number, objection, body.says, body.body)

    return _once(inside, number, round_number, act, body, status=201)


def _once(
    inside: Inside,
    number: int,
    round_number: int,
    act: Callable[[], None],
    body: object,
    status: int = 200,
) -> Response:
    """Do it, and answer with the round of the address, whichever round it counts in."""

    def acted() -> schemas.RoundOut:
        kept = entry.amendment(inside.writer, inside.access, number)
        entry.decision(inside.writer, kept, round_number)
        act()
        return looking.decision(inside.writer, inside.access, number, round_number)

    return inside.once(acted, status=status, body=body)
