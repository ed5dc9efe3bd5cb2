"""Why a passage is there: the revisions that made it what it is, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from starlette.responses import Response

from amendments.permissions import may_propose
from amendments.refusals import NotFound
from amendments.status import UNDECIDED, Status
from app.rendering.markdown import words_to_html
from app.services import entry, looks
from app.services.looks import ListedAmendment
from app.services.passage_marks import look_at_marks
from app.storage import amendments as stored
from app.storage import texts
from app.storage.texts import Revision
from app.web.limits import Counted, cost_of_texts, spend
from app.web.pages.discussion_context import passage_name
from app.web.pages.door import TheVisit, Visit
from app.web.pages.passage_words import WordsView, words_of
from app.web.pages.revisions import statement_of
from app.web.rendering.redline import Passage, plain_passage, word_passage
from app.web.routing import Router
from charter import Block
from charter.date_field import filled
from charter.language import gettext as _

router = Router()


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
    reason: Markup | None
    statement: str


@dataclass(frozen=True, slots=True)
class RemarkedOn:
    """A proposal in whose discussion the passage is remarked on, and how often."""

    number: int
    title: str
    count: int


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
    remarks: tuple[RemarkedOn, ...]
    words: WordsView | None
    may_propose: bool


@router.get("/{slug}/passages/{block}")
def passage(visit: TheVisit, block: str, words: str = "") -> Response:
    """The page of one passage."""
    revisions = [
        entry.as_told(visit.reader, visit.room, one)
        for one in texts.revisions(visit.reader, visit.room.charter.id)
    ]
    holding = [one for one in revisions if block in one.document.positions]
    if not holding:
        msg = _("There is no such passage in this charter, and there never was.")
        raise NotFound(msg)
    last = holding[0]
    found = last.document.get(block)
    assert found is not None
    reads = found._replace(text=filled(found.text, last.dated))
    listed = looks.list_amendments(visit.reader, visit.room, UNDECIDED)
    page = PassagePage(
        slug=visit.slug,
        block=block,
        name=passage_name(reads),
        section=last.document.section_of(block) or "",
        passage=plain_passage(block, reads.kind, reads.text),
        stands=last.number == visit.room.charter.head,
        last=last.number,
        story=tuple(_story(visit, block, revisions)),
        touching=tuple(one for one in listed if block in one.change_set.named()),
        remarks=tuple(_remarks(visit, block, listed)),
        words=_words(visit, revisions, block, last.number) if words else None,
        may_propose=may_propose(visit.room.actor) is True,
    )
    return visit.show("passage.html", _("About: {name}").format(name=page.name), page)


def _words(visit: Visit, revisions: list[Revision], block: str, last: int) -> WordsView:
    cost = cost_of_texts(*(one.document.text for one in revisions))
    spend(visit.door.request, Counted.COMPARISONS, visit.door.person, cost)
    return words_of(revisions, block, last)


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
        reason=_reason(visit, revision),
        statement=statement_of(visit, revision),
    )


def _reason(visit: Visit, revision: Revision) -> Markup | None:
    """Why the passage was proposed as it is."""
    if revision.amendment is None:
        return None
    kept = stored.find(visit.reader, visit.room.charter.id, revision.amendment)
    version = stored.version(visit.reader, kept.id, kept.value.version) if kept else None
    return words_to_html(version.reason) if version and version.reason else None


def _remarks(visit: Visit, block: str, listed: list[ListedAmendment]) -> list[RemarkedOn]:
    talked = [one for one in listed if one.kept.value.status is not Status.DRAFT]
    counted = look_at_marks(visit.reader, visit.room, talked).remarks.get(block, {})
    return [
        RemarkedOn(one.kept.value.number, one.version.title, counted[one.kept.value.number])
        for one in talked
        if one.kept.value.number in counted
    ]
