"""Fitting a proposal to the text in force: its place kept, its conflicts chosen, words taken over.

What a text says to a change is asked of `charter`; here is what follows from the answer.
"""

from __future__ import annotations

from amendments.refusals import BadInput, NotFound, Permission, WrongState
from charter import Refused
from charter.language import gettext as _


def may_keep_place(*, in_conflict: bool, applies_anywhere: bool) -> Permission:
    """Whether only the place of a change is another one now."""
    if not applies_anywhere:
        return WrongState(
            _(
                "More than its place has changed, so it cannot be put there as it is. Write a "
                "new version."
            )
        )
    if not in_conflict:
        return WrongState(
            _("It fits the text in force as it is, so there is nothing to say about its place.")
        )
    return True


def may_choose_places(began_on: int | None, head: int) -> Permission:
    """Whether the places that were shown are those of the revision in force, by their numbers."""
    if began_on != head:
        return WrongState(
            _(
                "The charter has changed again since you opened this page. Nothing was saved: "
                "look at the places once more."
            )
        )
    return True


def check_something_left(*, left: bool) -> None:
    """Refuse choices that leave nothing of a proposal.

    Raises:
        BadInput: nothing is left.
    """
    if not left:
        msg = _(
            "Then nothing is left of this proposal: the charter would stay as it is. Choose "
            "otherwise at one place at least, or withdraw the proposal."
        )
        raise BadInput(msg, field="places")


def unusable(refused: Refused, field: str) -> BadInput:
    """Why words that somebody sent make no text that holds together."""
    return BadInput(refused.reason, field=field)


def may_be_taken_over(*, taken_back: bool, hidden: bool, taken_over: bool) -> Permission:
    """Whether a suggestion can still be taken over, whatever the text reads now."""
    if taken_back:
        return WrongState(_("This suggestion was taken back."))
    if hidden:
        return WrongState(_("A steward has hidden this suggestion."))
    if taken_over:
        return WrongState(_("This suggestion has been taken over already."))
    return True


def no_suggestion(number: int) -> NotFound:
    """There is no suggestion with this number."""
    return NotFound(_("There is no suggestion {number} on this proposal.").format(number=number))


def is_about_a_passage(*, anchored: bool) -> Permission:
    """Whether a suggestion says what it would replace."""
    if not anchored:
        return WrongState(
            _(
                "This suggestion is about the whole, not about one passage, so it cannot "
                "be put in by itself. Write a new version with it."
            )
        )
    return True


def still_reads_as_then(*, same: bool) -> Permission:
    """Whether the words that a suggestion would replace still stand as they did."""
    if not same:
        return WrongState(
            _(
                "The passage reads differently now than when this was suggested, so it cannot be "
                "taken over as it is. Write a new version with it yourself."
            )
        )
    return True


def begins_and_ends_whole(*, cuts_bold: bool) -> Permission:
    """Whether what a suggestion would replace leaves the marks around it whole."""
    if cuts_bold:
        return WrongState(
            _(
                "The words that this would replace begin or end in the middle of bold words, so "
                "it cannot be taken over as it is. Write a new version with it yourself."
            )
        )
    return True


def is_news(*, reads_so: bool) -> Permission:
    """Whether a suggestion would change what the proposal says."""
    return WrongState(_("The proposal reads like this already.")) if reads_so else True


def not_found_again(refused: Refused) -> WrongState:
    """Why the words that a suggestion would replace cannot be found."""
    return WrongState(refused.reason)
