"""Rounds: opening, answering, objections, closing."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from app.services import entry
from app.services.close_round import close_round
from app.services.entry import Room
from app.services.open_round import open_round
from app.services.resolve_objection import resolve_objection
from app.services.round_looks import look_at_round
from app.services.take_stance import take_stance
from app.storage import rounds
from app.storage.database import Reader
from app.web.api import schemas, shapes
from app.web.api.answers import Page, once
from app.web.api.caller import Anyone, Number, Slug, Someone
from app.web.place import Reading, Writing

router = APIRouter(prefix="/charters/{slug}/amendments/{number}/rounds", tags=["rounds"])


def _look(reader: Reader, room: Room, number: int, round_number: int) -> schemas.RoundOut:
    kept = entry.amendment(reader, room, number)
    decision = entry.decision(reader, kept, round_number)
    look = look_at_round(reader, room, kept, decision)
    return shapes.round_out(look, shapes.people(reader, room))


@router.get("")
def list_rounds(
    reader: Reading, person: Anyone, slug: Slug, number: Number
) -> Page[schemas.RoundOut]:
    """The rounds of an amendment, oldest first."""
    room = entry.enter(reader, slug, person)
    kept = entry.amendment(reader, room, number)
    people = shapes.people(reader, room)
    found = [
        shapes.round_out(look_at_round(reader, room, kept, one), people)
        for one in rounds.find_all(reader, kept.id)
    ]
    return Page[schemas.RoundOut](items=found, next=None)


@router.get("/{round_number}")
def get_round(
    reader: Reading, person: Anyone, slug: Slug, number: Number, round_number: Number
) -> schemas.RoundOut:
    """One round, as the caller may see it."""
    return _look(reader, entry.enter(reader, slug, person), number, round_number)


@router.post("", status_code=201, response_model=schemas.RoundOut)
def open_(
    person: Someone,
    writer: Writing,
    slug: Slug,
    number: Number,
    request: Request,
    body: schemas.NewRound | None = None,
) -> JSONResponse:
    """Open a round on the newest version. Stewards only, and not on an amendment of their own."""
    room = entry.enter_to_write(writer, slug, person)

    def act() -> schemas.RoundOut:
        closes_at = body.closes_at if body else None
        opened = open_round(writer, room, number, closes_at)
        return _look(writer, room, number, opened.value.number)

    return once(writer, request, person, act, status=201, body=body)


@router.put("/{round_number}/stance")
def answer(
    person: Someone,
    writer: Writing,
    slug: Slug,
    number: Number,
    round_number: Number,
    body: schemas.NewStance,
) -> schemas.RoundOut:
    """Take or change one's stance. The time that counts is that of this request's transaction."""
    room = entry.enter_to_write(writer, slug, person)
    take_stance(writer, room, number, round_number, body.stance, body.reason, body.acceptable_if)
    return _look(writer, room, number, round_number)


@router.post("/{round_number}/objections/{objection}", response_model=schemas.RoundOut)
def resolve(
    person: Someone,
    writer: Writing,
    slug: Slug,
    number: Number,
    round_number: Number,
    objection: Number,
    body: schemas.Resolution,
    request: Request,
) -> JSONResponse:
    """End an objection, as its author."""
    room = entry.enter_to_write(writer, slug, person)

    def act() -> schemas.RoundOut:
        resolve_objection(writer, room, number, round_number, objection, body.resolution, body.note)
        return _look(writer, room, number, round_number)

    return once(writer, request, person, act, body=body)


@router.post("/{round_number}/close", response_model=schemas.CloseOut)
def close(
    person: Someone,
    writer: Writing,
    slug: Slug,
    number: Number,
    round_number: Number,
    request: Request,
) -> JSONResponse:
    """Close a round; one that passed is published in the same transaction."""
    room = entry.enter_to_write(writer, slug, person)

    def act() -> schemas.CloseOut:
        closed = close_round(writer, room, number, round_number)
        return schemas.CloseOut(outcome=closed.outcome, revision=closed.revision)

    return once(writer, request, person, act)
