"""How proposals are left, taken up and ended, as plain sentences of the record."""

from __future__ import annotations

from collections.abc import Callable

from amendments.record.events import EventKind
from amendments.writing.ending import EndReason
from amendments.writing.lifecycle import MEMBER_LEFT
from app.web.rendering.record.event_sentence import EventSentence, begin
from charter.language import gettext as _


def _joined(event: EventSentence) -> str:
    if event["in_place_of"]:
        said = _("{actor} became the author of {proposal}, which was handed over to them.")
    else:
        said = _("{actor} became an author of {proposal}.")
    return said.format(**_facts(event))


def _withdrawn(event: EventSentence) -> str:
    if event["cause"] == MEMBER_LEFT:
        return _("A draft that nobody else had seen ended, because its author left.")
    return _("{actor} withdrew {proposal}.").format(**_facts(event))


def _author_left(event: EventSentence) -> str:
    return _("{actor} stopped being an author of {proposal}.").format(**_facts(event))


def _taken_up(event: EventSentence) -> str:
    if event["withdrawn"]:
        said = _("{actor} took up {proposal}, which had been withdrawn.")
    else:
        said = _("{actor} took up {proposal}, which nobody wrote any more.")
    return said.format(**_facts(event))


def _announced(event: EventSentence) -> str:
    said = _("{actor} announced that {proposal} is to be closed, unless someone says no: {why}.")
    return said.format(**_facts(event), why=why(event["reason"], event["of"]))


def _refused(event: EventSentence) -> str:
    return _("{actor} said no to closing {proposal}: it goes on.").format(**_facts(event))


def _stopped(event: EventSentence) -> str:
    said = _("{proposal} was not closed: what was announced was not so any more.")
    return said.format(proposal=begin(event.proposal))


def _closed(event: EventSentence) -> str:
    said = _("{proposal} was closed, as nobody said no: {why}.")
    return said.format(proposal=begin(event.proposal), why=why(event["reason"], event["of"]))


def why(reason: str | None, of: int | None = None) -> str:
    """Why nothing is left to decide on a proposal, as part of a sentence."""
    if reason == EndReason.CONTAINED:
        return _("the charter says already what it asks for")
    if reason == EndReason.DUPLICATE and of:
        return _("proposal {n} asks for the same").format(n=of)
    if reason == EndReason.DUPLICATE:
        return _("another proposal asks for the same")
    return _("nobody goes on with it")


def _facts(event: EventSentence) -> dict[str, object]:
    return {"actor": event.actor, "proposal": event.proposal}


LIVES: dict[str, Callable[[EventSentence], str]] = {
    EventKind.AUTHOR_JOINED: _joined,
    EventKind.AUTHOR_LEFT: _author_left,
    EventKind.WITHDRAWN: _withdrawn,
    EventKind.TAKEN_UP: _taken_up,
    EventKind.CLOSING_ANNOUNCED: _announced,
    EventKind.CLOSING_REFUSED: _refused,
    EventKind.CLOSING_STOPPED: _stopped,
    EventKind.CLOSED: _closed,
}
