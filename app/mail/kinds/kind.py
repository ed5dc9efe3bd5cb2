"""What a kind of mail is: which events it follows, whom it concerns, what it tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from amendments.record.events import EventKind
from app.mail.shared import SharedReading, known_members, seats
from app.services import entry
from app.services.entry import CharterAccess
from app.storage.belonging.membership import Member
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Reader
from app.storage.mail.notices import Choice
from app.storage.record import held_lines
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment, Version

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Occasion:
    """A line of the record, or a held one, and the access with which somebody looks at it.

    While it is asked whom it concerns, the access is the server's; afterwards it is that of the
    person who would be told, so that nobody is told what they may not see. What is the same for
    everybody is read through `shared`, once for many of them.
    """

    shared: SharedReading
    access: CharterAccess
    seq: int
    at: datetime
    actor: str | None
    data: Mapping[str, Any]
    choice: Choice = field(default_factory=Choice)

    @property
    def me(self) -> int | None:
        """The membership of the person who would be told."""
        return self.access.actor.member

    @property
    def number(self) -> int:
        """The number of the proposal."""
        return int(self.data["amendment"])

    @property
    def reader(self) -> Reader:
        """The transaction, for what is about this person alone."""
        return self.shared.reader

    def read(self, ask: Callable[Concatenate[Reader, P], T], *args: P.args, **more: P.kwargs) -> T:
        """What a function of storage reads that does not depend on who would be told."""
        return self.shared.read(ask, *args, **more)

    def words(self) -> dict[str, int]:
        """The ids of its kept words, by their names."""
        return self.read(held_lines.ids_of_words, self.access.charter.id, self.seq)

    def amendment(self) -> StoredAmendment:
        """The proposal; refused like anywhere else if the person may not know of it."""
        found = self.read(amendments.find, self.access.charter.id, self.number)
        if self.me is not None:
            return entry.known(self.access, found, self.number)
        assert found is not None
        return found

    def version(self, kept: StoredAmendment) -> Version:
        """Its newest version."""
        return self.read(entry.newest_version, kept)

    def decision(self, kept: StoredAmendment, number: int | None = None) -> KeptRound:
        """The decision that the line is about."""
        wanted = int(self.data["round"]) if number is None else number
        return self.read(entry.decision, kept, wanted)

    def seat(self, kept: StoredAmendment, decision: KeptRound) -> str | None:
        """The seat of the person who would be told on the roll of a decision."""
        found = self.shared.work_out(seats, kept.id, decision.value.number)
        return found.get(self.me) if self.me is not None else None

    def members(self) -> Sequence[Member]:
        """The members of the charter now."""
        return self.shared.work_out(known_members, self.access.charter.id).present

    def names(self) -> Mapping[int, str]:
        """The names of the members, of past ones too."""
        return self.shared.work_out(known_members, self.access.charter.id).names

    def member_by(self, handle: str | None) -> Member | None:
        """The member with a handle, also one who has left."""
        known = self.shared.work_out(known_members, self.access.charter.id).by_handle
        return known.get(handle) if handle is not None else None


@dataclass(frozen=True, slots=True)
class MailSeat:
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
    seat: MailSeat | None = None


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
    follows: Mapping[EventKind, When]
    people: Callable[[Occasion], Iterable[int]]
    look: Callable[[Occasion], Letter | Later | None]
    important: bool = False
    woken_by: frozenset[EventKind] = frozenset()
    outside: Callable[[Occasion], Iterable[int]] | None = None
    apart: bool = False
