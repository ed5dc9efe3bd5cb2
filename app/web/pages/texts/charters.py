"""The charters of this place, and the text in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from amendments.belonging.permissions import may_propose
from amendments.status import Status
from app import addresses
from app.rendering.glossary import Explained, explained
from app.rendering.markdown.html import charter_to_html
from app.services import entry
from app.services.belonging import ask_to_join
from app.services.texts.heading_links import former_names
from app.services.views import amendment_lists
from app.services.views.amendment_lists import ListedAmendment
from app.services.views.passage_marks import look_at_marks
from app.storage.engine.session import Reader
from app.storage.talking import glossary
from app.storage.texts import charters as stored
from app.storage.texts import front_rows, revisions
from app.storage.texts.revisions import Revision
from app.storage.writing.amendment_lists import ListPart
from app.web.answer_cache.pending import cached
from app.web.pages.care.mediation_context import TalkLink, talks_of
from app.web.pages.context import CharterContext, RequestContext, SettledContext, TheContext
from app.web.pages.texts.last_read import SinceRead, keep_first_read, last_read, since_read
from app.web.pages.texts.margin import margin_of
from app.web.pages.writing.autosave import Begun, drafts_in
from app.web.serving.routing import Router
from app.web.templating import render
from charter import Document
from charter.language import gettext as _
from charter.text.document import heading_words

first_router = Router()
router = Router()
#: How many proposals are named beside the text, and how many of each kind are looked through for
#: decisions that wait for an answer, and for drafts.
MOST_UNDER_WAY = 30
MOST_READ = 60


@dataclass(frozen=True, slots=True)
class CharterCard:
    """A charter in the list."""

    slug: str
    title: str
    head: int
    dated: date


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents."""

    block: str
    words: str


@dataclass(frozen=True, slots=True)
class CharterPage:
    """The text in force, and what is going on around it.

    `talks` are the private conversations in which somebody else wrote last.
    """

    slug: str
    number: int
    dated: date
    is_first: bool
    html: Markup
    contents: tuple[Heading, ...]
    under_way: tuple[ListedAmendment, ...]
    more_under_way: int
    waiting: tuple[ListedAmendment, ...]
    may_propose: bool
    may_ask: bool
    since: SinceRead | None
    drafts: tuple[Begun, ...] = ()
    talks: tuple[TalkLink, ...] = ()


@first_router.get("/")
def first_page(ctx: TheContext) -> Response:
    """The charters that this person may read; with one only, straight to it."""
    with ctx.installation.database.reading() as reader:
        cards = tuple(_cards(ctx, reader))
        if len(cards) == 1:
            query = ctx.request.url.query
            return RedirectResponse(
                f"{addresses.charter(cards[0].slug)}{'?' if query else ''}{query}", 302
            )
        frame = ctx.frame(_("Charters"), reader)
    return render(ctx.request, "charters.html", frame, cards)


def _cards(ctx: RequestContext, reader: Reader) -> list[CharterCard]:
    found = sorted(stored.readable(reader, ctx.person), key=lambda one: (one.title, one.slug))
    heads = revisions.heads(reader, [one.id for one in found])
    return [CharterCard(one.slug, one.title, *heads[one.id]) for one in found]


@router.get("/{slug}")
@cached
def charter(ctx: SettledContext, slug: str) -> Response:
    """The text in force."""
    known = last_read(ctx, slug)
    with ctx.reading(slug) as charter_ctx:
        head = entry.head(charter_ctx.reader, charter_ctx.access.charter)
        page = _page(charter_ctx, head, known)
        answer = charter_ctx.show("charter.html", charter_ctx.access.charter.title, page)
    return answer if known else keep_first_read(answer, ctx, slug, head.number)


def terms_here(charter_ctx: CharterContext) -> tuple[Explained, ...]:
    """The terms that the charter's glossary explains."""
    return explained(
        charter_ctx.slug, glossary.terms(charter_ctx.reader, charter_ctx.access.charter.id)
    )


def former_names_in(charter_ctx: CharterContext, revision: Revision) -> tuple[tuple[str, str], ...]:
    """Names that headings of a revision had before, as far as its links call them."""
    return former_names(
        charter_ctx.reader, charter_ctx.access.charter, revision.document, revision.number
    )


def _page(charter_ctx: CharterContext, head: Revision, known: int) -> CharterPage:
    me, person = charter_ctx.access.actor.member, charter_ctx.ctx.person
    if me is not None and person is not None:
        front_rows.read_together(charter_ctx.reader, charter_ctx.access.charter.id, person, me)
    every = amendment_lists.list_amendments(
        charter_ctx.reader,
        charter_ctx.access,
        [Status.DRAFT, Status.DISCUSSION, Status.ROUND],
        ListPart(most=MOST_READ, grouped=True),
    )
    listed = [one for one in every if one.kept.value.status is not Status.DRAFT]
    marks = look_at_marks(charter_ctx.reader, charter_ctx.access)
    since = since_read(charter_ctx.reader, charter_ctx.access.charter.id, head, known)
    margin = margin_of(charter_ctx.slug, head, marks, since.number if since else 0)
    return CharterPage(
        slug=charter_ctx.slug,
        number=head.number,
        dated=head.dated,
        is_first=head.number == 1,
        html=charter_to_html(
            head.document,
            margin,
            terms_here(charter_ctx),
            former_names_in(charter_ctx, head),
            head.dated,
        ),
        contents=contents(head.document),
        under_way=tuple(listed[:MOST_UNDER_WAY]),
        more_under_way=marks.open - len(listed[:MOST_UNDER_WAY]),
        waiting=tuple(waiting_for_me(listed)),
        may_propose=may_propose(charter_ctx.access.actor) is True,
        may_ask=ask_to_join.may_ask(charter_ctx.reader, charter_ctx.access, charter_ctx.ctx.person)
        is True,
        since=since,
        drafts=_drafts(charter_ctx, every),
        talks=tuple(one for one in talks_of(charter_ctx.reader, charter_ctx.access) if one.waits),
    )


def _drafts(charter_ctx: CharterContext, listed: list[ListedAmendment]) -> tuple[Begun, ...]:
    """What this person began to write for this charter, the newest first."""
    if charter_ctx.ctx.person is None or not charter_ctx.access.actor.is_member:
        return ()
    return drafts_in(charter_ctx.reader, charter_ctx.access, listed, charter_ctx.ctx.person)


def waiting_for_me(listed: list[ListedAmendment]) -> list[ListedAmendment]:
    """Those of some amendments whose decision waits for this person's answer."""
    return [
        one
        for one in listed
        if one.open_round and one.open_round.may_answer is True and one.open_round.mine is None
    ]


def contents(document: Document) -> tuple[Heading, ...]:
    """The headings of a text, without its title."""
    return tuple(
        Heading(block.id, heading_words(block.text))
        for place, block in enumerate(document.blocks)
        if block.kind == "heading" and not (place == 0 and block.text.startswith("# "))
    )
