"""After a decision that did not pass: whose objection is open, and the one act for each person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from amendments.belonging.shown_names import in_words
from amendments.deciding.opening import stands_against
from amendments.status import Status
from app import addresses
from app.rendering.markdown.html import words_to_html
from app.services.views.amendment_view import SOMEONE, AmendmentView, Names, may_open_again
from app.storage.deciding.objections import KeptObjection
from app.web.pages.context import CharterContext
from charter import Block, Insert
from charter.conflicts.acceptable_wordings import AcceptableWording, as_wording
from charter.dates import list_in_words
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class AfterBlock:
    """What stands first on the page of a proposal to which an objection is open.

    `says` is whose it is; `act` and `href` the one thing that this person can do. `stands`: it is
    about these very words. `may_open_again`: a steward may put the same words again, with a reason.
    """

    says: str
    stands: bool
    act: str
    href: str
    is_mine: bool
    may_open_again: bool


def after_block(charter_ctx: CharterContext, view: AmendmentView) -> AfterBlock | None:
    """What stands first; None where nothing has failed, or where this person may not know."""
    still = open_objections(view)
    if view.status not in {Status.DISCUSSION, Status.DRAFT} or not still:
        return None
    me, version = charter_ctx.access.actor.member, view.version.number
    mine = next((one for one in still if one.value.member == me), None)
    stands = stands_against([one.value for one in still], version)
    act, href = _act(charter_ctx, view, mine or still[0], is_mine=mine is not None)
    return AfterBlock(
        says=whose(still, view.names, me, sees_names=view.rounds[-1].sees_names),
        stands=stands,
        act=act,
        href=href,
        is_mine=mine is not None,
        may_open_again=stands and may_open_again(charter_ctx.access, view, charter_ctx.reader.now),
    )


def open_objections(view: AmendmentView) -> list[KeptObjection]:
    """The objections that are open, as far as this person may know of them."""
    if not view.rounds or view.rounds[-1].kept.value.is_open:
        return []
    return [one for one in view.rounds[-1].objections if one.value.is_open]


def whose(
    objections: Sequence[KeptObjection], names: Names, me: int | None, *, sees_names: bool
) -> str:
    """Whose objections are open, in a sentence, as far as one may know."""
    if any(one.value.member == me for one in objections):
        if len(objections) == 1:
            return _("You objected, and your objection is open.")
        return _("You and others objected, and these objections are open.")
    known = [
        in_words(names.of(one.value.member))
        for one in objections
        if sees_names and not one.value.confidential
    ]
    listed = [*sorted(known), *[_(SOMEONE)] * (len(objections) - len(known))]
    said = _("{names} objected, and that is not resolved.").format(names=list_in_words(listed))
    return said[:1].upper() + said[1:]


def _act(
    charter_ctx: CharterContext, view: AmendmentView, one: KeptObjection, *, is_mine: bool
) -> tuple[str, str]:
    """The one act of this person, and where it is done."""
    slug, number = charter_ctx.slug, view.kept.value.number
    at = f"#objection-{one.value.number}"
    if is_mine:
        before, now = one.value.raised_on, view.version.number
        if now > before:
            changed = addresses.versions(slug, number, before, now)
            return _("See what changed since, and answer"), changed
        return _("Look at my objection"), at
    if charter_ctx.access.actor.member in view.kept.value.authors and view.may.revise is True:
        word = _("Make a new version that meets it")
        return word, addresses.editing(slug, number, meets=one.value.number)
    if charter_ctx.access.actor.is_steward:
        return _("Help with it"), at
    return _("Read the objection"), at


# --- for the author's next version


@dataclass(frozen=True, slots=True)
class ToMeet:
    """An objection beside the form in which a version is written that may meet it.

    `wording` is there if what would make it acceptable is a wording of one of the passages.
    """

    number: int
    name: str
    reason: Markup
    acceptable_if: Markup
    wording: AcceptableWording | None


def to_meet(view: AmendmentView | None) -> tuple[ToMeet, ...]:
    """The open objections that a new version can mean to meet."""
    if view is None or not view.rounds:
        return ()
    shown, passages = view.rounds[-1], changed_passages(view)
    return tuple(
        ToMeet(
            one.value.number,
            view.names.of(one.value.member)
            if shown.sees_names and not one.value.confidential
            else _(SOMEONE),
            words_to_html(one.reason),
            words_to_html(one.acceptable_if),
            as_wording(one.acceptable_if, passages),
        )
        for one in shown.objections
        if one.value.is_open
    )


def changed_passages(view: AmendmentView) -> list[Block]:
    """The passages that a proposal changes or puts in, as it would have them read."""
    named = {op.block for op in view.change_set.operations if not isinstance(op, Insert)}
    return [
        block
        for block in view.proposed.blocks
        if block.id in named or block.id not in view.base.document.positions
    ]
