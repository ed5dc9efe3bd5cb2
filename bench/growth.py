"""What each page costs where there is very much of something, next to a place with little of it.

Both places are asked in this process, with nothing kept in memory, for what fills a page in either.
Compared are processor time (the least of some answers, of both in turn, with that of the database:
what else the machine does only adds to it), bytes, statements and the peak of memory. None may
grow: what is more than 1.2 times as much, and a little, fails.

By default with some of each, in a minute or two; `--whole` with 10,000 revisions, 100,000 members,
a million comments and 200 open proposals. `--postgresql` measures on PostgreSQL; `--only=people` is
one of the dimensions.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text as sql

from app.main import create_app, make_installation
from app.services.authentication.sessions import new_session
from app.services.authentication.tokens import new_token
from app.settings import Settings
from app.web.installation import Installation
from bench.growing import DIMENSIONS, Dimension, make
from tests.support import postgres
from tests.support.community import Community
from tests.support.statements import counted

TURNS = 11
MOST = 1.2
#: Differences that are too small to be told from what else goes on: seconds, bytes, bytes.
LITTLE_TIME, LITTLE_SIZE, LITTLE_MEMORY = 0.002, 1_000, 200_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What an answer costs: seconds of processor, its size, statements, and bytes of memory."""

    seconds: float
    size: int
    statements: int
    memory: int

    def grown(self, small: Cost) -> list[str]:
        """What of it is more than a place with little of it may explain."""
        found = {
            "time": self.seconds > MOST * small.seconds + LITTLE_TIME,
            "bytes": self.size > MOST * small.size + LITTLE_SIZE,
            "statements": self.statements > small.statements,
            "memory": self.memory > MOST * small.memory + LITTLE_MEMORY,
        }
        return [name for name, has_grown in found.items() if has_grown]


