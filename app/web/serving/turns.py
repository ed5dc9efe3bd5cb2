"""Turns: who changes something waits in the event loop, never in a thread that others need.

A thread that waits for another's transaction serves nobody meanwhile, and the one that it waits for
may need a thread to end. So a request comes into a thread only when it can go on at once: so many
that write at a time as the database takes, so many that read as there are connections. People take
turns, one request of each: whoever sends a hundred at once waits for their own, and not others.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from threading import Lock

from amendments.refusals import Refusal
from charter.language import N_
from charter.language import gettext as _

#: How long somebody waits, in seconds, until they are told to try again.
PATIENCE = 20.0
#: How many may wait at once in a process. Beyond it everybody would only wait in vain.
MOST_WAITING = 1000
#: After how many seconds it is worth trying again.
TRY_AGAIN = 5

TOO_BUSY = N_(
    "Very many people are here at this moment, and it was not your turn in time. Nothing was "
    "done. Please try again in a few seconds."
)


class TooBusy(Refusal):
    """It was not somebody's turn in time; nothing was begun."""

    seconds = TRY_AGAIN

    def __init__(self) -> None:
        super().__init__(_(TOO_BUSY))


@dataclass(eq=False)
class _Waiting:
    """A request that waits in its own event loop."""

    loop: asyncio.AbstractEventLoop
    turn: asyncio.Future[None]
    #: Set under the lock: the turn is theirs, whether or not their loop has seen it yet.
    has_turn: bool = False

    def call(self) -> None:
        """It is their turn."""
        self.has_turn = True
        self.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        if not self.turn.done():
            self.turn.set_result(None)


@dataclass(eq=False)
class HeldTurn:
    """Somebody's turn, which they can give back early, from any thread."""

    pass_on: Callable[[], None]
    _is_over: bool = False

    def give_back(self) -> None:
        """Let the next one in."""
        if not self._is_over:
            self._is_over = True
            self.pass_on()


@dataclass(eq=False)
class Turns:
    """So many at once, and the others one after another: each person's first before any second.

    Held by one process. Event loops of several threads may share it.
    """

    at_once: int
    patience: float = PATIENCE
    most_waiting: int = MOST_WAITING
    _inside: int = 0
    _waiting: int = 0
    _lines: OrderedDict[str, deque[_Waiting]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def taken_now(self) -> int:
        """How many are in."""
        return self._inside

    @asynccontextmanager
    async def taken(self, who: str) -> AsyncIterator[HeldTurn]:
        """Wait until it is one's turn, and hold it for as long as this lasts, or until it is given
        back.

        Raises:
            TooBusy: too many are waiting, or it took too long.
        """
        waiting = self._enter(who)
        if waiting is not None:
            try:
                async with asyncio.timeout(self.patience):
                    await waiting.turn
            except BaseException as error:
                self._give_up(who, waiting)
                if isinstance(error, TimeoutError):
                    raise TooBusy from error
                raise
        turn = HeldTurn(self._pass_on)
        try:
            yield turn
        finally:
            turn.give_back()

    def _enter(self, who: str) -> _Waiting | None:
        """Go in, or stand in line; None for who is in."""
        with self._lock:
            if self._inside < self.at_once and not self._lines:
                self._inside += 1
                return None
            if self._waiting >= self.most_waiting:
                raise TooBusy
            loop = asyncio.get_running_loop()
            waiting = _Waiting(loop, loop.create_future())
            self._lines.setdefault(who, deque()).append(waiting)
            self._waiting += 1
            return waiting

    def _give_up(self, who: str, waiting: _Waiting) -> None:
        """Somebody has gone, or waited too long; a turn that was just given goes on to the next."""
        with self._lock:
            if not waiting.has_turn:
                line = self._lines[who]
                line.remove(waiting)
                self._waiting -= 1
                if not line:
                    del self._lines[who]
                return
        self._pass_on()

    def _pass_on(self) -> None:
        with self._lock:
            following = self._next()
            if following is None:
                self._inside -= 1
            else:
                following.call()

    def _next(self) -> _Waiting | None:
        """The first in the line of whoever's turn it is; their line goes behind all others."""
        while self._lines:
            who, line = self._lines.popitem(last=False)
            following = line.popleft()
            self._waiting -= 1
            if line:
                self._lines[who] = line
            if not following.loop.is_closed():
                return following
        return None
