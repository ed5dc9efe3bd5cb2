"""`charter serve` as a process of its own, as an operator starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx2

WAIT_SECONDS = 60
PROGRAM = [sys.executable, "-c", "from app.cli import run; run()"]


@contextmanager
def serving(url: str, *, workers: int, **settings: str) -> Iterator[str]:
    """`charter serve --workers N` on a database. Yields the address at which it answers."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = tempfile.TemporaryDirectory(prefix="charter-served-")
    environment = {
        **os.environ,
        "CHARTER_DATA": data.name,
        "CHARTER_DATABASE_URL": url,
        "CHARTER_SECRET": "a secret of the tests",
        "CHARTER_TICK_SECONDS": "0",
        **settings,
    }
    with (
        data,
        subprocess.Popen(
            [*PROGRAM, "serve", "--workers", str(workers), "--port", str(port)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as server,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/ready")
            yield address
        finally:
            server.terminate()


def wait_for(address: str) -> None:
    """Wait until something answers there."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            if httpx2.get(address).is_success:
                return
        except httpx2.TransportError:
            pass
        assert time.monotonic() < until, "the service did not start"
        time.sleep(0.05)
