"""What the tests of the living document share."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import charter as c

HISTORIES = Path(
    os.environ.get("CHARTER_TESTS_HISTORIES")
    or Path(__file__).resolve().parents[2].parent / "shared" / "histories"
)


@dataclass(frozen=True)
class Read:
    """Two texts of one history and everything that is made of the step between them."""

    old: c.Document
    new: c.Document
    change_set: c.ChangeSet
    changes: tuple[c.Change, ...]

    @property
    def ops(self) -> list[str]:
        return [change.op for change in self.changes]

    def only(self) -> c.Change:
        assert len(self.changes) == 1, self.changes
        return self.changes[0]


def read(before: str, after: str) -> Read:
    """Make the step from one text to another and read it."""
    old, _ = c.found(before)
    change_set = c.change(old, after)
    new = c.apply(old, change_set, base=old, base_number=1, number=2)
    assert new.text == c.canonical(after)
    return Read(old, new, change_set, c.changes(old, new))


def words_of(change: c.Change, sign: int) -> list[str]:
    """What was taken out (-1), kept (0) or put in (1)."""
    return [text for piece, text in change.words if piece == sign]


@pytest.fixture(scope="session")
def histories() -> dict[str, list[str]]:
    """The texts of real living documents, oldest first."""
    if not HISTORIES.is_dir():
        pytest.skip(f"no real histories beside this checkout ({HISTORIES.name}/ is absent)")
    return {
        path.stem: [
            json.loads(line)["text"]
            for line in path.read_text(encoding="utf-8").split("\n")
            if line
        ]
        for path in sorted(HISTORIES.glob("*.jsonl"))
    }


@pytest.fixture
def benchmark_clock() -> Callable[[Callable[[], object]], float]:
    """The best of three runs of a function, in seconds of this process."""

    def measure(work: Callable[[], object]) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
        return min(times)

    return measure
