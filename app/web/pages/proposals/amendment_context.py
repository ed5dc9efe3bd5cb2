"""A proposal as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from markupsafe import Markup

from amendments.belonging.shown_names import in_words
from amendments.fields import texts_in
from amendments.status import UNDECIDED, Status
from amendments.writing.fields import VERSION
from amendments.writing.lifecycle import Amendment
from app import addresses
from app.rendering.glossary import Explained, explained, in_text
from app.rendering.markdown.html import words_to_html
from app.rendering.rules import RuleChange, rule_changes
from app.services import entry
from app.services.talking.threads import WantedThreads
from app.services.views.amendment_view import AmendmentView
from app.services.views.decision_view import RoundView
from app.services.writing.keep_place import may_keep_place
from app.services.writing.proposed import proposed_document
from app.storage.talking import glossary
from app.storage.texts import revisions
from app.web.pages.belonging.choices import Choices
from app.web.pages.context import CharterContext
from app.web.pages.deciding.decision_context import DecisionView, decision_view
from app.web.pages.proposals.after_block import AfterBlock, after_block
from app.web.pages.proposals.amendment_parts import ReviewView, invitable, review_of
from app.web.pages.proposals.conflict_context import (
    AlreadyView,
    ConflictView,
    already_of,
    conflicts_of,
)
from app.web.pages.proposals.life_context import LifeView, life_view
from app.web.pages.proposals.living_context import (
    LivingView,
    SinceView,
    living_view,
    published_meanwhile,
)
from app.web.pages.proposals.moved_text import text_around, text_moved
from app.web.pages.proposals.story import StoryLine, story_of
from app.web.pages.talking.discussion_context import DiscussionView, discussion_view
from app.web.rendering.pictures import WayPicture, way
from app.web.rendering.redline import Redline, redline
from app.web.rendering.sentences import PAST, PROPOSED
from app.web.templating import is_fragment_request
from charter.language import N_
from charter.language import gettext as _
from charter.numbers.references import told

_STEPS = (
    (Status.DRAFT, N_("Draft")),
    (Status.DISCUSSION, N_("Discussion")),
    (Status.ROUND, N_("Decision")),
    (Status.ADOPTED, N_("In force")),
)

#: No comment has a longer number.
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One step of a proposal's way: `done`, `current` or `ahead`."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """The page of a proposal.

    `decision_lasts` is how long a decision would stay open, `closing_lasts` how long one could say
    no to its end; `closes_at` what stands in the form
    that opens one.
    """

    slug: str
    address: str
    view: AmendmentView
    number: int
    status: str
    authors: str
    is_author: bool
    is_member: bool
    is_steward: bool
    is_undecided: bool
    steps: tuple[LifeStep, ...]
    change: Redline
    words: Mapping[str, Markup | None]
    conflicts: tuple[str, ...]
    conflict_views: tuple[ConflictView, ...]
    may_keep_place: bool
    around: Redline | None
    already: tuple[AlreadyView, ...]
    decision: DecisionView | None
    past: tuple[DecisionView, ...]
    discussion: DiscussionView
    revision: int | None
    partial: bool
    living: LivingView | None
    meanwhile: tuple[SinceView, ...]
    decision_lasts: timedelta
    closing_lasts: timedelta
    closes_at: str = ""
    side_by_side: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[RuleChange, ...] = ()
    invitable: Choices = ()
    invited: str = ""
    since: int = 0
    review: ReviewView | None = None
    explained: tuple[Explained, ...] = ()
    misled: tuple[str, ...] = ()
    story: tuple[StoryLine, ...] = ()
    life: LifeView | None = None
    after_block: AfterBlock | None = None

    @property
    def amendment(self) -> Amendment:
        """The proposal itself, as it is kept."""
        return self.view.kept.value

    @property
    def way(self) -> WayPicture:
        """The steps as a picture."""
        return way([one.state for one in self.steps])


def steps_of(status: Status) -> tuple[LifeStep, ...]:
    """The way of a proposal, and how far it has come."""
    order = [one for one, _name in _STEPS]
    at = order.index(status) if status in order else -1
    return tuple(
        LifeStep(_(name), "current" if place == at else "done" if place < at else "ahead")
        for place, (_status, name) in enumerate(_STEPS)
    )


def amendment_page(
    charter_ctx: CharterContext,
    view: AmendmentView,
    *,
    stance: Mapping[str, str] | None = None,
    comment: Mapping[str, str] | None = None,
    closes_at: str = "",
    typed: Mapping[str, str] | None = None,
) -> AmendmentPage:
    """The page, from what this person may see. The rest is what they typed in its forms."""
    access, value = charter_ctx.access, view.kept.value
    tense = PAST if view.status is Status.ADOPTED else PROPOSED
    is_written = charter_ctx.ctx.request.query_params.get("text") == "written"
    before, after = (view.base.document, view.proposed) if is_written else view.shown
    change = redline(before, after, tense=tense)
    views = [
        decision_view(
            access,
            view,
            one,
            stance,
            _since(charter_ctx, view, one),
            text_moved(charter_ctx, one.kept.value),
        )
        for one in view.rounds
    ]
    return AmendmentPage(
        slug=charter_ctx.slug,
        address=addresses.amendment(charter_ctx.slug, value.number),
        view=view,
        number=value.number,
        status=view.status.value,
        authors=", ".join(map(in_words, view.authors)),
        is_author=access.actor.member in value.authors,
        is_member=access.actor.is_member,
        is_steward=access.actor.is_steward,
        is_undecided=view.status in UNDECIDED,
        steps=steps_of(view.status),
        change=change,
        words={name: _html(said) for name, said in texts_in(view.version, VERSION).items()},
        conflicts=_conflicts(view),
        conflict_views=conflicts_of(view),
        may_keep_place=may_keep_whole_place(charter_ctx, view),
        around=text_around(charter_ctx, view),
        already=already_of(view),
        decision=next((one for one in views if one.is_open), None),
        past=tuple(reversed([one for one in views if not one.is_open])),
        discussion=_discussion(charter_ctx, view, change, comment),
        revision=next((one.revision for one in views if one.revision), None),
        partial=is_fragment_request(charter_ctx.ctx.request),
        living=living_view(view, is_written=is_written),
        meanwhile=_meanwhile(charter_ctx, view),
        decision_lasts=access.charter.ruleset.round,
        closing_lasts=access.charter.ruleset.closing,
        closes_at=closes_at,
        side_by_side=charter_ctx.ctx.request.query_params.get("view") == "side",
        typed=typed or {},
        rules=rule_changes(access.charter.ruleset, view.version.rules),
        invitable=invitable(charter_ctx, view),
        invited=", ".join(map(in_words, view.names.of_all(view.talk.invited))),
        since=view.talk.seen if 0 < view.talk.seen < view.version.number else 0,
        review=review_of(charter_ctx, view),
        explained=_explained(charter_ctx, view),
        misled=_misled(view),
        after_block=after_block(charter_ctx, view),
        story=story_of(
            view,
            views,
            charter_ctx.slug,
            charter_ctx.access.charter.zone,
        ),
        life=life_view(view, charter_ctx.slug),
    )


def _meanwhile(charter_ctx: CharterContext, view: AmendmentView) -> tuple[SinceView, ...]:
    """What was published since the decision under way was opened."""
    return (
        published_meanwhile(charter_ctx, view.open_round.kept.value, None)
        if view.open_round
        else ()
    )


def _misled(view: AmendmentView) -> tuple[str, ...]:
    """References that would lead elsewhere if it passed, in sentences."""
    return told(*view.shown) if view.status in UNDECIDED else ()


def _explained(charter_ctx: CharterContext, view: AmendmentView) -> tuple[Explained, ...]:
    """The words in the passages that change, before or after, that the glossary explains."""
    before, after = ({block.text for block in text.blocks} for text in view.shown)
    terms = glossary.terms(charter_ctx.reader, charter_ctx.access.charter.id)
    return in_text("\n".join(before ^ after), explained(charter_ctx.slug, terms))


def may_keep_whole_place(charter_ctx: CharterContext, view: AmendmentView) -> bool:
    """Whether an author can say with one press that it still belongs where it was put."""
    is_theirs = (
        charter_ctx.access.actor.member in view.kept.value.authors and view.may.revise is True
    )
    if not is_theirs or view.standing is None or view.standing.kind != "conflict":
        return False
    change_set = revisions.change_set(charter_ctx.reader, view.version.change_sha256)
    head = entry.head(charter_ctx.reader, charter_ctx.access.charter)
    return may_keep_place(change_set, view.base, head) is True


def _since(charter_ctx: CharterContext, view: AmendmentView, one: RoundView) -> Redline | None:
    """What changed in the proposal since this person answered in an earlier round."""
    if one.before is None or one.before.version >= view.version.number:
        return None
    before = next(each for each in view.versions if each.number == one.before.version)
    base = entry.revision(charter_ctx.reader, charter_ctx.access.charter, before.base)
    return redline(proposed_document(charter_ctx.reader, before, base), view.proposed)


def _html(words: str) -> Markup | None:
    return words_to_html(words) if words else None


def _discussion(
    charter_ctx: CharterContext,
    view: AmendmentView,
    change: Redline,
    typed: Mapping[str, str] | None,
) -> DiscussionView:
    """The discussion; a link can choose the passage or the comment that one wants to answer."""
    query = charter_ctx.ctx.request.query_params
    reply = query.get("reply", "")
    known = reply in {str(one) for one in view.talk.shown.numbers}
    asked = {
        "block": query.get("passage", ""),
        "quote": query.get("quote", ""),
        "reply_to": reply if known else "",
    }
    return discussion_view(view, change.blocks, typed or asked, charter_ctx.access.actor.member)


def threads_wanted(
    charter_ctx: CharterContext, typed: Mapping[str, str] | None = None
) -> WantedThreads:
    """Which threads of the discussion a page of a proposal is asked for.

    `typed` is what was typed in its form: what it answers is shown too.
    """
    query = charter_ctx.ctx.request.query_params
    comment = query.get("comment") or (typed or {}).get("reply_to") or query.get("reply", "")
    return WantedThreads(
        before=_number(query.get("talk-before", "")),
        comment=_number(comment),
        answers_before=_number(query.get("answers-before", "")),
    )


def _number(typed: str) -> int:
    """A number in a query; 0 for what is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS else 0


def _conflicts(view: AmendmentView) -> tuple[str, ...]:
    """Why a proposal does not fit the text in force, in sentences."""
    if view.standing is None or view.standing.kind == "clean":
        # What of it is in force already is told beside it.
        return ()
    if view.standing.kind == "contained":
        return (_("The charter already says what this proposal asks for."),)
    reasons = [part.reason for part in view.standing.parts if part.kind == "conflict"]
    return tuple(dict.fromkeys(reasons))
