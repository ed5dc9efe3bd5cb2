"""A second server, in a process of its own, on the database of a stage."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.browser.stage import Stage
from tests.support.postgres import free_port

SECONDS = 60


class Second:
    """`charter serve` as it is run; it can be stopped and started again at the same address."""

    def __init__(self, stage: Stage, data: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,
            "CHARTER_DATA": str(data),
            "CHARTER_DATABASE_URL": stage.installation.settings.database_url,
            "CHARTER_SECRET": "a secret of the tests",
            "CHARTER_TICK_SECONDS": "0",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        program = [sys.executable, "-c", "from app.cli import run; run()", "serve"]
        self._process = subprocess.Popen(
            [*program, "--port", str(self.port)],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + SECONDS
        while not self._answers():
            assert time.monotonic() < until, "the second server did not start"
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.address}/ready").close()
        except urllib.error.URLError:
            return False
        return True

    def stop(self) -> float:
        """Stop it as an operator does. Returns how long that took, in seconds."""
        assert self._process is not None
        began = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(SECONDS)
        return time.monotonic() - began
