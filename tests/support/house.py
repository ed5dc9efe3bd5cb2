"""A charter in a database, its people, and ways to look at both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from amendments.belonging.people import Role
from amendments.founding.founding import Founding
from amendments.ruleset import Ruleset
from app.services import entry
from app.services.belonging.add_member import add_member
from app.services.entry import CharterAccess
from app.services.founding.found import found_charter
from app.storage.deciding import objections, rounds
from app.storage.deciding.objections import KeptObjection
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.database import Database
from app.storage.engine.session import Reader, Writer
from app.storage.record import held_lines as held
from app.storage.record import lines as record
from app.storage.record.held_lines import HeldEvent
from app.storage.texts import charters
from app.storage.texts import revisions as texts
from app.storage.texts.charters import Charter
from app.storage.texts.revisions import Revision
from app.storage.writing import amendments
from charter.text.document import Block
from tests.support.clock import Clock
from tests.support.texts import care_charter

SLUG = "care-charter"
FOUNDED = date(2023, 8, 8)
STEWARDS = ("ada", "bela")
MEMBERS = ("cleo", "dov", "edda", "finn", "gil", "hana", "ivo", "juno", "kim", "lena")


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the community. `member` is the number of the membership."""

    name: str
    email: str
    person: int
    member: int


@dataclass
class House:
    """A charter in a database, and its people by name; stewards come first."""

    database: Database
    clock: Clock
    slug: str = SLUG
    people: dict[str, Someone] = field(default_factory=dict)
    stewards: tuple[str, ...] = ()

    @classmethod
    def found(
        cls,
        database: Database,
        clock: Clock,
        *,
        stewards: int = 1,
        members: int = 3,
        ruleset: Ruleset | None = None,
        text: str | None = None,
        timezone: str = "Europe/London",
        visibility: str = "public",
        slug: str = SLUG,
    ) -> Self:
        """Found a charter with so many stewards and so many other members."""
        made = cls(database, clock, slug)
        founding = Founding(
            slug=slug,
            title="Care Charter",
            text=care_charter() if text is None else text,
            dated=FOUNDED,
            steward=f"{STEWARDS[0]}@example.org",
            timezone=timezone,
            visibility=visibility,
            ruleset=ruleset or Ruleset(),
        )
        more = [f"m{number}" for number in range(len(MEMBERS), members)]
        with database.writing() as writer:
            found_charter(writer, founding)
            for name in (*STEWARDS[1:stewards], *MEMBERS[:members], *more):
                role = Role.STEWARD if name in STEWARDS else Role.MEMBER
                made._join(writer, name, role)
            made._know(writer)
        return made

    @classmethod
    def at(cls, database: Database, clock: Clock, slug: str = SLUG) -> Self:
        """The charter that was founded in this database before."""
        made = cls(database, clock, slug)
        with database.reading() as reader:
            made._know(reader)
        return made

    def _join(self, writer: Writer, name: str, role: Role) -> None:
        charter = charters.lock(writer, self.slug)
        assert charter is not None
        add_member(writer, charter, f"{name}@example.org", role=role)

    def _know(self, reader: Reader) -> None:
        charter = charters.find(reader, self.slug)
        assert charter is not None
        known = charters.members(reader, charter.id)
        for one in sorted(known, key=lambda one: one.member):
            name = one.email.partition("@")[0]
            self.people[name] = Someone(name, one.email, one.person, one.member)
        here = [one for one in known if one.role is Role.STEWARD]
        self.stewards = tuple(sorted(one.email.partition("@")[0] for one in here))

    def look_again(self) -> None:
        """Know those who have joined by other ways."""
        with self.database.reading() as reader:
            self._know(reader)

    def join(self, name: str, role: Role = Role.MEMBER) -> Someone:
        """Let somebody join."""
        with self.database.writing() as writer:
            self._join(writer, name, role)
            self._know(writer)
        return self.people[name]

    def handle(self, name: str) -> str:
        """The name of a member, present or past, in the record."""
        charter = self.charter
        with self.database.reading() as reader:
            known = charters.members(reader, charter.id, also_past=True)
        return next(one.handle for one in known if one.member == self.people[name].member)

    # --- coming in

    def _person(self, name: str | None) -> int | None:
        return self.people[name].person if name is not None else None

    @contextmanager
    def writing(self, name: str | None) -> Iterator[tuple[Writer, CharterAccess]]:
        """A transaction of this person (None: a reader) that is kept if nothing is raised."""
        with self.database.writing() as writer:
            yield writer, entry.enter_to_write(writer, self.slug, self._person(name))

    @contextmanager
    def reading(self, name: str | None = None) -> Iterator[tuple[Reader, CharterAccess]]:
        """A look at the charter."""
        with self.database.reading() as reader:
            yield reader, entry.enter(reader, self.slug, self._person(name))

    @property
    def charter(self) -> Charter:
        """The charter as it is now."""
        with self.database.reading() as reader:
            found = charters.find(reader, self.slug)
        assert found is not None
        return found

    # --- texts

    @property
    def head(self) -> Revision:
        """The revision in force."""
        return self.revisions()[-1]

    def revisions(self) -> list[Revision]:
        """Every revision, oldest first."""
        charter = self.charter
        with self.database.reading() as reader:
            return texts.revisions(reader, charter.id)[::-1]

    def block(self, words: str) -> Block:
        """The passage of the text in force that has these words."""
        found = [one for one in self.head.document.blocks if words in one.text]
        assert len(found) == 1, f"{len(found)} passages have “{words}”"
        return found[0]

    def with_words(self, *changes: tuple[str, str]) -> str:
        """The text in force with some words put in the place of others."""
        text = self.head.document.text
        for before, after in changes:
            assert text.count(before) == 1, f"“{before}” stands there {text.count(before)} times"
            text = text.replace(before, after)
        return text

    # --- looking

    def _newest(self, reader: Reader, access: CharterAccess, number: int) -> int:
        kept = amendments.find(reader, access.charter.id, number)
        return len(rounds.find_all(reader, kept.id)) if kept else 1

    def amendment(self, number: int) -> amendments.StoredAmendment:
        """An amendment as it is now."""
        charter = self.charter
        with self.database.reading() as reader:
            kept = amendments.find(reader, charter.id, number)
        assert kept is not None
        return kept

    def round(self, number: int, decision: int | None = None) -> KeptRound:
        """A round of an amendment, the newest if none is named."""
        kept = self.amendment(number)
        with self.database.reading() as reader:
            return rounds.find_all(reader, kept.id)[(decision or 0) - 1]

    def objections(self, number: int) -> list[KeptObjection]:
        """Every objection to an amendment."""
        kept = self.amendment(number)
        with self.database.reading() as reader:
            return objections.of_amendment(reader, kept.id)

    def status(self, number: int) -> str:
        """Where an amendment stands."""
        return self.amendment(number).value.status.value

    def lines(self) -> list[str]:
        """The lines of the record, oldest first."""
        charter = self.charter
        with self.database.reading() as reader:
            return [row.line for row in record.lines(reader, charter.id)]

    def held(self) -> list[HeldEvent]:
        """What is held back from the record, oldest first."""
        charter = self.charter
        with self.database.reading() as reader:
            return [held.of_held(row) for row, _ in held.in_charter(reader, charter.id)]
