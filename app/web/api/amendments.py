"""Amendments: drafting, versions, submitting, withdrawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse

from amendments.lifecycle import Intent
from amendments.refusals import BadInput, NotFound
from amendments.status import Status
from app.services import entry, looks
from app.services.draft import draft_amendment
from app.services.entry import Caller, Room
from app.services.interplay import look_at_interplay
from app.services.revise import revise_amendment
from app.services.submit import submit_amendment
from app.services.withdraw import withdraw_amendment
from app.services.wording import Change
from app.storage.amendments import Kept
from app.storage.charters import Revision
from app.storage.database import Reader, Writer
from app.web.api import schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page, once, page_of
from app.web.api.caller import Anyone, Number, Slug, Someone
from app.web.api.charters import Cursor, Limit
from app.web.place import Reading, Writing

router = APIRouter(prefix="/charters/{slug}/amendments", tags=["amendments"])


@router.get("")
def list_amendments(
    reader: Reading,
    person: Anyone,
    slug: Slug,
    status: Annotated[Status | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = MOST_ITEMS,
) -> Page[schemas.AmendmentOut]:
    """The amendments that the caller may know of, newest first."""
    room = entry.enter(reader, slug, person)
    people = shapes.people(reader, room)
    listed = looks.list_amendments(reader, room, [status] if status else None)
    found = [shapes.listed_amendment(one, people) for one in listed]
    part: dict[str, Any] = page_of(found, cursor, limit, key=lambda one: one.number)
    return Page[schemas.AmendmentOut](**part)


@router.get("/together")
def together(reader: Reading, person: Anyone, slug: Slug) -> schemas.TogetherOut:
    """How the open amendments affect one another, and the charter if the independent ones pass."""
    room = entry.enter(reader, slug, person)
    return shapes.together_out(look_at_interplay(reader, room))


@router.get("/{number}")
def get_amendment(
    reader: Reading, person: Anyone, slug: Slug, number: Number
) -> schemas.WholeAmendment:
    """One amendment with its versions, rounds and proposed text."""
    return _whole(reader, entry.enter(reader, slug, person), number)


def _whole(reader: Reader, room: Room, number: int) -> schemas.WholeAmendment:
    look = looks.look_at_amendment(reader, room, number)
    return shapes.whole_amendment(look, shapes.people(reader, room))


def _base(reader: Reader, room: Room, number: int) -> Revision:
    try:
        return entry.revision(reader, room.charter, number)
    except NotFound as refused:
        raise BadInput(refused.reason, field="base") from refused


def _change(reader: Reader, room: Room, body: schemas.NewAmendment | schemas.NewVersion) -> Change:
    """The change that a request asks for; none of the text where it only changes rules."""
    base, rules = _base(reader, room, body.base), body.rules or {}
    if body.text is None and body.change_set is None and rules:
        return Change.of_nothing(base, rules)
    return Change(base, body.text, body.change_set, rules)


@router.post("", status_code=201, response_model=schemas.WholeAmendment)
def draft(
    person: Someone, writer: Writing, slug: Slug, body: schemas.NewAmendment, request: Request
) -> JSONResponse:
    """Draft an amendment; only its author sees it until it is submitted."""
    room = entry.enter_to_write(writer, slug, person)

    def act() -> schemas.WholeAmendment:
        wanted = _change(writer, room, body)
        words = {"title": body.title, "summary": body.summary, "reason": body.reason}
        intent = Intent(body.review_on, body.editorial, body.review_of)
        kept = draft_amendment(writer, room, wanted, words, intent)
        return _whole(writer, room, kept.value.number)

    return once(writer, request, person, act, status=201, body=body)


@router.post("/{number}/versions", status_code=201, response_model=schemas.WholeAmendment)
def revise(
    person: Someone,
    writer: Writing,
    slug: Slug,
    number: Number,
    body: schemas.NewVersion,
    request: Request,
) -> JSONResponse:
    """Save a new version."""
    room = entry.enter_to_write(writer, slug, person)

    def act() -> schemas.WholeAmendment:
        entry.amendment(writer, room, number)
        wanted = _change(writer, room, body)
        given = {
            "title": body.title,
            "summary": body.summary,
            "reason": body.reason,
            "note": body.note,
        }
        words = {name: value for name, value in given.items() if value is not None}
        expected, answers = body.expected_version, body.answers
        revise_amendment(writer, room, number, wanted, words, expected, answers=answers)
        return _whole(writer, room, number)

    return once(writer, request, person, act, status=201, body=body)


@router.post("/{number}/submit", response_model=schemas.StatusOut)
def submit(
    person: Someone, writer: Writing, slug: Slug, number: Number, request: Request
) -> JSONResponse:
    """Bring a draft before the members."""
    return _status(writer, person, slug, number, request, submit_amendment)


@router.post("/{number}/withdraw", response_model=schemas.StatusOut)
def withdraw(
    person: Someone, writer: Writing, slug: Slug, number: Number, request: Request
) -> JSONResponse:
    """Take an amendment back."""
    return _status(writer, person, slug, number, request, withdraw_amendment)


_Act = Callable[[Writer, Room, int], Kept]


def _status(
    writer: Writer, person: Caller, slug: str, number: int, request: Request, act: _Act
) -> JSONResponse:
    room = entry.enter_to_write(writer, slug, person)

    def done() -> schemas.StatusOut:
        kept = act(writer, room, number)
        return schemas.StatusOut(number=number, status=kept.value.status)

    return once(writer, request, person, done)
