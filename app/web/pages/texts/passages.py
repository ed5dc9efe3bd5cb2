"""Why a passage is there: the revisions that made it what it is, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup
from starlette.responses import Response

from amendments.belonging.permissions import may_propose
from amendments.refusals import NotFound
from amendments.status import UNDECIDED
from app.rendering.markdown.html import words_to_html
from app.services import entry
from app.services.texts.published import outcomes_of, proposals_of
from app.services.views import amendment_lists
from app.services.views.passage_marks import look_at_marks
from app.storage.texts import revisions
from app.storage.texts.revision_sizes import changes_of, extent
from app.storage.texts.revisions import Revision
from app.storage.writing.amendment_lists import Listed
from app.storage.writing.amendments import Version
from app.web.limits import Counted, cost_of_extent, spend
from app.web.pages.context import CharterContext, Number, TheCharterContext
from app.web.pages.talking.discussion_context import passage_name
from app.web.pages.texts.passage_words import WordsView, words_of
from app.web.rendering.redline import RedlinePassage, plain_passage, word_passage
from app.web.serving.routing import Router
from charter import Block
from charter.language import gettext as _
from charter.text.date_field import filled

router = Router()
#: As many changes of a passage as a page tells of.
ON_A_PAGE = 20
#: How many proposals are named that would change it.
MOST_TOUCHING = 30


@dataclass(frozen=True, slots=True)
class PassageMoment:
    """A revision that made or changed the passage, and the decision behind it."""

    number: int
    dated: date
    title: str
    what: str
    passage: RedlinePassage
    amendment: int | None
    round: int | None
    reason: Markup | None
    statement: str


@dataclass(frozen=True, slots=True)
class PassageDecision:
    """What is behind some revisions: the proposals, by their numbers, and what came of the
    decisions, by the numbers of the revisions.
    """

    proposals: Mapping[int, Version]
    outcomes: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class RemarkedOn:
    """A proposal in whose discussion the passage is remarked on, and how often."""

    number: int
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class PassagePage:
    """The passage with a part of its story, newest first.

    `last` is the last revision that holds it; `earlier` the number before which the story goes on,
    `is_newest` whether this is its beginning.
    """

    slug: str
    block: str
    name: str
    section: str
    passage: RedlinePassage
    stands: bool
    last: int
    story: tuple[PassageMoment, ...]
    earlier: int | None
    is_newest: bool
    touching: tuple[Listed, ...]
    more_touching: int
    remarks: tuple[RemarkedOn, ...]
    words: WordsView | None
    may_propose: bool


@router.get("/{slug}/passages/{block}")
def passage(
    charter_ctx: TheCharterContext, block: str, words: str = "", before: Number | None = None
) -> Response:
    """The page of one passage; `before` continues the story of an earlier page."""
    reader, charter = charter_ctx.reader, charter_ctx.access.charter
    newest = changes_of(reader, charter.id, block, None, 1)
    if not newest:
        msg = _("There is no such passage in this charter, and there never was.")
        raise NotFound(msg)
    stands = newest[0].stands
    last = entry.revision(reader, charter, charter.head if stands else newest[0].number - 1)
    found = last.document.get(block)
    assert found is not None
    reads = found._replace(text=filled(found.text, last.dated))
    story, earlier = _story(charter_ctx, block, before)
    listed = amendment_lists.known_amendments(reader, charter_ctx.access, UNDECIDED)
    touching = [
        one
        for one in listed
        if block in revisions.change_set(reader, one.version.change_sha256).named()
    ]
    page = PassagePage(
        slug=charter_ctx.slug,
        block=block,
        name=passage_name(reads),
        section=last.document.section_of(block) or "",
        passage=plain_passage(block, reads.kind, reads.text),
        stands=stands,
        last=last.number,
        story=story,
        earlier=earlier,
        is_newest=before is None,
        touching=tuple(touching[:MOST_TOUCHING]),
        more_touching=len(touching[MOST_TOUCHING:]),
        remarks=tuple(_remarks(charter_ctx, block, listed)),
        words=_words(charter_ctx, found, last.number) if words else None,
        may_propose=may_propose(charter_ctx.access.actor) is True,
    )
    return charter_ctx.show("passage.html", _("About: {name}").format(name=page.name), page)


def _words(charter_ctx: CharterContext, block: Block, last: int) -> WordsView:
    cost = cost_of_extent(*extent(charter_ctx.reader, charter_ctx.access.charter.id, last))
    spend(charter_ctx.ctx.request, Counted.COMPARISONS, charter_ctx.ctx.person, cost)
    return words_of(charter_ctx.reader, charter_ctx.access, block, last)


def _story(
    charter_ctx: CharterContext, block: str, before: int | None
) -> tuple[tuple[PassageMoment, ...], int | None]:
    """Revisions in which the passage came, changed or went, newest first, and where it goes on."""
    charter = charter_ctx.access.charter.id
    # One more than is shown: how the passage read before.
    made = changes_of(charter_ctx.reader, charter, block, before, ON_A_PAGE + 1)
    found = revisions.numbered(charter_ctx.reader, charter, [one.number for one in made])
    told = entry.all_told(charter_ctx.reader, charter_ctx.access, found)
    behind = _behind(charter_ctx, told[:ON_A_PAGE])
    read = [one.document.get(block) for one in told] + [None]
    story = tuple(
        _moment(one, former, after, behind)
        for one, (after, former) in zip(told[:ON_A_PAGE], pairwise(read), strict=False)
    )
    return story, story[-1].number if len(made) > ON_A_PAGE else None


def _behind(charter_ctx: CharterContext, told: list[Revision]) -> PassageDecision:
    reader, access = charter_ctx.reader, charter_ctx.access
    return PassageDecision(proposals_of(reader, access, told), outcomes_of(reader, access, told))


def _moment(
    revision: Revision, before: Block | None, after: Block | None, behind: PassageDecision
) -> PassageMoment:
    what = _("It came into the charter") if before is None else _("It was changed")
    if after is None:
        what = _("It was taken out")
    there = after or before
    assert there is not None
    version = behind.proposals.get(revision.amendment) if revision.amendment else None
    return PassageMoment(
        number=revision.number,
        dated=revision.dated,
        title=revision.title,
        what=what,
        passage=word_passage(
            there.id, there.kind, before.text if before else "", after.text if after else ""
        ),
        amendment=revision.amendment,
        round=revision.round,
        reason=words_to_html(version.reason) if version and version.reason else None,
        statement=behind.outcomes.get(revision.number, ""),
    )


def _remarks(charter_ctx: CharterContext, block: str, listed: list[Listed]) -> list[RemarkedOn]:
    counted = look_at_marks(charter_ctx.reader, charter_ctx.access).remarks.get(block, {})
    return [
        RemarkedOn(one.kept.value.number, one.version.title, counted[one.kept.value.number])
        for one in listed
        if one.kept.value.number in counted
    ]
