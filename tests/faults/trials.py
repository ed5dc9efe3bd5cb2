"""Doing an act with harm at each of its statements, and looking what became of it.

What has to be so after each harm: all of the act is in the database or nothing of it; nobody was
told that nothing was saved where something was, nor that it may have been where it was not; no
connection is held; and, after all the harms, the act can be done, and the records verify.
"""

from __future__ import annotations

import gc
import os
import random
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.faults.acts import Act, Said
from tests.faults.driver import COMMIT, WRITES, Harm, Sent
from tests.faults.stage import Stage, dice

#: Harm at any statement, and at a COMMIT that was done.
ANYWHERE = (Harm.KILLED, Harm.FULL, Harm.IO, Harm.LOST)
AFTER = (Harm.KILLED_AFTER, Harm.LOST_AFTER)
#: Whether every harm is done where a transaction has only read, too.
EVERY = os.environ.get("CHARTER_TESTS_FAULTS") == "every"
#: The server's whole rounds send thousands of statements; their steps are acts by themselves.
MOST_POINTS = 300
#: Longer than any act takes, beside some times as long as it takes without harm; whoever waits for
#: a lock that is never let go takes 30.
MOST_SECONDS = 10


@dataclass
class Result:
    """What came of one act."""

    name: str
    statements: int = 0
    commits: int = 0
    injected: int = 0
    halves: list[str] = field(default_factory=list)
    untruths: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether nothing was found."""
        return not (self.halves or self.untruths or self.others)

    def found(self) -> str:
        """What was found, a line each."""
        kinds = {"half": self.halves, "untrue": self.untruths, "broken": self.others}
        lines = [f"{kind}: {one}" for kind, found in kinds.items() for one in found]
        return "\n".join(f"{self.name}: {one}" for one in lines)


@dataclass
class Trial:
    """One act on a stage."""

    act: Act
    stage: Stage
    before: str = ""
    clean: Sent = field(default_factory=Sent)
    took: float = 0

    def __post_init__(self) -> None:
        self.result = Result(self.act.name)

    def begin(self) -> None:
        """Set the scene."""
        self.stage.reset()
        with dice(self.stage.clock, "before"):
            self.act.prepare(self.stage)
        self.stage.set_back_numbers()

    def do(
        self,
        harm: Harm | None = None,
        at: int = -1,
        *,
        looks: bool = False,
        chance: str = "act",
    ) -> tuple[Said, Sent]:
        """Do the act, maybe with harm at a statement."""
        self.stage.forget()
        look = self.stage.look if looks else None
        driver = self.stage.driver(harm=harm, at=at, look=look)
        with dice(self.stage.clock, chance), driver.between() as sent:
            said = self.act.do(self.stage)
        return said, sent

    def be_killed(self, harm: Harm, at: int) -> bool:
        """Do the act in a process of its own, and kill that. Whether it came to that."""
        self.stage.leave()
        child = os.fork()
        if child == 0:
            gc.disable()  # it would touch, and so copy, all that the two have in common
            self.stage.renew_threads()
            try:
                self.do(harm, at)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL

    # --- the whole of it

    def run(self) -> Result:
        """Every harm at every statement."""
        self._begin_clean()
        return self._harm_at(self._points())

    def run_some(self, most: int) -> Result:
        """Every harm at some statements: the COMMITs, and others by chance, the same each time."""
        self._begin_clean()
        commits = [at for at, what in enumerate(self.clean.points) if what == COMMIT][:most]
        chance = random.Random(self.act.name)
        others = [at for at in range(len(self.clean.points)) if at not in commits]
        return self._harm_at([*commits, *chance.sample(others, min(most, len(others)))])

    def _begin_clean(self) -> None:
        self.begin()
        self.before = self.stage.look()
        begun = time.monotonic()
        said, self.clean = self.do(looks=True)
        self.took = time.monotonic() - begun
        if (state := self.stage.look()) != [self.before, *self.clean.states][-1]:
            # A file that was made aside is moved into place at the very end, without a COMMIT.
            self.clean.states.append(state)
            self.clean.beside.append(False)
        self._check_clean(said)
        self.begin()
        if self.stage.look() != self.before:
            self.result.others.append("the scene is another each time")

    def _harm_at(self, points: Iterable[int]) -> Result:
        for at in points:
            for harm in self._harms(at):
                self._harm(harm, at)
        self._at_last()
        return self.result

    def _points(self) -> list[int]:
        every = range(len(self.clean.points))
        if EVERY:
            return list(every)
        if self.clean.states and len(every) <= MOST_POINTS:
            # What is read once all is kept can only be told wrongly, in the same way each time.
            last = max(at for at in every if self.clean.points[at] == COMMIT)
            return [at for at in every if at <= last + 1 or at % 10 == 0]
        # What keeps nothing, and what is made of other acts, is harmed here and there.
        step = max(1, len(every) // (12 if self.clean.states else 6))
        return [at for at in every if at % step == 0]

    def _harms(self, at: int) -> Iterator[Harm]:
        """What to do at a statement: all, where something was written; else one in turn.

        While a transaction has only read, there is nothing that could be half there.
        """
        # There is no line to a file that could be lost.
        harms = [one for one in ANYWHERE if not (self.stage.is_sqlite and one is Harm.LOST)]
        yield from harms if EVERY or self._has_written(at) else [harms[at % len(harms)]]
        if self.clean.points[at] == COMMIT:
            yield from AFTER

    def _has_written(self, at: int) -> bool:
        points = self.clean.points[: at + 1]
        begun = max((one for one in range(at) if points[one] == COMMIT), default=-1)
        return any(one in WRITES for one in points[begun + 1 :])

    def _check_clean(self, said: Said) -> None:
        self.result.statements = len(self.clean.points)
        self.result.commits = len(self.clean.states)
        if said.kind != "done":
            self.result.others.append(f"it is not done at all: {said}")
        if self._changing(beside=False) > 1 and not (self.act.steps or self.act.afterwards):
            self.result.others.append("it is kept in several transactions")

    def _changing(self, *, beside: bool) -> int:
        """How many COMMITs changed something, of what was asked for or beside it."""
        kept = zip(
            self.clean.states, [self.before, *self.clean.states], self.clean.beside, strict=False
        )
        return sum(state != before and at is beside for state, before, at in kept)

    def _harm(self, harm: Harm, at: int) -> None:
        self.result.injected += 1
        begun = time.monotonic()
        where = f"{harm} at {at} ({self.clean.points[at]})"
        self.stage.set_back_numbers()
        if harm in {Harm.KILLED, Harm.KILLED_AFTER}:
            if not self.be_killed(harm, at):
                self.result.others.append(f"{where}: not killed")
            said = None
        else:
            said, _ = self.do(harm, at)
            if held := self.stage.held():
                self.result.others.append(f"{where}: {held} connections are held")
        state = self.stage.look()
        self._check_whole(where, at, harm, state, said)
        if said is not None:
            self._check_truth(where, at, harm, state, said)
        if state != self.before:
            self._again(where)
            self.begin()
        if time.monotonic() - begun > MOST_SECONDS + 4 * self.took:
            self.result.others.append(f"{where}: it took {time.monotonic() - begun:.1f} s")

    def _check_whole(self, where: str, at: int, harm: Harm, state: str, said: Said | None) -> None:
        """After a harm stands there what stood there after some COMMIT of the act."""
        done = self.clean.commits_before(at) + harm.is_after
        states = [self.before, *self.clean.states]
        if state == states[min(done, len(states) - 1)]:
            return
        # What was asked in another way where asking failed comes to its end all the same.
        if state == states[-1] and said is not None and said.kind == "done":
            return
        # What goes on although something failed (a letter that is put off) may come further.
        if self._goes_on(state):
            return
        self.result.halves.append(f"{where}: neither before nor after")

    def _goes_on(self, state: str) -> bool:
        allowed = self.act.steps or self.act.afterwards or self._changing(beside=True)
        return bool(allowed) and self.stage.verifies() and state != ""

    def _check_truth(self, where: str, at: int, harm: Harm, state: str, said: Said) -> None:
        states = [self.before, *self.clean.states]
        kept = [one for one, beside in zip(self.clean.states, self.clean.beside, strict=True)
                if not beside]  # fmt: skip
        tried = self.clean.commits_before(at) + (self.clean.points[at] == COMMIT)
        own = sum(not beside for beside in self.clean.beside[:tried])
        saved = any(state == one for one in kept if one != self.before)
        is_over = state == states[-1]
        wrong = {
            "done": not is_over and not self._may_say_done(at),
            "nothing": saved,
            "asked": False,
            "unknown": own == 0,
            "in part": not self.act.steps,
            "else": True,
        }[said.kind]
        if wrong:
            self.result.untruths.append(f"{where}: {said.kind}, {said.text[-200:]}")

    def _may_say_done(self, at: int) -> bool:
        """Whether what is left belongs to nobody's request, or is promised by nobody."""
        beside = [*self.clean.beside, False]
        waits = any(beside) and beside[self.clean.commits_before(at)]
        return bool(self.act.afterwards or self.act.steps or waits)

    def _again(self, where: str) -> None:
        """What was done is asked for once more."""
        # Chance falls otherwise than the first time, as it does: no secret comes up twice.
        said, _ = self.do(chance="again")
        if said.kind in {"unknown", "nothing"} or said.text.startswith("500"):
            self.result.others.append(f"{where}: once more, it says {said}")
        if not self.stage.verifies():
            self.result.others.append(f"{where}: the record does not verify")

    def _at_last(self) -> None:
        """After all harms, it is done as if there had been none."""
        if self.stage.look() != self.before:
            self.begin()
        self.stage.set_back_numbers()
        said, _ = self.do()
        if said.kind != "done":
            self.result.others.append(f"after all harms, it says {said}")
        if self.clean.states and self.stage.look() != self.clean.states[-1]:
            self.result.others.append("after all harms, something else comes of it")
        if not self.stage.verifies():
            self.result.others.append("after all harms, the record does not verify")
