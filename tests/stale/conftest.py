"""A stage to act on, and a process that reads of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import stage, stages
from tests.faults.stage import Stage
from tests.faults.world import BASE
from tests.matrix.scene import SECRET

__all__ = ["stage", "stages"]

ROOT = Path(__file__).parents[2]
PART = re.compile(r"\{(\w+)(?::\w+)?\}")
#: Who looks: a reader, a member, an author, an objector, a steward, a stranger who is signed in.
WHO = (None, "finn", "cleo", "edda", "ada", "zoe")


class Reader:
    """A process that reads what stands on a stage; see `reader.py`."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage = stage
        settings = {
            "database_url": stage.url,
            "secret": SECRET.decode(),
            "base_url": BASE,
            "data": str(folder),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stale.reader", json.dumps(settings)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, what: str, asked: list[tuple[str, str]] | None = None) -> Any:
        """Let it do something at the time of the stage."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, self.stage.clock().isoformat(), asked]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def addresses(self) -> list[str]:
        """Every address whose answer is kept, for every proposal."""
        world = self.stage.world
        numbers = {*world.scene.numbers.values(), *self._others(world.values)}
        found = set()
        for pattern in self("patterns"):
            for number in numbers:
                # After /revisions a number is one of a revision.
                n = 1 if "/revisions/" in pattern else number
                values = {"slug": "care-charter", "k": number, "number": n, "n": 1, "r": 1}
                values |= {"round_number": 1, "a": 1, "b": 1, "day": "2024-01-31"}
                found.add(PART.sub(lambda part, v=values: str(v[part[1]]), pattern))
        return sorted(found)

    @staticmethod
    def _others(values: dict[str, Any]) -> set[int]:
        return {values[name] for name in ("closing", "nobodys", "again", "elsewhere")}

    def cookie(self, who: str | None) -> str:
        """What somebody's browser sends."""
        return f"__Host-charter_session={self.stage.world.sessions[who]}" if who else ""

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(30) == 0
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def reader(stage: Stage, tmp_path: Path) -> Iterator[Reader]:
    """A process that reads what stands on the stage."""
    made = Reader(stage, tmp_path)
    yield made
    made.close()