class Asking:
    """Somebody who asks a place in this process: a steward, by cookie and by token."""

    def __init__(
        self, installation: Installation, community: Community, runner: asyncio.Runner
    ) -> None:
        self.installation = installation
        self._runner = runner
        self._app = create_app(installation)
        who = community.people["ada"]
        with installation.database.writing() as writer:
            cookie = new_session(writer, who.person)
            token = new_token(writer, who.email, "bench")
        self._headers = [
            (b"host", b"testserver"),
            (b"cookie", f"charter_session={cookie}".encode()),
        ]
        self._token = [(b"host", b"testserver"), (b"authorization", f"Bearer {token}".encode())]

    def ask(self, address: str) -> int:
        """Ask once. Returns the size of the answer."""
        return self._runner.run(self._asked(address))

    async def _asked(self, address: str) -> int:
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": self._token if path.startswith("/api/") else self._headers,
            "client": ("127.0.0.1", 1),
            "server": ("testserver", 80),
            "state": {},
        }
        asked, answered = False, asyncio.Event()
        status, size = 0, 0

        async def receive() -> dict[str, object]:
            nonlocal asked
            if asked:
                await answered.wait()
                return {"type": "http.disconnect"}
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))

        await self._app(scope, receive, send)
        answered.set()
        if status != 200:
            sys.exit(f"{address} was answered {status}")
        return size

    def size_of(self, address: str) -> tuple[int, int, int]:
        """The bytes, the statements and the peak of memory of an answer, once everything that is
        read once a process is there.
        """
        self.ask(address)
        with counted(self.installation.database) as sent:
            size = self.ask(address)
        tracemalloc.start()
        self.ask(address)
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size, len(sent), memory

    def seconds(self, address: str) -> float:
        """How long the processor works for an answer, that of the database too."""
        before = time.process_time() + self._database_seconds()
        self.ask(address)
        return time.process_time() + self._database_seconds() - before

    def _database_seconds(self) -> float:
        """How long the processes of the database have worked for these connections."""
        if self.installation.database.engine.dialect.name == "sqlite":
            return 0.0
        with self.installation.database.engine.connect() as connection:
            found = connection.execute(
                sql("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            )
            pids = [pid for (pid,) in found]
        return sum(_on_processor(pid) for pid in pids)


def _on_processor(pid: int) -> float:
    """How long a process has run on a processor, in seconds."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except FileNotFoundError:
        return 0.0


@contextmanager
def _addresses(*, on_postgresql: bool) -> Iterator[Iterator[str]]:
    """Addresses of empty databases."""
    with tempfile.TemporaryDirectory() as folder:
        if not on_postgresql:
            yield (f"sqlite:///{Path(folder) / f'{n}.db'}" for n in range(100))
            return
        programs = postgres.programs()
        if programs is None:
            sys.exit("the PostgreSQL server programs are not installed")
        server = postgres.Server.start(programs)
        try:
            yield (server.create(f"bench_{n}") for n in range(100))
        finally:
            server.stop()


@dataclass
class Large:
    """A place that is asked for its pages, and what makes their addresses."""

    asking: Asking
    values: dict[str, object]
    folder: tempfile.TemporaryDirectory[str] = field(repr=False)

    @classmethod
    def make(cls, url: str, dimension: Dimension, count: int, runner: asyncio.Runner) -> Large:
        begun = time.monotonic()
        community, values = make(url, dimension, count)
        print(f"  a place with {count:,} was made in {time.monotonic() - begun:.0f} s", flush=True)
        folder = tempfile.TemporaryDirectory()
        settings = Settings(
            database_url=url, secret="secret of the bench", tick_seconds=0, cache_megabytes=0,
            allowed_hosts="testserver", erasures=str(Path(folder.name) / "erasures.jsonl"),
            limits=False, data=folder.name,
        )  # fmt: skip
        installation = make_installation(settings, clock=community.clock)
        if installation.database.engine.dialect.name == "postgresql":
            with installation.database.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(sql("ANALYZE"))
        community.database.dispose()
        values |= {"slug": community.slug, "api": f"/api/v1/charters/{community.slug}"}
        return cls(Asking(installation, community, runner), values, folder)

    def close(self) -> None:
        self.asking.installation.database.dispose()
        self.folder.cleanup()


def _measure(small: Large, large: Large, path: str) -> tuple[Cost, Cost]:
    """What an answer costs in either place."""
    both = [(one.asking, path.format(**one.values)) for one in (small, large)]
    sizes = [asking.size_of(address) for asking, address in both]
    gc.collect()
    gc.disable()
    turns = [[asking.seconds(address) for asking, address in both] for _ in range(TURNS)]
    gc.enable()
    few, many = (
        Cost(min(took), *size) for took, size in zip(zip(*turns, strict=True), sizes, strict=True)
    )
    return few, many


def _tell(path: str, few: Cost, cost: Cost, may_grow: frozenset[str]) -> list[str]:
    grown = [one for one in cost.grown(few) if one not in may_grow]
    may = f"({', '.join(sorted(may_grow))} may)" if may_grow else ""
    print(
        f"  {path:46} {few.seconds * 1000:6.1f} {cost.seconds * 1000:7.1f} ms"
        f" {cost.seconds / few.seconds:6.2f}  {cost.size:9,} B {cost.size / few.size:5.2f}"
        f"  {few.statements:3} {cost.statements:3} statements"
        f"  {cost.memory / 1e6:5.1f} MB {cost.memory / few.memory:5.2f}"
        f"  {', '.join(grown)}{may}",
        flush=True,
    )
    return [f"{path} ({', '.join(grown)})"] if grown else []


def main() -> None:
    whole, on_postgresql = "--whole" in sys.argv, "--postgresql" in sys.argv
    only = [one.removeprefix("--only=") for one in sys.argv if one.startswith("--only=")]
    failed = []
    with _addresses(on_postgresql=on_postgresql) as addresses, asyncio.Runner() as runner:
        for name in only or DIMENSIONS:
            dimension = DIMENSIONS[name]
            count = dimension.whole if whole else dimension.some
            print(f"{name}: {dimension.small:,} and {count:,}: ms, bytes, statements, memory")
            small, large = (
                Large.make(next(addresses), dimension, each, runner)
                for each in (dimension.small, count)
            )
            for path in dimension.paths:
                may_grow = dimension.may_grow.get(path, frozenset())
                failed += _tell(path, *_measure(small, large, path), may_grow)
            small.close()
            large.close()
    if failed:
        sys.exit("These grow: " + "; ".join(failed))


if __name__ == "__main__":
    main()
