"""Why a passage is there: the revisions that made it what it is, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from amendments.permissions import may_propose
from amendments.refusals import NotFound
from amendments.status import UNDECIDED
from app.services import looks
from app.services.looks import ListedAmendment
from app.storage import charters
from app.storage.charters import Revision
from app.web.pages.discussion_context import passage_name
from app.web.pages.door import TheVisit, Visit
from app.web.pages.revisions import statement_of
from app.web.rendering.redline import Passage, plain_passage, word_passage
from charter import Block
from charter.language import gettext as _

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Moment:
    """A revision that made or changed the passage, and the decision behind it."""

    number: int
    dated: date
    title: str
    what: str
    passage: Passage
    amendment: int | None
    round: int | None
    statement: str


@dataclass(frozen=True, slots=True)
class PassagePage:
    """The passage with its story, newest first. `last` is the last revision that holds it."""

    slug: str
    block: str
    name: str
    section: str
    passage: Passage
    stands: bool
    last: int
    story: tuple[Moment, ...]
    touching: tuple[ListedAmendment, ...]
    may_propose: bool


@router.get("/{slug}/passages/{block}")
def passage(visit: TheVisit, block: str) -> Response:
    """The page of one passage."""
    revisions = charters.revisions(visit.reader, visit.room.charter.id)
    holding = [one for one in revisions if block in one.document.positions]
    if not holding:
        msg = _("There is no such passage in this charter, and there never was.")
        raise NotFound(msg)
    last = holding[0]
    found = last.document.get(block)
    assert found is not None
    page = PassagePage(
        slug=visit.slug,
        block=block,
        name=passage_name(found),
        section=last.document.section_of(block) or "",
        passage=plain_passage(block, found.kind, found.text),
        stands=last.number == visit.room.charter.head,
        last=last.number,
        story=tuple(_story(visit, block, revisions)),
        touching=tuple(_touching(visit, block)),
        may_propose=may_propose(visit.room.actor) is True,
    )
    return visit.show("passage.html", f"About: {page.name}", page)


def _story(visit: Visit, block: str, newest_first: list[Revision]) -> list[Moment]:
    """The revisions in which the passage came, changed or went, newest first."""
    made: list[Moment] = []
    before: Block | None = None
    for revision in reversed(newest_first):
        after = revision.document.get(block)
        if (before and before.text) != (after and after.text):
            made.append(_moment(visit, revision, before, after))
        before = after
    return made[::-1]


def _moment(visit: Visit, revision: Revision, before: Block | None, after: Block | None) -> Moment:
    what = _("It came into the charter") if before is None else _("It was changed")
    if after is None:
        what = _("It was taken out")
    there = after or before
    assert there is not None
    return Moment(
        number=revision.number,
        dated=revision.dated,
        title=revision.title,
        what=what,
        passage=word_passage(
            there.id, there.kind, before.text if before else "", after.text if after else ""
        ),
        amendment=revision.amendment,
        round=revision.round,
        statement=statement_of(visit, revision),
    )


def _touching(visit: Visit, block: str) -> list[ListedAmendment]:
    listed = looks.list_amendments(visit.reader, visit.room, UNDECIDED)
    return [one for one in listed if block in one.change_set.named()]
