"""Drafts that are kept while someone writes: whose words may take the place of which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from amendments.refusals import Permission, TooLarge, WrongState
from charter.language import gettext as _

#: How long a draft is kept after someone last wrote in it.
DRAFTS_LAST = timedelta(days=90)
#: How long it is known that a draft was sent or thrown away, so that no late word brings it back.
ENDS_LAST = timedelta(days=2)
#: The most that one draft may hold, in bytes, and how many a person may have.
LONGEST_DRAFT = 1_200_000
MOST_DRAFTS = 40


class ChangedElsewhere(WrongState):
    """The same draft was written in another window since this one was opened."""


class Ended(WrongState):
    """The draft was sent or thrown away in another window."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who holds the pen: a window (`pen`), and the version of the draft that it began from."""

    pen: str
    version: int = 0


def may_keep(before: Hand | None, hand: Hand, *, ended: bool = False) -> Permission:
    """Whether what a window holds may take the place of what is kept.

    `before` is the hand that wrote last. A window may always go on with its own words; with those
    of another only if it has seen them.
    """
    if before is None:
        return True
    if ended:
        return Ended(
            _(
                "This draft was sent or thrown away in another window, so what you write here "
                "is not being kept."
            )
        )
    if before.pen == hand.pen or before.version == hand.version:
        return True
    return ChangedElsewhere(
        _(
            "You wrote in this draft in another window too. Nothing was overwritten, and what "
            "you write here is not being kept for now."
        )
    )


def fits_in(size: int, others: int) -> Permission:
    """Whether a draft of so many bytes can be kept beside so many others."""
    if size > LONGEST_DRAFT:
        return TooLarge(_("This is too long to be kept as a draft."))
    if others >= MOST_DRAFTS:
        msg = _("You have {n} drafts. Throw one away at “My drafts”, and this one is kept too.")
        return TooLarge(msg.format(n=others))
    return True
