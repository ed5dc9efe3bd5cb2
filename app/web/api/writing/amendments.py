"""Amendments: drafting, versions, submitting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from starlette.responses import Response

from amendments.refusals import BadInput, NotFound
from amendments.status import Status
from amendments.writing.fields import PROPOSAL, VERSION
from amendments.writing.lifecycle import Intent
from app.services import entry
from app.services.belonging.people import people_of
from app.services.entry import CharterAccess
from app.services.texts.wording import SubmittedChange, came_in
from app.services.views import amendment_lists
from app.services.views.interplay import look_at_interplay
from app.services.writing.draft import draft_amendment, prepare_draft
from app.services.writing.keep_place import KeptPlace, keep_place, prepare_keep_place
from app.services.writing.revise import Keep, MeantRevision, prepare_revision, revise_amendment
from app.services.writing.submit import submit_amendment
from app.storage.engine.session import Reader
from app.storage.texts.revisions import Revision
from app.web.answer_cache.pending import cached
from app.web.api import looking, schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page, page_of
from app.web.api.caller import Anyone, Number, Slug
from app.web.api.inside import Inside, ToWrite
from app.web.api.schemas.carrying import given_words
from app.web.api.texts.charters import Cursor, Limit
from app.web.installation import Reading
from app.web.limits import Counted, cost_of_texts, spend
from app.web.serving.routing import Router, works_long
from charter.text.clauses import said_of

router = Router(prefix="/charters/{slug}/amendments", tags=["amendments"])


@router.get("")
@cached
def list_amendments(
    reader: Reading,
    person: Anyone,
    slug: Slug,
    status: Annotated[Status | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = MOST_ITEMS,
) -> Page[schemas.AmendmentOut]:
    """The amendments that the caller may know of, newest first."""
    access = entry.enter(reader, slug, person)
    people = people_of(reader, access)
    before = int(cursor) if cursor is not None else None
    listed = amendment_lists.list_some(reader, access, status, before, limit)
    found = [shapes.listed_amendment(one, people) for one in listed]
    part: dict[str, Any] = page_of(found, None, limit, key=lambda one: one.number)
    return Page[schemas.AmendmentOut](**part)


@router.get("/together")
def together(
    reader: Reading,
    person: Anyone,
    slug: Slug,
    request: Request,
    pairs: Annotated[
        Literal["all", "meeting"],
        Query(description="`meeting`: only the pairs that are not independent"),
    ] = "all",
) -> schemas.TogetherOut:
    """How the open amendments affect one another, and the charter if the independent ones pass.

    Where many amendments are open, nearly all pairs are independent; they can be left out.
    """
    found = look_at_interplay(reader, entry.enter(reader, slug, person))
    cost = cost_of_texts(found.head.document.text, found.together.document.text)
    spend(request, Counted.COMPARISONS, person.person if person else None, cost)
    return shapes.together_out(found, every=pairs == "all")


@router.get("/{number}")
@cached
def get_amendment(
    reader: Reading, person: Anyone, slug: Slug, number: Number
) -> schemas.WholeAmendment:
    """One amendment with its versions, rounds and proposed text."""
    return looking.amendment(reader, entry.enter(reader, slug, person), number)


def _base(reader: Reader, access: CharterAccess, number: int) -> Revision:
    try:
        return entry.revision(reader, access.charter, number)
    except NotFound as refused:
        raise BadInput(refused.reason, field="base") from refused


def _change(
    reader: Reader, access: CharterAccess, body: schemas.NewAmendment | schemas.NewVersion
) -> SubmittedChange:
    """The change that a request asks for; none of the text where it only changes rules."""
    base, rules = _base(reader, access, body.base), body.rules or {}
    if body.text is None and body.change_set is None and rules:
        return SubmittedChange.of_nothing(base, rules)
    return SubmittedChange(base, body.text, body.change_set, rules, keep_lines=body.keep_lines)


def _meant(body: schemas.NewVersion) -> MeantRevision:
    """What a new version is meant as; what it does not say stays."""
    said = "review_on" in body.model_fields_set
    return MeantRevision(body.review_on if said else Keep.AS_IT_IS, body.editorial)


def _shown(
    wanted: Sequence[SubmittedChange],
) -> Callable[[Reader, CharterAccess, int], schemas.WholeAmendment]:
    """The answer to what brought a text in: the amendment, and what was done to the lines."""

    def show(reader: Reader, access: CharterAccess, number: int) -> schemas.WholeAmendment:
        whole = looking.amendment(reader, access, number)
        said = [said for one in wanted if one.text is not None for said in said_of(came_in(one))]
        return whole.model_copy(update={"lines_done": said})

    return show


def _spend(inside: Inside, text: str | None) -> None:
    """Count what it costs to find out what a whole text changes."""
    spend(inside.request, Counted.COMPARISONS, inside.caller.person, cost_of_texts(text or ""))


@router.post("", status_code=201, response_model=schemas.WholeAmendment)
@works_long
def draft(inside: ToWrite, body: schemas.NewAmendment) -> Response:
    """Draft an amendment; only its author sees it until it is submitted."""
    _spend(inside, body.text)

    texts: list[SubmittedChange] = []

    def prepare(reader: Reader, access: CharterAccess) -> SubmittedChange:
        texts.append(_change(reader, access, body))
        return prepare_draft(reader, access, texts[-1])

    def act(wanted: SubmittedChange) -> int:
        words = given_words(body, PROPOSAL)
        intent = Intent(body.review_on, body.editorial, body.review_of)
        return draft_amendment(inside.writer, inside.access, wanted, words, intent).value.number

    return inside.prepared_once(prepare, act, _shown(texts), status=201, body=body)


@router.post("/{number}/versions", status_code=201, response_model=schemas.WholeAmendment)
@works_long
def revise(inside: ToWrite, number: Number, body: schemas.NewVersion) -> Response:
    """Save a new version.

    Words that take back what was adopted since the first version are asked about once: a problem of
    the type `/problems/takes-back` names them in `takes_back`, and `"takes_back": true` means it.
    """
    _spend(inside, body.text)

    texts: list[SubmittedChange] = []

    def prepare(reader: Reader, access: CharterAccess) -> SubmittedChange:
        entry.amendment(reader, access, number)
        texts.append(_change(reader, access, body))
        return prepare_revision(reader, access, number, texts[-1])

    def act(wanted: SubmittedChange) -> int:
        words = given_words(body, VERSION)
        revise_amendment(
            inside.writer,
            inside.access,
            number,
            wanted,
            words,
            body.expected_version,
            answers=body.answers,
            meant=_meant(body),
            takes_back=body.takes_back,
        )
        return number

    return inside.prepared_once(prepare, act, _shown(texts), status=201, body=body)


@router.post("/{number}/keep-place", status_code=201, response_model=schemas.WholeAmendment)
@works_long
def keep(inside: ToWrite, number: Number) -> Response:
    """Say, as an author, that it still belongs where it was put, although the place has changed.

    A new version with the same words on the text in force; it needs a new decision.
    """

    def prepare(reader: Reader, access: CharterAccess) -> KeptPlace:
        return prepare_keep_place(reader, access, number)

    def act(ready: KeptPlace) -> int:
        keep_place(inside.writer, inside.access, number, prepared=ready)
        return number

    return inside.prepared_once(prepare, act, looking.amendment, status=201)


@router.post("/{number}/submit", response_model=schemas.StatusOut)
def submit(inside: ToWrite, number: Number) -> Response:
    """Bring a draft before the members."""

    def done() -> schemas.StatusOut:
        kept = submit_amendment(inside.writer, inside.access, number)
        return schemas.StatusOut(number=number, status=kept.value.status)

    return inside.once(done)
