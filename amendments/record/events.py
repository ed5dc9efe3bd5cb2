"""Events: what the rules say has happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class EventKind(StrEnum):
    """Every kind of event there is in a record."""

    FOUNDED = "charter.founded"
    IMPORTED = "revision.imported"
    MEMBER_ADDED = "member.added"
    MEMBER_CHANGED = "member.changed"
    MEMBER_RENAMED = "member.renamed"
    MEMBER_JOINED = "member.joined"
    MEMBER_LEFT = "member.left"
    MEMBER_REMOVED = "member.removed"
    MEMBER_ERASED = "member.erased"
    STEWARD_PROPOSED = "steward.proposed"
    STEWARD_ANSWERED = "steward.answered"
    STEWARD_CONFIRMED = "steward.confirmed"
    STEWARD_STOPPED = "steward.stopped"
    STEWARD_RESIGNED = "steward.resigned"
    INVITED = "invitation.made"
    INVITATION_WITHDRAWN = "invitation.withdrawn"
    INVITATION_DECLINED = "invitation.declined"
    JOIN_ASKED = "join.asked"
    JOIN_REFUSED = "join.refused"
    REQUESTS_SWITCHED = "requests.switched"
    VISIBILITY_ANNOUNCED = "visibility.change_announced"
    VISIBILITY_STOPPED = "visibility.change_stopped"
    VISIBILITY_CHANGED = "visibility.changed"
    VISIBILITY_CONSENTED = "visibility.consented"
    VISIBILITY_CONSENT_WITHDRAWN = "visibility.consent_withdrawn"
    GLOSSARY_EDITED = "glossary.edited"
    RULES_CHANGED = "ruleset.changed"
    DRAFTED = "amendment.drafted"
    REVISED = "amendment.revised"
    SUBMITTED = "amendment.submitted"
    WITHDRAWN = "amendment.withdrawn"
    TAKEN_UP = "amendment.taken_up"
    CLOSING_ANNOUNCED = "amendment.closing_announced"
    CLOSING_REFUSED = "amendment.closing_refused"
    CLOSING_STOPPED = "amendment.closing_stopped"
    CLOSED = "amendment.closed"
    AUTHOR_INVITED = "author.invited"
    AUTHOR_JOINED = "author.joined"
    AUTHOR_LEFT = "author.left"
    COMMENTED = "comment.added"
    COMMENT_EDITED = "comment.edited"
    COMMENT_TAKEN_BACK = "comment.taken_back"
    THREAD_SETTLED = "thread.settled"
    LOOK_AGAIN_ASKED = "comment.look_again_asked"
    STILL_STANDS = "comment.still_stands"
    REPORTED = "report.made"
    REPORT_SETTLED = "report.settled"
    COMMENT_HIDDEN = "comment.hidden"
    COMMENT_RESTORED = "comment.restored"
    HIDING_ANSWERED = "hiding.answered"
    HIDING_APPEALED = "hiding.appealed"
    APPEAL_DECIDED = "appeal.decided"
    PAUSED = "comments.paused"
    PAUSE_LIFTED = "pause.lifted"
    QUESTION_ANSWERED = "question.answered"
    SUMMARISED = "discussion.summarised"
    SENSED = "sense.given"
    ROUND_OPENED = "round.opened"
    STANCE_TAKEN = "stance.taken"
    OBJECTION_SUPPORTED = "objection.supported"
    OBJECTION_TESTED = "objection.tested"
    SET_ASIDE_PROPOSED = "objection.set_aside_proposed"
    OBJECTION_RESOLVED = "objection.resolved"
    ROUND_EXTENDED = "round.extended"
    TEXT_MOVED = "round.text_moved"
    RESULT_CHANGED = "round.result_changed"
    CORRECTION_DISPUTED = "correction.disputed"
    ROUND_CLOSED = "round.closed"
    OUTCOME_STATED = "outcome.stated"
    PUBLISHED = "revision.published"
    REVIEW_DUE = "review.due"
    TIME_MENDED = "time.mended"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `data` is JSON and stays for ever. `words` are personal words and names: the record holds only
    a salted digest of each, so that they can be erased while the record still verifies.
    `actor` is a member's handle, or None: for the server itself, and for answers in a round,
    which are recorded by the seat on its roll instead.
    """

    kind: EventKind
    actor: str | None
    data: Mapping[str, object]
    words: Mapping[str, str] = field(default_factory=dict)
