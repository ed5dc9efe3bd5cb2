"""Who can read the charter, as plain sentences of the record."""

from __future__ import annotations

from collections.abc import Callable

from amendments.belonging.visibility import Openness, openness_of
from amendments.record.events import EventKind
from app.web.rendering.record.event_sentence import EventSentence
from charter.language import N_
from charter.language import gettext as _

#: What each openness means, to end a sentence with.
IN_WORDS = {
    Openness.MEMBERS: N_("only members can read the charter"),
    Openness.PUBLIC: N_("everyone can read the charter and its proposals"),
    Openness.OPEN: N_("everyone can read the charter, its proposals and the discussion"),
}
_PARTS = {
    "proposals": N_("their proposals from before"),
    "discussion": N_("what they said in discussions before"),
}


def _of(event: EventSentence) -> str:
    return _(IN_WORDS[openness_of(event["visibility"], event["discussion"])])


def _changed(event: EventSentence) -> str:
    if event.who:
        return _("{who} decided: {what}.").format(who=event.actor, what=_of(event))
    return _("From now on {what}.").format(what=_of(event))


def _consent(event: EventSentence, text: str) -> str:
    return text.format(who=event.actor, what=_(_PARTS.get(str(event["part"]), "")))


VISIBILITY: dict[str, Callable[[EventSentence], str]] = {
    EventKind.VISIBILITY_ANNOUNCED: lambda e: _("{who} announced: {what}, after a week.").format(
        who=e.actor if e.who else _("The operator of this place"), what=_of(e)
    ),
    EventKind.VISIBILITY_STOPPED: lambda e: _("{who} stopped what was announced.").format(
        who=e.actor
    ),
    EventKind.VISIBILITY_CHANGED: _changed,
    EventKind.VISIBILITY_CONSENTED: lambda e: _consent(
        e, _("{who} agreed that everyone reads {what}.")
    ),
    EventKind.VISIBILITY_CONSENT_WITHDRAWN: lambda e: _consent(
        e, _("{who} does not agree any more that everyone reads {what}.")
    ),
}
