"""Two charters with a proposal in every state, and a person for every part that one can play."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import cached_property
from threading import Lock, current_thread
from typing import Any

from sqlmodel import Session

from amendments.belonging.people import Role
from amendments.ruleset import Ruleset
from app.services.texts.calendar_address import calendar_path
from app.storage.engine.database import Database
from app.storage.engine.session import Reader, Writer
from app.web.serving.routing import Queues
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.texts import KINDNESS, LEARNING, PRIVACY, STEWARDSHIP

SECRET = b"a secret of the tests"
#: Who plays which part, for every proposal alike. Nobody is signed in as the reader.
ROLES = {
    "reader": None,
    "stranger": "zoe",
    "former": "gil",
    "member": "finn",
    "newcomer": "ivo",
    "asked": "hana",
    "author": "cleo",
    "co-author": "dov",
    "objector": "edda",
    "steward": "ada",
    "steward-author": "bela",
}
#: Where each proposal stands. In `opened` the objector has answered, and a steward wrote down what
#: another said; in `answered` all have answered themselves.
STATES = {
    "adopted": PRIVACY,
    "draft": ("wherever possible", "wherever you can"),
    "discussion": KINDNESS,
    "opened": LEARNING,
    "answered": STEWARDSHIP,
    "blocked": ("personal attacks", "any attacks"),
    "withdrawn": ("kindness, even", "kindness, also"),
    "correction": ("experiences, and resources", "experiences and resources"),
}
VISIBILITIES = {"public": "care-charter", "members": "inner"}
RULES = Ruleset(discussion=timedelta(0), set_aside=True)
#: Who has answered where all have, besides the objector.
ANSWERED = ["ada", "bela", "cleo", "dov", "finn", "gil"]


class Undone(Database):
    """A database in which everything is done and nothing kept: each request finds it as it was.

    What a request has done can be seen by itself until its end, and by no other.
    """

    _mine: ContextVar[Session | None] = ContextVar("mine", default=None)
    _open: Session | None = None
    _one_at_a_time = Lock()
    #: Where the requests of the service wait, once there is one.
    queues: Queues | None = None

    @contextmanager
    def writing(self, *, guarded: bool = True) -> Iterator[Writer]:
        """A transaction that is undone in the end, whatever came of it."""
        aside = current_thread().name.startswith("aside")
        if not aside:
            self._demand_turn()
        # What is done aside goes on beside the next request, on PostgreSQL at the same time.
        with self._one_at_a_time, self._turn():
            self._undo()
            session = self._open = Session(self._writing)
            session.begin()
            session.connection()
            try:
                yield Writer(session, self.clock)
                session.flush()
            except BaseException:
                self._undo()
                raise
            if aside:
                self._undo()
            self._mine.set(session)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """What was done in the same request, or else how it was."""
        mine = self._mine.get()
        if mine is not None and mine is self._open:
            yield Reader(mine, self.clock)
            return
        with super().reading() as reader:
            yield reader

    def _demand_turn(self) -> None:
        """Nobody writes out of turn; what is done aside has threads of its own."""
        if self.queues is not None:
            assert self.queues.writing.taken_now + self.queues.working.taken_now > 0

    def _undo(self) -> None:
        session, self._open = self._open, None
        if session is not None:
            session.close()

    def dispose(self) -> None:
        """Undo what was done last, and close the connections."""
        self._undo()
        super().dispose()


def canary(state: str, what: str) -> str:
    """Words that are said nowhere else."""
    return f"canary{what}{state}".replace("-", "")


class Scene:
    """One charter with its proposals. `numbers` gives each by its state."""

    def __init__(self, database: Database, clock: Clock, visibility: str) -> None:
        self.visibility = visibility
        self.house = Community.found(
            database,
            clock,
            stewards=2,
            members=6,
            ruleset=RULES,
            visibility=visibility,
            slug=VISIBILITIES[visibility],
        )
        self.numbers: dict[str, int] = {}
        self.house.join("gil")
        for state, words in STATES.items():
            self.numbers[state] = self._propose(state, words)
        for state in ("opened", "answered", "blocked", "correction"):
            self.house.open("ada", self.numbers[state])
        self._decide()
        self.house.join("ivo", Role.MEMBER)
        self.house.leave("gil")
        self.talk = self.house.begin_mediation(
            "cleo", "ada", ["finn"], canary("discussion", "mediation")
        )
        self.house.summarise("ada", self.numbers["discussion"], canary("discussion", "summary"))
        with database.writing() as writer, self.house.reading("finn") as (_, access):
            person = self.house.people["finn"].person
            self.calendar = calendar_path(writer, SECRET, access, person)

    def _propose(self, state: str, words: tuple[str, str]) -> int:
        house = self.house
        number = house.propose(
            "cleo",
            house.with_words(words),
            title=canary(state, "title"),
            reason=canary(state, "reason"),
            editorial=state == "correction",
        )
        for name in ("dov", "bela", "hana"):
            house.invite_author("cleo", number, name)
        for name in ("dov", "bela"):
            house.join_authors(name, number)
        if state != "draft":
            house.submit("cleo", number)
        self._talk(number, state, words)
        if state == "adopted":
            house.open("ada", number)
            house.answer_all(number, [*ANSWERED, "edda", "hana"])
            house.close("ada", number)
            house.state_outcome("ada", number, canary(state, "statement"))
        if state == "withdrawn":
            house.withdraw("cleo", number)
        return number

    def _talk(self, number: int, state: str, words: tuple[str, str]) -> None:
        """A question and a suggestion, by a member; in a draft, by its author."""
        who = "cleo" if state == "draft" else "finn"
        self.house.comment(who, number, canary(state, "comment"), kind="question")
        block = self.house.block(words[0])
        passage = block.text.replace(*words).removeprefix("- ")
        self.house.comment(
            who,
            number,
            canary(state, "suggestion"),
            kind="suggestion",
            block=block.id,
            replacement=f"{passage} Always.",
        )

    def _decide(self) -> None:
        house = self.house
        for state in ("opened", "answered", "blocked"):
            house.object_in_confidence("edda", self.numbers[state])
        for state in ("answered", "blocked"):
            for name in ANSWERED:
                house.answer(name, self.numbers[state], "concern", canary(state, "concern"))
            house.answer("hana", self.numbers[state], "consent")
        # What a steward wrote down can be confirmed, and nothing closes early before.
        house.record("ada", self.numbers["opened"], {"hana": "consent"})
        house.close("ada", self.numbers["blocked"])

    @property
    def slug(self) -> str:
        """The first part of the charter's addresses."""
        return self.house.slug

    def values(self, state: str) -> dict[str, Any]:
        """What stands in addresses and in what is sent, about the proposal in a state."""
        return {**self._values, "k": self.numbers[state], "number": self.numbers[state]}

    @cached_property
    def _values(self) -> dict[str, Any]:
        return {
            "slug": self.slug,
            "handle": self.house.handle("finn"),
            "member": self.house.people["hana"].member,
            "talk": self.talk,
            "steward": self.house.handle("ada"),
            "head": self.house.charter.head,
            "text": self.house.with_words(("Respect Privacy", "Respect privacy")),
            "block": self.house.block("Respect Privacy").id,
            "later": (self.house.clock() + timedelta(days=30)).isoformat(),
            "later_local": f"{self.house.clock() + timedelta(days=30):%Y-%m-%dT%H:%M}",
        }
