"""`make bench`: all figures, each next to a peer. One by name: `python -m bench words`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module

from bench.engine.measure import HISTORIES


def _of(module: str) -> Callable[[], object]:
    """A benchmark; what it compares with is imported only when it is asked for."""
    return lambda: import_module(f"bench.{module}").main()


BENCHMARKS: dict[str, Callable[[], object]] = {
    "words": _of("engine.words"),
    "hard": _of("engine.hard"),
    "histories": _of("engine.histories"),
    "merges": _of("engine.merges"),
    "comments": _of("engine.comments"),
    "page": _of("page"),
}
#: They need the versions of real documents, which are not part of the project.
ON_HISTORIES = frozenset({"histories", "merges", "comments"})


def main(names: list[str]) -> None:
    for name in names:
        if name not in BENCHMARKS:
            sys.exit(f"There is no benchmark “{name}”; there are: {', '.join(BENCHMARKS)}.")
    there = any(HISTORIES.glob("*.jsonl"))
    for name in names or BENCHMARKS:
        print(f"== {name}", flush=True)
        if name in ON_HISTORIES and not there:
            print("left out: CHARTER_HISTORIES names no folder with histories (NAME.jsonl)")
            continue
        BENCHMARKS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
