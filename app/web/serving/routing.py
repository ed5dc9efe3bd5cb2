"""Routes whose requests wait for their turn outside of the threads: see `app.web.serving.turns`.

A route that changes something is one call in one thread: what it needs of the database begins, the
endpoint runs and the transaction is committed there, once it is this request's turn. An endpoint
that works long (it compares texts) takes its turn among others of its kind, and begins its short
transactions by itself when the work is done. A route that only reads holds a place among so many as
there are connections.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import AbstractContextManager, ExitStack
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar, runtime_checkable

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from app.web.answer_cache.pending import begin_cached, is_cached
from app.web.limits import network_of, spend_for_act
from app.web.middleware import SAFE_METHODS
from app.web.serving.turns import HeldTurn, Turns

#: Who acts for nobody: doing what is due, and noting what was used.
THE_SERVER = "the server"

#: How many read at once. Far fewer than there are threads and connections, so that whoever is in
#: can always go on; and no more than a processor serves, or the event loop would wait for them all.
READ_AT_ONCE = 6
#: How many write at once where the database lets several: each waits for others of its charter.
WRITE_AT_ONCE = 4
#: How many work long at once. They compete for the processor with all that others do.
WORK_AT_ONCE = 2
#: How many ask at once, before a turn, who calls and what is due. More threads would not be done
#: sooner: each statement gives the interpreter away, and then waits for all others to do the same.
ASK_AT_ONCE = 2
#: How many threads all of these have.
THREADS = READ_AT_ONCE + WRITE_AT_ONCE + WORK_AT_ONCE + ASK_AT_ONCE

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
Asked = ParamSpec("Asked")
Answered = TypeVar("Answered")
_request: ContextVar[Request] = ContextVar("request")


@dataclass(frozen=True, slots=True)
class Queues:
    """Where the requests of a process wait."""

    writing: Turns
    working: Turns
    reading: Turns
    asking: Turns

    @classmethod
    def for_database(cls, dialect: str) -> Queues:
        """SQLite has one writer; on PostgreSQL it is a charter that has one."""
        writing = Turns(1 if dialect == "sqlite" else WRITE_AT_ONCE)
        return cls(writing, Turns(WORK_AT_ONCE), Turns(READ_AT_ONCE), Turns(ASK_AT_ONCE))


@runtime_checkable
class Opens(Protocol):
    """What an endpoint is given that begins with its turn: a transaction."""

    def opened(self) -> AbstractContextManager[object]:
        """Begin, and end with the endpoint."""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """The answer of an endpoint that is made when its turn is over, and its act committed."""

    show: Callable[[], object]


def works_long(endpoint: Endpoint) -> Endpoint:
    """Mark an endpoint that may work for long, and begins its transactions by itself."""
    endpoint.__dict__["works_long"] = True
    return endpoint


class Route(APIRoute):
    """A route that waits for its turn."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **wanted: Any) -> None:  # noqa: ANN401
        """Wrap what changes something."""
        methods: Iterable[str] = wanted.get("methods") or ["GET"]
        if not SAFE_METHODS.issuperset(methods):
            endpoint = _in_turn(endpoint)
        super().__init__(path, endpoint, **wanted)
        self.end = end_of(path)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As usual; most addresses end otherwise, which is quickly seen."""
        if self.end is not None and not scope["path"].endswith(self.end):
            return Match.NONE, {}
        return super().matches(scope)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler: reading holds a place, writing knows its request."""
        handler, caches = super().get_route_handler(), is_cached(self.endpoint)

        async def handle(request: Request) -> Response:
            if request.method not in SAFE_METHODS:
                _request.set(request)
                return await handler(request)
            if caches:
                await begin_cached()
            async with queues_of(request).reading.taken(network_of(request)):
                return await handler(request)

        return handle

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Deal with a request; HEAD is GET without the body, where answers are kept."""
        if scope["method"] == "HEAD" and is_cached(self.endpoint):
            scope = {**scope, "method": "GET"}
        await super().handle(scope, receive, send)


def end_of(path: str) -> str | None:
    """How all addresses of a route end, with the slash before it; None where that varies."""
    end = path[path.rfind("/") :]
    return None if "{" in end or not end else end


class Router(APIRouter):
    """A router of such routes. FastAPI tries them one after another, so it says when not to."""

    def __init__(self, **wanted: Any) -> None:  # noqa: ANN401
        """As FastAPI's own."""
        super().__init__(route_class=Route, **wanted)
        # A parameter can hold anything at all here: the routes themselves look closely.
        parts = re.split(r"\{[^}]*\}", self.prefix)
        self._begins = re.compile(".+".join(re.escape(one) for one in parts))
        self._ends: frozenset[str] | None = None
        self._known = -1

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As usual, unless none of its routes can be meant."""
        if not self._can_lead(scope["path"]):
            return Match.NONE, {}
        return super().matches(scope)

    def _can_lead(self, path: str) -> bool:
        if len(self.routes) != self._known:
            ends = [getattr(one, "end", None) for one in self.routes]
            self._ends = None if None in ends else frozenset(one for one in ends if one)
            self._known = len(self.routes)
        if self._ends is not None and path[path.rfind("/") :] not in self._ends:
            return False
        return self._begins.search(path) is not None


def queues_of(request: Request) -> Queues:
    """Where the requests of this process wait."""
    queues: Queues = request.app.state.queues
    return queues


async def ask_before(
    request: Request, ask: Callable[Asked, Answered], *about: Asked.args, **more: Asked.kwargs
) -> Answered:
    """Ask the database for something small, in a thread, before it is known whose turn it is."""
    async with queues_of(request).asking.taken(network_of(request)):
        return await run_in_threadpool(ask, *about, **more)


def _in_turn(endpoint: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    assert not inspect.iscoroutinefunction(endpoint), f"{endpoint} would write in the event loop"

    @wraps(endpoint)
    async def act(**given: Any) -> Any:  # noqa: ANN401 - whatever the endpoint answers
        request = _request.get()
        who = caller_of(request)
        await spend_for_act(request, who)
        if hasattr(endpoint, "works_long"):
            async with queues_of(request).working.taken(who):
                return await run_in_threadpool(endpoint, **given)
        async with queues_of(request).writing.taken(who) as turn:
            return await run_in_threadpool(_do, endpoint, given, turn)

    return act


def _do(endpoint: Callable[..., Any], given: dict[str, Any], turn: HeldTurn) -> Any:  # noqa: ANN401
    """Begin, do and commit, in one thread; what is shown afterwards holds nobody up."""
    with ExitStack() as ends:
        for one in given.values():
            if isinstance(one, Opens):
                ends.enter_context(one.opened())
        answer = endpoint(**given)
    if not isinstance(answer, Afterwards):
        return answer
    turn.give_back()
    return answer.show()


def caller_of(request: Request) -> str:
    """Who acts: the person, or the network of somebody unknown."""
    person = getattr(request.state, "person", None)
    return f"person {person}" if person is not None else network_of(request)
