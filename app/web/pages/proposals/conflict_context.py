"""Where a proposal and the charter met: what both changed, and what is in force already."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.views.amendment_view import AmendmentView
from app.web.rendering.redline import RedlinePassage, word_passage
from charter import ThreeWay, split
from charter.language import N_
from charter.language import gettext as _

_ALREADY = {
    "in_force": N_("This part is already in force:"),
    "gone": N_("This part is already taken out:"),
    "in_place": N_("This part stands there already:"),
    "begun": N_("Part of this wording is already in force. The passage becomes as it was written:"),
}


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What each side made of the passage as it read then.

    `theirs` is the charter's side, `yours` the proposal's; None where there is nothing to show.
    `suggestion` joins both where their words do not meet: something to start from.
    """

    reason: str
    theirs: RedlinePassage | None
    yours: RedlinePassage | None
    suggestion: RedlinePassage | None


@dataclass(frozen=True, slots=True)
class AlreadyView:
    """A part of a proposal that is in force already, as one sentence and the words it is about."""

    said: str
    passage: RedlinePassage | None


def already_of(view: AmendmentView) -> tuple[AlreadyView, ...]:
    """What of a proposal is in force already, if that is not all of it."""
    return tuple(
        AlreadyView(_(_ALREADY[one.state]), passage_of(one.block, one.text, one.text))
        for one in view.already
    )


def conflicts_of(view: AmendmentView) -> tuple[ConflictView, ...]:
    """The passages of a proposal that do not fit the text in force."""
    return tuple(_view(one) for one in view.conflicts)


def _view(one: ThreeWay) -> ConflictView:
    return ConflictView(
        reason=one.reason,
        theirs=passage_of(one.block, one.then, one.theirs),
        yours=passage_of(one.block, one.then, one.yours),
        suggestion=passage_of(one.block, one.suggestion, one.suggestion),
    )


def passage_of(block: str | None, before: str | None, after: str | None) -> RedlinePassage | None:
    """A wording with what changed in it; None where there is none on either side."""
    shown = after or before
    if not shown:
        return None
    pieces = split(shown)
    kind = pieces[0].kind if pieces else "paragraph"
    return word_passage(block or "new", kind, before or "", after or "")
