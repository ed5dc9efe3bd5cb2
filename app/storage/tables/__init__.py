"""The tables. Rows are dumb: rules live in `charter` and `amendments`."""

from app.storage.tables.amendments import (
    AmendmentRow,
    AuthorInvitationRow,
    AuthorRow,
    ChangeSetRow,
    CommentEditRow,
    CommentRow,
    MentionRow,
    SeenRow,
    SenseRow,
    SummaryRow,
    VersionRow,
)
from app.storage.tables.authentication import (
    ApiTokenRow,
    CeremonyRow,
    IdentityRow,
    KeptAnswerRow,
    PasskeyRow,
    SignInRow,
    WebSessionRow,
)
from app.storage.tables.base import UTCDateTime, metadata
from app.storage.tables.belonging import InvitationRow, JoinRequestRow, StewardChangeRow
from app.storage.tables.care import HidingRow, LookAgainRow, PauseRow, ReportRow
from app.storage.tables.charters import (
    CharterRow,
    HeadingNameRow,
    PassageChangeRow,
    RevisionRow,
    RevisionSizeRow,
    VisibilityConsentRow,
)
from app.storage.tables.drafts import KeptDraftRow
from app.storage.tables.glossary import GlossaryEditRow
from app.storage.tables.lives import AmendmentEndRow, AnnouncedEndRow, TakenUpRow
from app.storage.tables.mail import MailChoiceRow, NoticeRow, OutgoingMailRow, QuietHoursRow
from app.storage.tables.mediation import MediationNoteRow, MediationPersonRow, MediationRow
from app.storage.tables.members import MembershipRow, PersonRow
from app.storage.tables.record import EventRow, HeldLineRow, WordsRow
from app.storage.tables.rounds import (
    DeadlineMoveRow,
    ExtensionRow,
    ObjectionRow,
    RoundRow,
    SeatRow,
    SettingAsideRow,
    StanceRow,
    StatementRow,
    SupportRow,
    TurnRow,
)
from app.storage.tables.upkeep import ClockRow, ErasureRow

__all__ = [
    "AmendmentEndRow",
    "AmendmentRow",
    "AnnouncedEndRow",
    "ApiTokenRow",
    "AuthorInvitationRow",
    "AuthorRow",
    "CeremonyRow",
    "ChangeSetRow",
    "CharterRow",
    "ClockRow",
    "CommentEditRow",
    "CommentRow",
    "DeadlineMoveRow",
    "ErasureRow",
    "EventRow",
    "ExtensionRow",
    "GlossaryEditRow",
    "HeadingNameRow",
    "HeldLineRow",
    "HidingRow",
    "IdentityRow",
    "InvitationRow",
    "JoinRequestRow",
    "KeptAnswerRow",
    "KeptDraftRow",
    "LookAgainRow",
    "MailChoiceRow",
    "MediationNoteRow",
    "MediationPersonRow",
    "MediationRow",
    "MembershipRow",
    "MentionRow",
    "NoticeRow",
    "ObjectionRow",
    "OutgoingMailRow",
    "PassageChangeRow",
    "PasskeyRow",
    "PauseRow",
    "PersonRow",
    "QuietHoursRow",
    "ReportRow",
    "RevisionRow",
    "RevisionSizeRow",
    "RoundRow",
    "SeatRow",
    "SeenRow",
    "SenseRow",
    "SettingAsideRow",
    "SignInRow",
    "StanceRow",
    "StatementRow",
    "StewardChangeRow",
    "SummaryRow",
    "SupportRow",
    "TakenUpRow",
    "TurnRow",
    "UTCDateTime",
    "VersionRow",
    "VisibilityConsentRow",
    "WebSessionRow",
    "WordsRow",
    "metadata",
]
