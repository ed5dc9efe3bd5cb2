"""Servers to measure: each in a process of its own, which tells how long its processor worked."""

from __future__ import annotations

import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

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
        self._line.send("processor")
        return float(self._line.recv())

    def resident_bytes(self) -> int:
        """How much memory its process has at this moment (RSS)."""
        self._line.send("memory")
        return int(self._line.recv())


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


def bare_stack(port: int, url: str) -> None:
    """What the service stands on, and nothing of its own: FastAPI, SQLModel, a table and a page."""
    import jinja2
    import uvicorn
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse
    from sqlmodel import Field, Session, SQLModel, create_engine, select

    class BareNote(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)
        body: str

    engine, app = create_engine(url.replace("postgresql:", "postgresql+psycopg:")), FastAPI()
    SQLModel.metadata.create_all(engine)
    page = jinja2.Environment(autoescape=True).from_string(
        "{% for one in notes %}{{ one }}{% endfor %}"
    )

    @app.get("/{path:path}")
    def answer(path: str) -> HTMLResponse:
        with Session(engine) as session:
            return HTMLResponse(page.render(notes=session.exec(select(BareNote)).all(), path=path))

    uvicorn.run(app, port=port, log_level="error", access_log=False)


def service(port: int, url: str) -> None:
    """The whole service, as a server makes it by itself."""
    import uvicorn

    settings = {"DATABASE_URL": url, "SECRET": "secret of the bench", "TICK_SECONDS": "0"}
    os.environ |= {f"CHARTER_{name}": value for name, value in settings.items()}
    uvicorn.run("app.main:create_app", factory=True, port=port, log_level="error", access_log=False)


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
    threading.Thread(target=_tell, args=(line,), daemon=True).start()
    serve(port, url)


def _tell(line: Connection) -> None:
    while True:
        line.send(time.process_time() if line.recv() == "processor" else _resident())


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


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
