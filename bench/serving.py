"""Servers to measure: each in a process of its own, which tells how long its processor worked."""

from __future__ import annotations

import multiprocessing
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

#: The body of the bare route, in bytes: about what a page of a charter has.
TEXT = 20_000
_START = multiprocessing.get_context("spawn")

Serve = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs, at its port."""

    port: int
    _line: Connection

    def processor_seconds(self) -> float:
        """How long its process has worked since it began, in all its threads."""
        self._line.send(None)
        return float(self._line.recv())


def bare(port: int, _url: str) -> None:
    """One route of Starlette, with a page that is there already."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    page = "x" * TEXT

    async def answer(_request: object) -> HTMLResponse:
        return HTMLResponse(page)

    app = Starlette(routes=[Route("/{path:path}", answer)])
    uvicorn.run(app, port=port, log_level="error", access_log=False)


def service(port: int, url: str) -> None:
    """The whole service."""
    import uvicorn

    from app.main import create_app, make_installation
    from app.settings import Settings

    place = make_installation(
        Settings(database_url=url, secret="secret of the bench", tick_seconds=0)
    )
    uvicorn.run(create_app(place), port=port, log_level="error", access_log=False)


@contextmanager
def served(serve: Serve, url: str = "") -> Iterator[Served]:
    """Let a server run for as long as this lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    here, there = _START.Pipe()
    process = _START.Process(target=_run, args=(serve, port, url, there), daemon=True)
    process.start()
    try:
        _wait_for(port)
        yield Served(port, here)
    finally:
        process.terminate()
        process.join()


def _run(serve: Serve, port: int, url: str, line: Connection) -> None:
    threading.Thread(target=_tell_time, args=(line,), daemon=True).start()
    serve(port, url)


def _tell_time(line: Connection) -> None:
    while True:
        line.recv()
        line.send(time.process_time())


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
