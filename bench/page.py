"""Requests per second of the page of the charter in force, next to a bare Starlette route.

Both are served by uvicorn, one process each, over loopback, to the same small client: eight
connections that are kept open, each asking again as soon as it has the whole answer. The two are
measured in turns, so that a machine whose speed drifts is fair to both.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

CONNECTIONS = 8
SECONDS = float(os.environ.get("BENCH_SECONDS", "2"))
TURNS = 5
TEXT = 20_000


def _bare(port: int, _url: str) -> None:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    page = "x" * TEXT

    async def answer(_request: object) -> HTMLResponse:
        return HTMLResponse(page)

    app = Starlette(routes=[Route("/{path:path}", answer)])
    uvicorn.run(app, port=port, log_level="error", access_log=False)


def _service(port: int, url: str) -> None:
    import uvicorn

    from app.main import create_app, make_place
    from app.settings import Settings

    place = make_place(Settings(database_url=url, secret="secret of the bench", tick_seconds=0))
    uvicorn.run(create_app(place), port=port, log_level="error", access_log=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(serve: Callable[[int, str], None], url: str) -> Iterator[int]:
    port = _free_port()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(port, url))
    process.start()
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.join()


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


async def _ask(port: int, path: str, headers: str, until: float) -> tuple[int, int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()
    done = size = 0
    while time.monotonic() < until:
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = head.split(b" ", 2)[1]
        if status not in {b"200", b"304"}:
            msg = f"{path} answered {status.decode()}"
            raise RuntimeError(msg)
        length = 0
        if b"content-length:" in head:
            length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            await reader.readexactly(length)
        done, size = done + 1, length
    writer.close()
    return done, size


async def _measure(port: int, path: str, headers: str = "") -> tuple[float, int]:
    began = time.monotonic()
    asks = [_ask(port, path, headers, began + SECONDS) for _ in range(CONNECTIONS)]
    answers = await asyncio.gather(*asks)
    return sum(n for n, _ in answers) / (time.monotonic() - began), answers[0][1]


def _etag(port: int, path: str) -> str | None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.getheader("etag")


def main() -> None:
    from app.demo.story import SLUG, tell

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        tell(url)
        with _served(_bare, "") as bare, _served(_service, url) as service:
            tag = _etag(service, f"/{SLUG}")
            cases = {
                "bare Starlette, 20 kB from memory": (bare, "/", ""),
                "the charter in force": (service, f"/{SLUG}", ""),
                "the same, asked again (304)": (service, f"/{SLUG}", f"If-None-Match: {tag}\r\n"),
                "the same revision as JSON": (
                    service,
                    f"/api/v1/charters/{SLUG}/revisions/latest",
                    "",
                ),
            }
            if tag is None:
                del cases["the same, asked again (304)"]
            _report(cases)


def _report(cases: dict[str, tuple[int, str, str]]) -> None:
    rates: dict[str, list[float]] = {name: [] for name in cases}
    sizes: dict[str, int] = {}
    for turn in range(TURNS + 1):
        for name, (port, path, headers) in cases.items():
            rate, sizes[name] = asyncio.run(_measure(port, path, headers))
            if turn:  # the first turn warms up
                rates[name].append(rate)
    peer = statistics.median(rates[next(iter(cases))])
    print(f"Requests per second, {CONNECTIONS} connections, median of {TURNS} turns")
    for name, measured in rates.items():
        median = statistics.median(measured)
        spread = f"{min(measured):,.0f} to {max(measured):,.0f}"
        share = f"{median / peer:6.3f} of the first"
        print(f"  {name:38} {median:8,.0f}/s  {share}  ({spread}; {sizes[name]:,} bytes)")
