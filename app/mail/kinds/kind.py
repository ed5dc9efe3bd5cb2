"""What a kind of mail is: which events it follows, whom it concerns, what it tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amendments.events import Kind
from app.services import entry
from app.services.entry import Room
from app.storage import amendments, charters, held, rounds
from app.storage.amendments import Kept, Version
from app.storage.database import Reader
from app.storage.mail import Choice
from app.storage.membership import Member
from app.storage.rounds import KeptRound


@dataclass(frozen=True, slots=True)
class Occasion:
    """A line of the record, or a held one, and the room from which somebody looks at it.

    While it is asked whom it concerns, the room is the server's; afterwards it is that of the
    person who would be told, so that nobody is told what they may not see.
    """

    reader: Reader
    room: Room
    seq: int
    at: datetime
    actor: str | None
    data: Mapping[str, Any]
    choice: Choice = field(default_factory=Choice)

    @property
    def me(self) -> int | None:
        """The membership of the person who would be told."""
        return self.room.actor.member

    @property
    def number(self) -> int:
        """The number of the proposal."""
        return int(self.data["amendment"])

    def words(self) -> dict[str, int]:
        """The ids of its kept words, by their names."""
        return held.ids_of_words(self.reader, self.room.charter.id, self.seq)

    def amendment(self) -> Kept:
        """The proposal; refused like anywhere else if the person may not know of it."""
        if self.me is not None:
            return entry.amendment(self.reader, self.room, self.number)
        found = amendments.find(self.reader, self.room.charter.id, self.number)
        assert found is not None
        return found

    def version(self, kept: Kept) -> Version:
        """Its newest version."""
        return entry.newest_version(self.reader, kept)

    def decision(self, kept: Kept, number: int | None = None) -> KeptRound:
        """The decision that the line is about."""
        wanted = int(self.data["round"]) if number is None else number
        return entry.decision(self.reader, kept, wanted)

    def newest_decision(self, kept: Kept) -> KeptRound | None:
        """The newest decision on a proposal."""
        found = rounds.find_all(self.reader, kept.id)
        return found[-1] if found else None

    def members(self) -> list[Member]:
        """The members of the charter now."""
        return charters.members(self.reader, self.room.charter.id)

    def names(self) -> dict[int, str]:
        """The names of the members, of past ones too."""
        known = charters.members(self.reader, self.room.charter.id, also_past=True)
        return {one.member: one.name for one in known}

    def member_by(self, handle: str | None) -> Member | None:
        """The member with a handle."""
        known = charters.members(self.reader, self.room.charter.id, also_past=True)
        return next((one for one in known if one.handle == handle), None)


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's place in a round, by their ids: for the link with which they alone answer."""

    round: int
    member: int
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person is told: the facts for the template, and where it leads.

    `proposal` is the number of the proposal whose conversation this is part of. `until` is when it
    would come too late. With a `seat` it holds the link with which the person can answer there.
    """

    facts: Mapping[str, object]
    path: str
    proposal: int | None = None
    until: datetime | None = None
    seat: Seat | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Not yet: look again then, or when something has happened that the kind waits for."""

    moment: datetime


When = Callable[[Occasion], datetime | None]


def at_once(occasion: Occasion) -> datetime:
    """As soon as it has happened."""
    return occasion.at


@dataclass(frozen=True, slots=True)
class MailKind:
    """A kind of mail. Its template is `templates/mail/NAME.jinja`.

    `name` stays for ever: it stands in links for switching it off, and in what people chose.
    `title` is how the page of settings calls it. `follows` says, for each event, when the people
    that `people` gives are told, None for never; it is asked again when that moment has come.
    `look` says what one of them is told, None for nothing (any more). An important one asks for
    something that cannot wait. `woken_by` are the events after which a `Later` is asked again.
    `outside` gives persons instead of members: it is told also to those who do not belong (any
    more), once, whatever they chose. `apart`: it follows nothing of the record; its notices carry
    the number of a private conversation instead of a line's.
    """

    name: str
    title: str
    follows: Mapping[Kind, When]
    people: Callable[[Occasion], Iterable[int]]
    look: Callable[[Occasion], Letter | Later | None]
    important: bool = False
    woken_by: frozenset[Kind] = frozenset()
    outside: Callable[[Occasion], Iterable[int]] | None = None
    apart: bool = False
