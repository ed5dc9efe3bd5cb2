"""Medians of repeated runs, and a few words to print them."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

# Seconds after which nothing is run a second time.
ENOUGH = 3.0
CHILDREN = resource.RUSAGE_CHILDREN
HISTORIES = Path(
    os.environ.get("CHARTER_TESTS_HISTORIES")
    or Path(__file__).resolve().parents[2].parent / "shared" / "histories"
)


def processor_seconds() -> float:
    """Time that this process and its finished children have spent computing."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class Took(NamedTuple):
    """Medians in seconds: of the processor, and of the clock on the wall."""

    processor: float
    wall: float


def alternating(works: dict[str, Callable[[], object]], repeats: int) -> dict[str, Took]:
    """Medians, run in turn, so that a busy machine treats all alike; what is slow runs once."""
    times: dict[str, list[Took]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            if times[name] and times[name][0].processor > ENOUGH:
                continue
            start, began = processor_seconds(), time.perf_counter()
            work()
            times[name].append(Took(processor_seconds() - start, time.perf_counter() - began))
    return {
        name: Took(*(statistics.median(column) for column in zip(*values, strict=True)))
        for name, values in times.items()
    }


def git_word_diff(before: str, after: str, word: str | None = None) -> Callable[[], object]:
    """`git diff --word-diff` on two files in memory-backed storage, as a process.

    `word` is a pattern of what one word is; without it, all that stands between blanks.
    """
    folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    old, new = folder / "old.md", folder / "new.md"
    old.write_text(before, encoding="utf-8")
    new.write_text(after, encoding="utf-8")
    options = ["--no-index", "--no-color", "--word-diff=plain"]
    if word is not None:
        options.append(f"--word-diff-regex={word}")
    command = ["git", "diff", *options, "--", old, new]
    return lambda: subprocess.run(command, check=False, stdout=subprocess.PIPE, cwd=folder).stdout


def pace() -> float:
    """How much slower than an ordinary machine (at least 1) a plain loop runs here and now.

    Limits in seconds are multiplied by it, so that they ask the same of a busy machine.
    """
    times = []
    for _ in range(5):
        start = time.process_time()
        total = 0
        for number in range(400_000):
            total += number
        times.append(time.process_time() - start)
    return max(1.0, statistics.median(times) / 0.02)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"
