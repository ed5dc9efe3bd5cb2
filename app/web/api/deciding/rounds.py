"""Rounds: opening, more time, closing, and what came of them."""

from __future__ import annotations

from starlette.responses import Response

from app.services import entry
from app.services.deciding.close_round import close_round
from app.services.deciding.dispute_correction import dispute_correction
from app.services.deciding.extend_round import extend_round
from app.services.deciding.foresee import foresee_closing, foresee_opening
from app.services.deciding.open_round import open_round
from app.services.deciding.state_outcome import state_outcome
from app.services.record.round_record import RoundRecord, round_record
from app.storage.deciding import rounds
from app.web.answer_cache.pending import cached
from app.web.api import looking, schemas
from app.web.api.answers import Page
from app.web.api.caller import Anyone, Number, Slug
from app.web.api.inside import ToWrite
from app.web.installation import Reading
from app.web.serving.routing import Router, works_long

router = Router(prefix="/charters/{slug}/amendments/{number}/rounds", tags=["rounds"])


@router.get("")
@cached
def list_rounds(
    reader: Reading, person: Anyone, slug: Slug, number: Number
) -> Page[schemas.RoundOut]:
    """The rounds of an amendment, oldest first."""
    access = entry.enter(reader, slug, person)
    kept = entry.amendment(reader, access, number)
    found = looking.decisions(reader, access, kept, rounds.find_all(reader, kept.id))
    return Page[schemas.RoundOut](items=found, next=None)


@router.get("/{round_number}")
@cached
def get_round(
    reader: Reading, person: Anyone, slug: Slug, number: Number, round_number: Number
) -> schemas.RoundOut:
    """One round, as the caller may see it."""
    return looking.decision(reader, entry.enter(reader, slug, person), number, round_number)


@router.get("/{round_number}/record")
def get_whole_record(
    reader: Reading, person: Anyone, slug: Slug, number: Number, round_number: Number
) -> RoundRecord:
    """The whole record of a round: the frozen text, who said what and when, and what came of it."""
    access = entry.enter(reader, slug, person)
    return round_record(reader, access, number, round_number)


@router.post("", status_code=201, response_model=schemas.RoundOut)
@works_long
def open_(inside: ToWrite, number: Number, body: schemas.NewRound | None = None) -> Response:
    """Open a round on the newest version. Stewards only, and not on an amendment of their own."""
    with inside.reading() as (reader, access):
        foresee_opening(reader, access, number)

    def act() -> schemas.RoundOut:
        asked = body or schemas.NewRound()
        opened = open_round(
            inside.writer, inside.access, number, asked.closes_at, again=asked.again
        )
        return looking.decision(inside.writer, inside.access, number, opened.value.number)

    with inside.opened():
        return inside.once(act, status=201, body=body)


@router.post("/{round_number}/extend", response_model=schemas.RoundOut)
def extend(
    inside: ToWrite, number: Number, round_number: Number, body: schemas.MoreTime
) -> Response:
    """Give everyone more time, as a steward. A deadline is never moved to an earlier time."""

    def act() -> schemas.RoundOut:
        extend_round(
            inside.writer, inside.access, number, round_number, body.closes_at, body.reason
        )
        return looking.decision(inside.writer, inside.access, number, round_number)

    return inside.once(act, body=body)


@router.post("/{round_number}/dispute", response_model=schemas.RoundOut)
def dispute(
    inside: ToWrite, number: Number, round_number: Number, body: schemas.Dispute
) -> Response:
    """Say that a correction changes the meaning: it becomes an ordinary proposal."""

    def act() -> schemas.RoundOut:
        dispute_correction(inside.writer, inside.access, number, round_number, body.reason)
        return looking.decision(inside.writer, inside.access, number, round_number)

    return inside.once(act, body=body)


@router.post("/{round_number}/close", response_model=schemas.CloseOut)
@works_long
def close(inside: ToWrite, number: Number, round_number: Number) -> Response:
    """Close a round; one that passed is published in the same transaction."""
    with inside.reading() as (reader, access):
        foresee_closing(reader, access, number)

    def act() -> schemas.CloseOut:
        closed = close_round(inside.writer, inside.access, number, round_number)
        return schemas.CloseOut(outcome=closed.outcome, revision=closed.revision)

    with inside.opened():
        return inside.once(act)


@router.post("/{round_number}/statement", status_code=201, response_model=schemas.RoundOut)
def state(
    inside: ToWrite, number: Number, round_number: Number, body: schemas.NewStatement
) -> Response:
    """Put the outcome into words, as a steward. What was counted stays beside it."""

    def act() -> schemas.RoundOut:
        state_outcome(inside.writer, inside.access, number, round_number, body.statement)
        return looking.decision(inside.writer, inside.access, number, round_number)

    return inside.once(act, status=201, body=body)
