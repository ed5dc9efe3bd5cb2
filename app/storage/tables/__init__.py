"""The tables. Rows are dumb: rules live in `charter` and `amendments`."""

from app.storage.tables.amendments import (
    AmendmentRow,
    AuthorRow,
    ChangeSetRow,
    CommentRow,
    VersionRow,
)
from app.storage.tables.base import UTCDateTime, metadata
from app.storage.tables.charters import CharterRow, MembershipRow, PersonRow, RevisionRow
from app.storage.tables.doors import (
    ApiTokenRow,
    KeptAnswerRow,
    SignInRow,
    WebSessionRow,
)
from app.storage.tables.mail import MailChoiceRow, NoticeRow, OutgoingMailRow, QuietHoursRow
from app.storage.tables.record import EventRow, WordsRow
from app.storage.tables.rounds import ObjectionRow, RoundRow, SeatRow, StanceRow

__all__ = [
    "AmendmentRow",
    "ApiTokenRow",
    "AuthorRow",
    "ChangeSetRow",
    "CharterRow",
    "CommentRow",
    "EventRow",
    "KeptAnswerRow",
    "MailChoiceRow",
    "MembershipRow",
    "NoticeRow",
    "ObjectionRow",
    "OutgoingMailRow",
    "PersonRow",
    "QuietHoursRow",
    "RevisionRow",
    "RoundRow",
    "SeatRow",
    "SignInRow",
    "StanceRow",
    "UTCDateTime",
    "VersionRow",
    "WebSessionRow",
    "WordsRow",
    "metadata",
]
