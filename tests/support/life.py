"""A charter whose every act is done twice: by the program, and by the model in `lives`."""

from __future__ import annotations

import gc
import sqlite3
import sys
import time
from collections import Counter
from datetime import datetime
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import event

from amendments.belonging.people import Role
from amendments.refusals import Refusal
from amendments.replay.verify import verify
from amendments.ruleset import read_ruleset
from app.services.belonging.add_member import add_member
from app.storage.engine.database import Database
from charter.change.change_set import ChangeSet
from charter.text.operations import Replace
from tests.support.clock import START, Clock
from tests.support.community import Community
from tests.support.databases import SqliteSource, migrate_once
from tests.support.laws import openings
from tests.support.lives import Model
from tests.support.lives_nouns import Amendment, Version
from tests.support.lives_writing import PARAGRAPHS, RULES
from tests.support.looking import expected, seen

NAMES = ["ada", "bela", "cleo", "dov", "edda", "finn"]
GONE = "finn"


def words(installation: int, number: int) -> str:
    return (
        f"In paragraph {installation} we say the same friendly words every time, and then {number}."
    )


def whole(paragraphs: list[str]) -> str:
    first, second, third, fourth = paragraphs
    return f"# One\n\n{first}\n\n# Two\n\n{second}\n\n# Three\n\n{third}\n\n{fourth}\n"


def tell(figures: Counter[str], begun: float) -> None:
    """Say what has happened in all lives, to whoever runs a lot of them."""
    sys.stdout.write(f"\n{dict(figures)} in {time.process_time() - begun:.0f} s of work")
    sys.stdout.flush()


class Village(Community):
    """A community whose operator also lets people in."""

    def add(self, who: str, role: str) -> None:
        """Let someone join or come back, or give them another role."""
        with self.writing(None) as (writer, access):
            add_member(writer, access.charter, f"{who}@example.org", role=Role(role))


class Stage:
    """One file that is set back for each life, and two programs that use it in turn."""

    def __init__(self, source: SqliteSource) -> None:
        self.url = source.fresh(migrate_once)
        self.clock = Clock()
        self._collecting = gc.get_threshold()
        self.programs = (self._program(), self._program())
        self._file = sqlite3.connect(self.url.removeprefix("sqlite:///"))
        self._start = sqlite3.connect(":memory:")
        rules = read_ruleset(RULES)
        text = whole([words(installation, 0) for installation in range(PARAGRAPHS)])
        house = Village.found(
            self.programs[0],
            self.clock,
            stewards=2,
            members=4,
            text=text,
            timezone="UTC",
            ruleset=rules,
        )
        house.leave(GONE)
        self.community = house
        self._file.backup(self._start)

    def _program(self) -> Database:
        made = Database(self.url, self.clock)
        event.listen(
            made.engine, "connect", lambda one, _: one.execute("PRAGMA synchronous=OFF").close()
        )
        return made

    def begin(self) -> sqlite3.Connection:
        """Set everything back. Returns a connection to look with."""
        # Most of what a life leaves behind is freed at once; looking for more costs a tenth.
        gc.set_threshold(50_000, 20, 50)
        self.clock.set(START)
        self._start.backup(self._file)
        return self._file

    def end(self) -> None:
        gc.set_threshold(*self._collecting)
        self._file.close()
        self._start.close()
        for one in self.programs:
            one.dispose()


class Life(RuleBasedStateMachine):
    """What both share; the acts are rules of the test."""

    stage: ClassVar[Stage]
    figures: ClassVar[Counter[str]]
    begun: ClassVar[float]

    def __init__(self) -> None:
        super().__init__()
        self.file = self.stage.begin()
        self.clock = self.stage.clock
        self.community = self.stage.community
        self.model = Model([words(installation, 0) for installation in range(PARAGRAPHS)])
        self.last = START
        self.model.now = lambda: self.now
        self.changed = True
        self.written = 0
        self.turn = 0
        self.figures["lives"] += 1
        if self.figures["lives"] % 500 == 0:
            tell(self.figures, self.begun)

    def teardown(self) -> None:
        report = verify([*self.community.lines(), *openings(self.community)])
        assert report.problems == ()
        assert report.revisions == len(self.model.revisions)

    # --- what people do

    @property
    def now(self) -> datetime:
        """The time that counts: a clock that was set back does not turn it back."""
        return max(self.clock(), self.last)

    def some(self, seed: int, *, being_decided: bool = False) -> tuple[int, Amendment]:
        """One of the amendments; one with an open round, mostly, if that is what is asked for."""
        known = list(enumerate(self.model.amendments, 1))
        decided = [pair for pair in known if pair[1].open_round]
        if being_decided and decided and seed % 8:
            known = decided
        return known[seed % len(known)]

    def both(self, allowed: object, act: str, *arguments: Any, **more: Any) -> None:
        """The program does what the model did, or refuses what the model refused."""
        self.next_program()
        try:
            getattr(self.community, act)(*arguments, **more)
            done = self.changed = True
        except Refusal:
            done = False
        assert done is bool(allowed), f"{act}: the model says {allowed}, the program {done}"
        self.figures[act if done else "refused"] += 1
        if done:
            self.last = self.now

    def by_server(self, act: str, expected: int) -> None:
        """The server does what is due, as often as the model says."""
        self.next_program()
        found = getattr(self.community, act)()
        done = found if isinstance(found, int) else len(found)
        assert done == expected, f"{act}: the model says {expected}, the program {done}"
        if done:
            self.figures[act] += done
            self.changed, self.last = True, self.now

    def next_program(self) -> None:
        """The two programs take turns."""
        self.turn += 1
        self.community.database = self.stage.programs[self.turn % 2]

    def version(
        self, installation: int | None, base: int, rules: Any
    ) -> tuple[Version, dict[str, Any]]:
        """A new version for the model, and the same for the program: a text or a change set."""
        number = base % len(self.model.revisions) + 1
        if installation is None:
            return Version(number, None, rules=rules), {"base": number, "rules": rules}
        self.written += 1
        new = words(installation, self.written)
        made = Version(number, installation, new, rules)
        if self.written % 2:
            paragraphs = self.model.revisions[number - 1][:]
            paragraphs[installation] = new
            return made, {"text": whole(paragraphs), "base": number, "rules": rules}
        document = self.community.revisions()[number - 1].document
        old = next(one for one in document.blocks if f"paragraph {installation} " in one.text)
        change_set = ChangeSet((Replace(old.id, old.digest, (new,)),)).to_dict()
        return made, {"change_set": change_set, "base": number, "rules": rules}

    # --- what can be seen

    @invariant()
    def both_agree_on_everything(self) -> None:
        if self.changed:
            self.changed = False
            found, wanted = seen(self.file), expected(self.model, whole)
            for name, value in wanted.items():
                assert found[name] == value, name
