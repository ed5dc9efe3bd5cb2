"""What people do for one another in conversation, as plain sentences of the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from amendments.events import Kind
from charter.language import gettext as _

if TYPE_CHECKING:
    from app.web.rendering.events import Event


def _edited(event: Event) -> str:
    return _("{who} changed the words of comment {comment} on {proposal}.").format(**_facts(event))


def _taken_back(event: Event) -> str:
    return _("{who} took comment {comment} on {proposal} back.").format(**_facts(event))


def _settled(event: Event) -> str:
    if event["settled"]:
        said = _("{who} noted that the thread of comment {comment} on {proposal} is settled.")
    else:
        said = _("{who} opened the thread of comment {comment} on {proposal} again.")
    return said.format(**_facts(event))


def _facts(event: Event) -> dict[str, object]:
    return {"who": event.actor, "proposal": event.proposal, "comment": event["comment"]}


CARE: dict[str, Callable[[Event], str]] = {
    Kind.COMMENT_EDITED: _edited,
    Kind.COMMENT_TAKEN_BACK: _taken_back,
    Kind.THREAD_SETTLED: _settled,
}
