"""Discussing an amendment: how it feels, a summary, what one has seen, and who writes it."""

from __future__ import annotations

from starlette.responses import Response

from app.services import entry
from app.services.belonging.people import people_of
from app.services.talking.discuss import give_sense, mark_seen, summarise
from app.services.views.discussion_view import SensesOut, SummaryOut, senses_of, talk_of
from app.services.writing.write_together import invite_author, join_authors
from app.storage.talking import comments
from app.web.api import looking, schemas
from app.web.api.caller import Number
from app.web.api.inside import ToWrite
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}/amendments/{number}", tags=["discussion"])


@router.put("/sense")
def sense(inside: ToWrite, number: Number, body: schemas.NewSense) -> SensesOut:
    """Say how a proposal feels so far. It binds nobody, and the latest counts."""
    give_sense(inside.writer, inside.access, number, body.sense)
    kept = entry.amendment(inside.writer, inside.access, number)
    return senses_of(inside.writer, inside.access, kept)


@router.post("/summary", status_code=201, response_model=SummaryOut)
def sum_up(inside: ToWrite, number: Number, body: schemas.NewSummary) -> Response:
    """Sum the discussion up, as a steward. Earlier summaries are kept."""

    def act() -> SummaryOut:
        summarise(inside.writer, inside.access, number, body.body)
        kept = entry.amendment(inside.writer, inside.access, number)
        people = people_of(inside.writer, inside.access)
        return talk_of(inside.writer, inside.access, kept, people).summaries[-1]

    return inside.once(act, status=201, body=body)


@router.put("/seen")
def seen(inside: ToWrite, number: Number, body: schemas.Seen) -> schemas.SeenOut:
    """Say that one has looked at a version. It is the caller's own, and not in the record."""
    mark_seen(inside.writer, inside.access, number, body.version)
    kept, member = entry.amendment(inside.writer, inside.access, number), inside.access.actor.member
    assert member is not None
    return schemas.SeenOut(version=comments.seen(inside.writer, kept.id, member))


@router.post("/authors", response_model=schemas.WholeAmendment)
def invite(inside: ToWrite, number: Number, body: schemas.NewAuthor) -> Response:
    """Ask a member to write it too, as an author. They are none before they say yes."""

    def act() -> schemas.WholeAmendment:
        invite_author(inside.writer, inside.access, number, body.member, hand_over=body.hand_over)
        return looking.amendment(inside.writer, inside.access, number)

    return inside.once(act, body=body)


@router.post("/authors/join", response_model=schemas.WholeAmendment)
def join(inside: ToWrite, number: Number) -> Response:
    """Become an author, having been asked."""

    def act() -> schemas.WholeAmendment:
        join_authors(inside.writer, inside.access, number)
        return looking.amendment(inside.writer, inside.access, number)

    return inside.once(act)
