"""The glossary of a charter."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field
from starlette.responses import Response

from amendments.belonging.people import Role
from amendments.talking.glossary import TermWording
from app.services import entry
from app.services.belonging.people import Who
from app.services.talking import glossary as acts
from app.services.views import amendment_view
from app.storage.engine.session import Reader
from app.storage.talking import glossary
from app.web.api.caller import Anyone, Number, Slug
from app.web.api.inside import Inside, ToWrite
from app.web.api.schemas.base import Body
from app.web.installation import Reading
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}/glossary", tags=["glossary"])


class TermEdit(BaseModel):
    """One edit of an entry. `term` is null where it was taken out, or erased with its author."""

    edit: int
    at: datetime
    name: str
    role: Role | None
    term: str | None
    meaning: str | None
    restores: int | None


class TermOut(BaseModel):
    """An entry as it stands. `history` is for members."""

    number: int
    edit: int
    term: str | None
    meaning: str | None
    history: list[TermEdit]


class Glossary(BaseModel):
    """All entries by number; one that was taken out has no term."""

    items: list[TermOut]
    next: None = None


class TermIn(Body):
    """A term and what it means. `edit` is the newest edit that the caller saw."""

    term: Annotated[str, Field(max_length=1_000)]
    meaning: Annotated[str, Field(max_length=10_000)]
    edit: int | None = None


class Undo(Body):
    """The earlier edit to go back to."""

    edit: Annotated[int, Field(ge=1, le=2_000_000_000)]


def _out(reader: Reader, access: entry.CharterAccess) -> list[TermOut]:
    every, names = glossary.edits(reader, access.charter.id), amendment_view.names(reader, access)
    return [
        TermOut(
            number=one.number,
            edit=one.edit,
            term=one.wording.term or None,
            meaning=one.wording.meaning or None,
            history=[
                TermEdit(
                    edit=e.number,
                    at=e.at,
                    name=who.name,
                    role=who.role,
                    term=e.wording.term or None,
                    meaning=e.wording.meaning or None,
                    restores=e.restores,
                )
                for e in every
                if e.entry == one.number and access.actor.is_member
                for who in [Who.called(None, names.of(e.member))]
            ],
        )
        for one in glossary.terms_of(every)
    ]


@router.get("")
def list_terms(reader: Reading, person: Anyone, slug: Slug) -> Glossary:
    """Every entry."""
    return Glossary(items=_out(reader, entry.enter(reader, slug, person)))


def _one(inside: Inside, number: int) -> TermOut:
    return _out(inside.writer, inside.access)[number - 1]


@router.post("", status_code=201, response_model=TermOut)
def explain(inside: ToWrite, body: TermIn) -> Response:
    """Explain a term that nothing explains yet."""

    def act() -> TermOut:
        return _one(inside, acts.explain(inside.writer, inside.access, body.term, body.meaning))

    return inside.once(act, status=201, body=body)


@router.put("/{number}", response_model=TermOut)
def explain_better(inside: ToWrite, number: Number, body: TermIn) -> TermOut:
    """Give an entry other words. 409 if `edit` is given and there is a newer one."""
    wording = TermWording(body.term, body.meaning)
    acts.explain_better(inside.writer, inside.access, number, wording, expected=body.edit)
    return _one(inside, number)


@router.delete("/{number}", response_model=TermOut)
def take_out(inside: ToWrite, number: Number) -> TermOut:
    """Take an entry out. Its history stays."""
    acts.take_out(inside.writer, inside.access, number)
    return _one(inside, number)


@router.post("/{number}/undo", response_model=TermOut)
def undo(inside: ToWrite, number: Number, body: Undo) -> Response:
    """Go back to the words of an earlier edit."""

    def act() -> TermOut:
        acts.undo(inside.writer, inside.access, number, body.edit)
        return _one(inside, number)

    return inside.once(act, body=body)
