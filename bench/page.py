"""What an answer costs the server, next to a bare Starlette route: processor time, not waiting.

Both are served by uvicorn, a process each, and asked by a small client in a third one over eight
connections that are kept open. Each server tells how long its own process has worked: what else
runs on the machine, and the client, do not count. They are measured in turns, so that a machine
whose speed drifts is fair to both. `BENCH_DATABASE` names the database of the service, which has to
be empty; without it, it is a SQLite file.
"""

from __future__ import annotations

import itertools
import os
import socket
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

from bench.figures import Figure
from bench.serving import Served, bare, served, service

CONNECTIONS = 8
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "240"))
TURNS = 9
#: How many answers are made, each but once: who asks for the same meanwhile waits for it.
MADE = 10
_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked for. `least` is the part of the bare route's speed that it has to reach."""

    path: str
    headers: str = ""
    least: float = 0.7

    @property
    def request(self) -> bytes:
        """What is sent."""
        return f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{self.headers}\r\n".encode()

    def otherwise(self) -> Case:
        """The same at an address that nobody has asked for before, so that it is made anew."""
        return replace(self, path=f"{self.path}?n={next(_numbers)}")


def _answer(connection: socket.socket) -> tuple[bytes, int]:
    """Read one answer: its head in small letters, and how many bytes its body has."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(1 << 16)
    head, _, body = got.partition(b"\r\n\r\n")
    head = head.lower()
    length = 0
    if b"content-length:" in head:
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
    left = length - len(body)
    while left > 0:
        left -= len(connection.recv(1 << 16))
    return head, length


def _ask(port: int, request: bytes, times: int) -> int:
    """Ask so many times; in a process of its own. Returns the size of an answer's body."""
    size = 0
    with ExitStack() as open_now:
        connections = [
            open_now.enter_context(socket.create_connection(("127.0.0.1", port)))
            for _ in range(CONNECTIONS)
        ]
        for _ in range(times // CONNECTIONS):
            for one in connections:
                one.sendall(request)
            for one in connections:
                head, size = _answer(one)
                status = head.split(b" ", 2)[1]
                if status not in {b"200", b"304"}:
                    msg = f"{request.decode()} was answered {status.decode()}"
                    raise RuntimeError(msg)
    return size


def _tag(port: int, case: Case) -> str:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(case.request)
        head, _ = _answer(connection)
    return head.split(b"etag:", 1)[1].split(b"\r\n", 1)[0].strip().decode()


@contextmanager
def _database() -> Iterator[str]:
    given = os.environ.get("BENCH_DATABASE")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'bench.db'}"


def member_cookie(url: str) -> str:
    """The cookie of somebody who is signed in and belongs to the charter."""
    from app.demo.story import SLUG
    from app.services.authentication.sessions import new_session
    from app.storage.engine.database import Database
    from app.storage.texts import charters

    database = Database(url)
    with database.writing() as writer:
        charter = charters.find(writer, SLUG)
        assert charter is not None
        token = new_session(writer, charters.members(writer, charter.id)[0].person)
    database.dispose()
    return f"Cookie: charter_session={token}\r\n"


def _cases(service_port: int, cookie: str) -> dict[str, Case]:
    from app.demo.story import SLUG

    charter = Case(f"/{SLUG}")
    tag = _tag(service_port, charter)
    return {
        "the charter": charter,
        "a revision": Case(f"/{SLUG}/revisions/2"),
        "a comparison": Case(f"/{SLUG}/compare/1...2"),
        "a proposal": Case(f"/{SLUG}/amendments/1"),
        "the history": Case(f"/{SLUG}/revisions"),
        "the API: the newest revision": Case(f"/api/v1/charters/{SLUG}/revisions/latest"),
        "the charter, not changed (304)": Case(f"/{SLUG}", f"If-None-Match: {tag}\r\n", 0.9),
        "the charter for a member": Case(f"/{SLUG}", cookie),
        "a proposal for a member": Case(f"/{SLUG}/amendments/1", cookie),
    }


@dataclass(frozen=True, slots=True)
class Measured:
    """What a case cost in one turn, beside the bare route: seconds of processor for an answer."""

    seconds: float
    bare: float
    size: int


class Client:
    """The process that asks, for as long as it is open."""

    def __init__(self, pool: Pool, requests: int = REQUESTS) -> None:
        self._pool, self._requests = pool, requests

    def cost(self, server: Served, case: Case) -> tuple[float, int]:
        """What one answer costs the server, in seconds of its processor, and its size."""
        self._pool.apply(_ask, (server.port, case.request, CONNECTIONS))
        before = server.processor_seconds()
        size = self._pool.apply(_ask, (server.port, case.request, self._requests))
        return (server.processor_seconds() - before) / self._requests, size

    def anew(self, server: Served, case: Case) -> float:
        """What it costs to make an answer, in seconds of the server's processor."""
        before = server.processor_seconds()
        for _ in range(MADE):
            self._pool.apply(_ask, (server.port, case.otherwise().request, CONNECTIONS))
        return (server.processor_seconds() - before) / MADE

    def measure(self, peer: Served, ours: Served, case: Case) -> Measured:
        """One turn. What is compared is measured one right after the other."""
        bare_seconds, _ = self.cost(peer, Case("/"))
        seconds, size = self.cost(ours, case)
        return Measured(seconds, bare_seconds, size)


def main() -> list[Figure]:
    from app.demo.story import tell

    with _database() as url:
        tell(url)
        cookie = member_cookie(url)
        with (
            served(bare) as peer,
            served(service, url) as ours,
            get_context("spawn").Pool(1) as pool,
        ):
            client, cases = Client(pool), _cases(ours.port, cookie)
            turns = [
                {name: client.measure(peer, ours, case) for name, case in cases.items()}
                for _ in range(TURNS)
            ]
            made = {name: client.anew(ours, case) for name, case in cases.items()}
    return _report(cases, turns, made)


def _report(
    cases: dict[str, Case], turns: list[dict[str, Measured]], made: dict[str, float]
) -> list[Figure]:
    print(
        f"Processor time of the server for an answer: of {TURNS} turns of {REQUESTS} the median,\n"
        "the speed as a part of that of a bare Starlette route with 20 kB from memory, and how\n"
        "many times as long it takes to make it anew"
    )
    figures = []
    for name, case in cases.items():
        measured = [turn[name] for turn in turns]
        seconds = statistics.median(one.seconds for one in measured)
        peer = statistics.median(one.bare for one in measured)
        shares = [one.bare / one.seconds for one in measured]
        share = statistics.median(shares)
        times = made[name] / seconds
        print(
            f"  {name:30} {seconds * 1e6:6.0f} µs  {share:5.2f}  {times:6,.0f}"
            f"  (bare {peer * 1e6:.0f} µs; {min(shares):.2f} to {max(shares):.2f};"
            f" {measured[0].size:,} bytes)"
        )
        figures.append(
            Figure(f"page beside the bare route: {name}", share, case.least, at_least=True)
        )
    return figures
