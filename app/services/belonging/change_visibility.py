"""Who can read a charter: changing it, and being asked about what one said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from amendments.belonging import visibility as rules
from amendments.belonging.people import Actor
from amendments.belonging.visibility import NOTICE, Announced, CharterPart, Openness
from amendments.record.events import EventKind
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.texts import visibility
from app.storage.texts.charters import Charter


def asked(charter: Charter) -> frozenset[CharterPart]:
    """The parts that the authors of a charter are asked about."""
    return rules.asked(charter.openness, charter.announced, charter.since, charter.created_at)


def change_visibility(
    writer: Writer, charter: Charter, to: Openness, reason: str = "", *, by: Actor | None = None
) -> Announced | None:
    """Let fewer people read a charter at once, or announce that more will.

    `by` is the steward who does it, None for the operator of this place. Returns what is announced.

    Raises:
        NotAllowed: this person is not a steward.
        WrongState: it is so already, or announced.
        BadInput: the reason cannot be used.
    """
    event = rules.change(
        by, charter.openness, to, charter.announced, plain(reason, "reason"), writer.now
    )
    lines.append(writer, charter, event)
    if event.kind is EventKind.VISIBILITY_CHANGED:
        visibility.save(writer, charter, to)
        return None
    announced = Announced(to, writer.now + NOTICE)
    visibility.announce(writer, charter, announced)
    return announced


def stop_change(writer: Writer, access: CharterAccess) -> None:
    """Stop what is announced: everything stays as it is.

    Raises:
        NotAllowed, WrongState: this person is not a steward, or nothing is announced.
    """
    event = rules.stop(access.actor, access.charter.announced)
    lines.append(writer, access.charter, event)
    visibility.save(writer, access.charter, access.charter.openness)


def take_effect(writer: Writer, access: CharterAccess) -> bool:
    """Let what is announced come into effect, as the server; whether there was anything to do."""
    announced = access.charter.announced
    event = rules.take_effect(announced, writer.now)
    if event is None or announced is None:
        return False
    lines.append(writer, access.charter, event)
    visibility.save(writer, access.charter, announced.to)
    return True


def answer(writer: Writer, access: CharterAccess, says: Mapping[CharterPart, bool]) -> None:
    """Say whether what one said before may be read by everyone. Recorded where it changes.

    Raises:
        NotAllowed, WrongState: this person is not a member, or is not asked.
    """
    known = visibility.answers(writer, access.actor.member) if access.actor.member else {}
    for part, granted in sorted(says.items()):
        event = rules.consent(access.actor, part, asked(access.charter), says=granted)
        if granted != known.get(part, False):
            lines.append(writer, access.charter, event)
        assert access.actor.member is not None
        visibility.keep_answer(writer, access.actor.member, part, granted=granted)


@dataclass(frozen=True, slots=True)
class VisibilityView:
    """Who can read a charter as one person may know it. `answers`: None where they have not said.

    `asked` is empty for who is no member. `before` is the moment up to which it is about.
    """

    openness: Openness
    announced: Announced | None
    answers: Mapping[CharterPart, bool | None]
    since: Mapping[CharterPart, datetime | None]

    @property
    def unanswered(self) -> bool:
        """Whether they have not answered something that they are asked."""
        return None in self.answers.values()


def visibility_view(reader: Reader, access: CharterAccess) -> VisibilityView:
    """Who can read the charter, what is announced to its members, and what this person said."""
    me = access.actor.member
    return look_with(access, visibility.answers(reader, me) if me is not None else {})


def look_with(access: CharterAccess, said: Mapping[CharterPart, bool]) -> VisibilityView:
    """The same with what this person said, which was read for many."""
    charter, me = access.charter, access.actor.member
    parts = [one for one in CharterPart if one in asked(charter)] if me is not None else []
    return VisibilityView(
        openness=charter.openness,
        announced=charter.announced if access.actor.is_member else None,
        answers={one: said.get(one) for one in parts},
        since=charter.since,
    )
