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
    CeremonyRow,
    IdentityRow,
    KeptAnswerRow,
    OutgoingMailRow,
    PasskeyRow,
    SignInRow,
    WebSessionRow,
)
from app.storage.tables.record import EventRow, WordsRow
from app.storage.tables.rounds import ObjectionRow, RoundRow, SeatRow, StanceRow

__all__ = [
    "AmendmentRow",
    "ApiTokenRow",
    "AuthorRow",
    "CeremonyRow",
    "ChangeSetRow",
    "CharterRow",
    "CommentRow",
    "EventRow",
    "IdentityRow",
    "KeptAnswerRow",
    "MembershipRow",
    "ObjectionRow",
    "OutgoingMailRow",
    "PasskeyRow",
    "PersonRow",
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
