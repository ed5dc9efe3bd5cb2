"""What people do for one another in conversation, as plain sentences of the record."""

from __future__ import annotations

from collections.abc import Callable

from amendments.record.events import EventKind
from app.web.rendering.record.event_sentence import EventSentence
from charter.language import gettext as _


def _edited(event: EventSentence) -> str:
    return _("{who} changed the words of comment {comment} on {proposal}.").format(**_facts(event))


def _taken_back(event: EventSentence) -> str:
    return _("{who} took comment {comment} on {proposal} back.").format(**_facts(event))


def _settled(event: EventSentence) -> str:
    if event["settled"]:
        said = _("{who} noted that the thread of comment {comment} on {proposal} is settled.")
    else:
        said = _("{who} opened the thread of comment {comment} on {proposal} again.")
    return said.format(**_facts(event))


def _asked_again(event: EventSentence) -> str:
    said = _("{who} asked for another look at comment {comment} on {proposal} by its author.")
    return said.format(**_facts(event))


def _still_stands(event: EventSentence) -> str:
    said = _("{who} looked again: their comment {comment} on {proposal} still stands.")
    return said.format(**_facts(event))


def _reported(_event: EventSentence) -> str:
    return _("Something was reported to the stewards.")


def _report_settled(event: EventSentence) -> str:
    return _("{who} answered a report.").format(who=event.actor)


def _hidden(event: EventSentence) -> str:
    return _("{who} hid comment {comment} on {proposal}.").format(**_facts(event))


def _restored(event: EventSentence) -> str:
    return _("{who} let comment {comment} on {proposal} be shown again.").format(**_facts(event))


def _answered(event: EventSentence) -> str:
    said = _("{who}, whose comment {comment} on {proposal} is hidden, answered the stewards.")
    return said.format(**_facts(event))


def _appealed(event: EventSentence) -> str:
    said = _("{who} asked another steward about the hidden comment {comment} on {proposal}.")
    return said.format(**_facts(event))


def _decided(event: EventSentence) -> str:
    if event["restored"]:
        said = _("{who} decided that comment {comment} on {proposal} is shown again.")
    else:
        said = _("{who} decided that comment {comment} on {proposal} stays hidden.")
    return said.format(**_facts(event))


def _paused(event: EventSentence) -> str:
    return _("{who} paused the comments of someone for some days.").format(who=event.actor)


def _lifted(event: EventSentence) -> str:
    return _("{who} ended a pause of comments.").format(who=event.actor)


def _facts(event: EventSentence) -> dict[str, object]:
    return {"who": event.actor, "proposal": event.proposal, "comment": event["comment"]}


CARE: dict[str, Callable[[EventSentence], str]] = {
    EventKind.COMMENT_EDITED: _edited,
    EventKind.COMMENT_TAKEN_BACK: _taken_back,
    EventKind.THREAD_SETTLED: _settled,
    EventKind.LOOK_AGAIN_ASKED: _asked_again,
    EventKind.STILL_STANDS: _still_stands,
    EventKind.REPORTED: _reported,
    EventKind.REPORT_SETTLED: _report_settled,
    EventKind.COMMENT_HIDDEN: _hidden,
    EventKind.COMMENT_RESTORED: _restored,
    EventKind.HIDING_ANSWERED: _answered,
    EventKind.HIDING_APPEALED: _appealed,
    EventKind.APPEAL_DECIDED: _decided,
    EventKind.PAUSED: _paused,
    EventKind.PAUSE_LIFTED: _lifted,
}
