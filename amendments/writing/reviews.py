"""Review dates: “good enough for now, safe enough to try until then”."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, Permission, WrongState
from amendments.status import Status
from amendments.writing.fields import LONGEST_TITLE
from amendments.writing.lifecycle import Amendment
from charter.language import N_
from charter.language import gettext as _


class ReviewWay(StrEnum):
    """The three ways on when a review is due. Each begins a proposal that is decided on."""

    KEEP = "keep"
    CHANGE = "change"
    END = "end"


MEANING = {
    ReviewWay.KEEP: (
        N_("Keep it"),
        N_("The text stays as it is; you can set the next day to look again."),
    ),
    ReviewWay.CHANGE: (N_("Change it"), N_("You write what should change.")),
    ReviewWay.END: (
        N_("End it"),
        N_("What it changed is changed back, as far as the charter still reads so."),
    ),
}


def is_due(amendment: Amendment, today: date, *, reviewed: bool) -> bool:
    """Whether the day has come to look at an adopted amendment again."""
    return (
        amendment.status is Status.ADOPTED
        and amendment.review_on is not None
        and amendment.review_on <= today
        and not reviewed
    )


def may_review(amendment: Amendment, *, reviewed: bool) -> Permission:
    """Whether a review of this amendment can be started; it need not wait for its day."""
    if amendment.status is not Status.ADOPTED:
        return WrongState(_("Only a proposal that was adopted can be reviewed."))
    if reviewed:
        return WrongState(_("This has been reviewed since, and the outcome was adopted."))
    return True


def read_way(way: str) -> ReviewWay:
    """One of the two ways that begin by themselves; to change it somebody writes what changes.

    Raises:
        BadInput: it is neither.
    """
    if way not in {ReviewWay.KEEP, ReviewWay.END}:
        raise BadInput(_("Please choose: keep it, or end it."), field="way")
    return ReviewWay(way)


def may_reverse(*, changed_rules: bool, changed_text: bool) -> Permission:
    """Whether what an amendment changed can be changed back: its text, and that alone."""
    if changed_rules:
        return WrongState(
            _("It changed the rules of deciding too. Choose “Change it” and say what they become.")
        )
    if not changed_text:
        return WrongState(
            _("It left the text as it was, so there is nothing to take back. Choose “Change it”.")
        )
    return True


def still_reads_so(*, fits: bool) -> Permission:
    """Whether the charter still reads as an amendment made it, so that it can be changed back."""
    if not fits:
        return WrongState(
            _(
                "The charter has changed in the same place since, so it cannot simply be "
                "taken back. Choose “Change it” and write how it should read."
            )
        )
    return True


def words_of(way: ReviewWay, title: str, amendment: Amendment, today: date) -> dict[str, str]:
    """What a proposal says that keeps or ends what an amendment with this title changed."""
    number = amendment.number
    words = {
        "title": _("End: {title}").format(title=title),
        "summary": _("What was changed is changed back."),
    }
    if way is ReviewWay.KEEP:
        words = {
            "title": _("Keep: {title}").format(title=title),
            "summary": _("The text stays as it is."),
        }
    because = _("It is time to look again at proposal {number}, which was adopted.")
    if is_due(amendment, today, reviewed=False):
        because = _("The day to look again at proposal {number} has come.")
    title_that_fits = words["title"][:LONGEST_TITLE]
    return {**words, "title": title_that_fits, "reason": because.format(number=number)}


def came_due(amendment: int) -> Event:
    """The day to look again at an adopted amendment has come."""
    return Event(EventKind.REVIEW_DUE, None, {"amendment": amendment})
