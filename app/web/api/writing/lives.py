"""How the life of an amendment goes on and ends: left, taken up, withdrawn, closed."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from app.services.writing.close_amendment import announce_end, refuse_end
from app.services.writing.take_up import take_up_amendment
from app.services.writing.withdraw import withdraw_amendment
from app.services.writing.write_together import leave_authorship
from app.storage.writing.amendments import StoredAmendment
from app.web.api import looking, schemas
from app.web.api.caller import Number
from app.web.api.inside import Inside, ToWrite
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}/amendments/{number}", tags=["amendments"])


@router.post("/withdraw", response_model=schemas.StatusOut)
def withdraw(inside: ToWrite, number: Number, body: schemas.Withdrawal | None = None) -> Response:
    """Take an amendment back, with a reason or without. It can be taken up again."""
    reason = body.reason if body else ""

    def done() -> schemas.StatusOut:
        kept = withdraw_amendment(inside.writer, inside.access, number, reason)
        return schemas.StatusOut(number=number, status=kept.value.status)

    return inside.once(done, body=body)


@router.post("/leave", response_model=schemas.StatusOut)
def leave(inside: ToWrite, number: Number) -> Response:
    """Stop being an author. What nobody writes any more can be taken up by any member."""

    def done() -> schemas.StatusOut:
        kept = leave_authorship(inside.writer, inside.access, number)
        return schemas.StatusOut(number=number, status=kept.value.status)

    return inside.once(done)


@router.post("/adopt", response_model=schemas.WholeAmendment)
def adopt(inside: ToWrite, number: Number) -> Response:
    """Take up an amendment that nobody writes any more, or that was withdrawn. All are told."""
    return _whole(inside, number, lambda: take_up_amendment(inside.writer, inside.access, number))


@router.post("/close", response_model=schemas.WholeAmendment)
def close(inside: ToWrite, number: Number, body: schemas.NewClosing) -> Response:
    """Announce, as a steward, that it is closed; until then any member can say no."""

    def act() -> StoredAmendment:
        return announce_end(inside.writer, inside.access, number, body.reason, body.note, body.of)

    return _whole(inside, number, act, body)


@router.post("/keep-open", response_model=schemas.WholeAmendment)
def keep_open(inside: ToWrite, number: Number, body: schemas.NewRefusal) -> Response:
    """Say no to an announced end, with a reason: the proposal goes on."""

    def act() -> StoredAmendment:
        return refuse_end(inside.writer, inside.access, number, body.reason)

    return _whole(inside, number, act, body)


def _whole(
    inside: Inside, number: int, act: Callable[[], StoredAmendment], body: object = None
) -> Response:
    def done() -> schemas.WholeAmendment:
        act()
        return looking.amendment(inside.writer, inside.access, number)

    return inside.once(done, body=body)
