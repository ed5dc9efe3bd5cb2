"""Real processes whose clock can be set: each reads from a file how far it is wrong."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import httpx2

PROGRAM = [sys.executable, "-c", "from app.cli import run; run()"]
WAIT_SECONDS = 60
#: Python runs it when a process starts, also in each worker of a server.
_SITE = """
import datetime as real
import os
from pathlib import Path

import app.storage.engine.clock_guard as guard
import app.storage.engine.session as session


class Leaping(real.datetime):
    @classmethod
    def now(cls, tz=None):
        wrong = float(Path(os.environ["WRONG_BY"]).read_text() or 0)
        return real.datetime.now(tz) + real.timedelta(seconds=wrong)


guard.datetime = session.datetime = Leaping
"""


class Leaping:
    """The processes of one machine: their clock is what `set_wrong` says."""

    def __init__(self, folder: Path, url: str) -> None:
        self._wrong_by = folder / "wrong_by"
        (folder / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
        self.set_wrong(timedelta(0))
        here = str(Path(__file__).parents[2])
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(folder), here]),
            "WRONG_BY": str(self._wrong_by),
            "CHARTER_DATA": str(folder / "data"),
            "CHARTER_DATABASE_URL": url,
            "CHARTER_SECRET": "a secret of the tests",
            "CHARTER_TICK_SECONDS": "0.2",
        }

    def set_wrong(self, by: timedelta) -> None:
        """Let the clock of every process be wrong by so much from now on."""
        part = self._wrong_by.with_suffix(".part")
        part.write_text(str(by.total_seconds()), encoding="ascii")
        part.replace(self._wrong_by)

    def charter(self, *words: str) -> tuple[int, str]:
        """Run a command. Returns how it ended and what it said."""
        done = subprocess.run(
            [*PROGRAM, *words], env=self.environment, capture_output=True, text=True, check=False,
            timeout=WAIT_SECONDS,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    @contextmanager
    def serving(self, workers: int = 2) -> Iterator[str]:
        """`charter serve`; yields its address once it answers."""
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        words = ["serve", "--workers", str(workers), "--port", str(port)]
        with subprocess.Popen(
            [*PROGRAM, *words], env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as server:  # fmt: skip
            try:
                wait_for(lambda: _status(f"http://127.0.0.1:{port}/health") == 200)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


def _status(address: str) -> int:
    try:
        return httpx2.get(address, timeout=5).status_code
    except httpx2.HTTPError:
        return 0


def wait_for(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    until = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.05)
