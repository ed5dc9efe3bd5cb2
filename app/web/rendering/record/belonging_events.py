"""Who comes, who goes and who is a steward, as plain sentences of the record."""

from __future__ import annotations

from collections.abc import Callable

from amendments.record.events import EventKind
from app.web.rendering.record.event_sentence import EventSentence
from charter.language import gettext as _
from charter.language import ngettext


def _member(event: EventSentence) -> str:
    return str(event.names.get(event["member"], _("a member")))


def _at_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def _joined(event: EventSentence) -> str:
    if event["request"] is not None:
        text = _("{who} joined. {steward} said yes to their request.")
    else:
        text = _("{who} joined by invitation {number}.")
    return text.format(
        who=_at_first(_member(event)), steward=event.actor, number=event["invitation"]
    )


def _operator(event: EventSentence) -> str:
    return event.actor if event.who else _("The operator of this place")


def _invited(event: EventSentence) -> str:
    if event["personal"]:
        return _("{who} invited somebody (invitation {number}).").format(
            who=_operator(event), number=event["invitation"]
        )
    text = ngettext(
        "{who} made a link that {uses} person can join by (invitation {number}).",
        "{who} made a link that {uses} people can join by (invitation {number}).",
        event["uses"],
    )
    return text.format(who=_operator(event), uses=event["uses"], number=event["invitation"])


def _switched(event: EventSentence) -> str:
    if event["open"]:
        return _("{who} let people ask to join.").format(who=event.actor)
    return _("{who} decided that people cannot ask to join.").format(who=event.actor)


def _about_steward(event: EventSentence, texts: tuple[str, str, str]) -> str:
    make, end, remove = texts
    text = {"make": make, "end": end, "remove": remove}.get(str(event["way"]), make)
    return text.format(by=event.actor, who=_member(event))


def _proposed(event: EventSentence) -> str:
    return _about_steward(
        event,
        (
            _("{by} proposed that {who} is a steward."),
            _("{by} proposed that {who} is not a steward any more."),
            _("{by} proposed to remove {who}."),
        ),
    )


def _confirmed(event: EventSentence) -> str:
    return _about_steward(
        event,
        (
            _("{by} confirmed, as the second steward: {who} is a steward."),
            _("{by} confirmed, as the second steward: {who} is not a steward any more."),
            _("{by} confirmed, as the second steward: {who} was removed."),
        ),
    )


BELONGING: dict[str, Callable[[EventSentence], str]] = {
    EventKind.STEWARD_PROPOSED: _proposed,
    EventKind.STEWARD_CONFIRMED: _confirmed,
    EventKind.STEWARD_ANSWERED: lambda e: _("{who} answered what was proposed about them.").format(
        who=e.actor
    ),
    EventKind.STEWARD_STOPPED: lambda e: _(
        "{who} ended what was proposed about a steward. Nothing changed."
    ).format(who=e.actor),
    EventKind.STEWARD_RESIGNED: lambda e: _("{who} stepped down as a steward.").format(who=e.actor),
    EventKind.MEMBER_RENAMED: lambda e: _("{who} goes by another name now.").format(who=e.actor),
    EventKind.MEMBER_JOINED: _joined,
    EventKind.INVITED: _invited,
    EventKind.INVITATION_WITHDRAWN: lambda e: _("{who} took invitation {number} back.").format(
        who=_operator(e), number=e["invitation"]
    ),
    EventKind.INVITATION_DECLINED: lambda e: _(
        "Invitation {number} ended without anybody joining."
    ).format(number=e["invitation"]),
    EventKind.JOIN_ASKED: lambda e: _("Somebody asked to join (request {number}).").format(
        number=e["request"]
    ),
    EventKind.JOIN_REFUSED: lambda e: _("{who} said no to request {number}.").format(
        who=e.actor, number=e["request"]
    ),
    EventKind.REQUESTS_SWITCHED: _switched,
}
