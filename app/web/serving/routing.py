"""Routes whose requests wait for their turn outside of the threads: see `app.web.serving.turns`.

A route that changes something is one call in one thread: what it needs of the database begins, the
endpoint runs and the transaction is committed there, once it is this request's turn. An endpoint
that works long (it compares texts) takes its turn among others of its kind, and begins its short
transactions by itself when the work is done. A route that only reads holds a place among so many as
there are connections.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import AbstractContextManager, ExitStack
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar, runtime_checkable

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from app.web.answer_cache.pending import begin_cached, is_cached
from app.web.limits import Counted, network_of, spend
from app.web.middleware import SAFE_METHODS
from app.web.serving.turns import Turns

#: Who acts for nobody: doing what is due, and noting what was used.
THE_SERVER = "the server"

#: How many read at once. Far fewer than there are threads and connections, so that whoever is in
#: can always go on; and no more than a processor serves, or the event loop would wait for them all.
READ_AT_ONCE = 6
#: How many write at once where the database lets several: each waits for others of its charter.
WRITE_AT_ONCE = 4
#: How many work long at once. They compete for the processor with all that others do.
WORK_AT_ONCE = 2
#: How many threads all of these have, and what is asked before a turn: who calls, what is due.
THREADS = READ_AT_ONCE + WRITE_AT_ONCE + WORK_AT_ONCE + 2

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
_request: ContextVar[Request] = ContextVar("request")


@dataclass(frozen=True, slots=True)
class Queues:
    """Where the requests of a process wait."""

    writing: Turns
    working: Turns
    reading: Turns

    @classmethod
    def for_database(cls, dialect: str) -> Queues:
        """SQLite has one writer; on PostgreSQL it is a charter that has one."""
        writing = Turns(1 if dialect == "sqlite" else WRITE_AT_ONCE)
        return cls(writing, Turns(WORK_AT_ONCE), Turns(READ_AT_ONCE))


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


class Router(APIRouter):
    """A router of such routes."""

    def __init__(self, **wanted: Any) -> None:  # noqa: ANN401
        """As FastAPI's own."""
        super().__init__(route_class=Route, **wanted)


def queues_of(request: Request) -> Queues:
    """Where the requests of this process wait."""
    queues: Queues = request.app.state.queues
    return queues


def _in_turn(endpoint: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    assert not inspect.iscoroutinefunction(endpoint), f"{endpoint} would write in the event loop"

    @wraps(endpoint)
    async def act(**given: Any) -> Any:  # noqa: ANN401 - whatever the endpoint answers
        request = _request.get()
        who = caller_of(request)
        await run_in_threadpool(spend, request, Counted.ACTS, who)
        if hasattr(endpoint, "works_long"):
            async with queues_of(request).working.taken(who):
                return await run_in_threadpool(endpoint, **given)
        async with queues_of(request).writing.taken(who):
            answer = await run_in_threadpool(_do, endpoint, given)
        return await run_in_threadpool(answer.show) if isinstance(answer, Afterwards) else answer

    return act


def _do(endpoint: Callable[..., Any], given: dict[str, Any]) -> Any:  # noqa: ANN401
    """Begin, do and commit, in one thread."""
    with ExitStack() as ends:
        for one in given.values():
            if isinstance(one, Opens):
                ends.enter_context(one.opened())
        return endpoint(**given)


def caller_of(request: Request) -> str:
    """Who acts: the person, or the network of somebody unknown."""
    person = getattr(request.state, "person", None)
    return f"person {person}" if person is not None else network_of(request)
