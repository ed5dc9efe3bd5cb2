"""Review dates: “good enough for now, safe enough to try until then”."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from amendments.refusals import Answer, WrongState
from amendments.status import Status
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


def may_review(amendment: Amendment, *, reviewed: bool) -> Answer:
    """Whether a review of this amendment can be started; it need not wait for its day."""
    if amendment.status is not Status.ADOPTED:
        return WrongState(_("Only a proposal that was adopted can be reviewed."))
    if reviewed:
        return WrongState(_("This has been reviewed since, and the outcome was adopted."))
    return True
