"""Every kind of mail, in the order in which the page of settings shows them.

A new one is a `MailKind` in this table and a template of its name in `templates/mail/`.
"""

from app.mail.kinds import (
    belonging,
    care,
    charter,
    decisions,
    lives,
    mediation,
    objections,
    talk,
    visibility,
)
from app.mail.kinds.kind import Later, Letter, MailKind, Occasion

ALL: tuple[MailKind, ...] = (
    decisions.OPENED,
    decisions.REMINDER,
    decisions.CLOSING_SOON,
    decisions.CLOSED,
    decisions.MORE_TIME,
    decisions.TEXT_MOVED,
    decisions.WRITTEN_DOWN,
    decisions.CORRECTION,
    objections.RAISED,
    objections.ANSWERED,
    talk.PROPOSED,
    talk.COMMENTED,
    talk.REPLIED,
    talk.MENTIONED,
    talk.LOOK_AGAIN,
    talk.ASKED_TO_WRITE,
    lives.TAKEN_UP,
    lives.CLOSING,
    lives.ENDED,
    care.REPORTED,
    care.REPORT_ANSWERED,
    care.HIDDEN,
    care.PAUSED,
    mediation.MEDIATION,
    charter.PUBLISHED,
    charter.REVIEW_DUE,
    charter.RULES_CHANGED,
    visibility.VISIBILITY,
    charter.INVITED,
    belonging.ASKED_TO_JOIN,
    belonging.REQUEST_REFUSED,
    belonging.REMOVED,
    belonging.STEWARD_PROPOSED,
    belonging.STEWARD_CHANGED,
    belonging.TERM_ENDS,
    belonging.RENAMED,
)
KINDS = {one.name: one for one in ALL}

__all__ = ["ALL", "KINDS", "Later", "Letter", "MailKind", "Occasion"]
