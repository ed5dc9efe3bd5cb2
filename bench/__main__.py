"""`make bench`: all figures, each next to a peer. One by name: `python -m bench words`.

Words that begin with `--` are options of a benchmark, which reads them itself.
At the end stand those that are held, with their limits; where one is passed, it ends with an error.
"""

from __future__ import annotations

import sys
from importlib import import_module

from bench.engine.measure import HISTORIES
from bench.figures import Figure, table

#: What each is called, and its module, which is imported only when it is asked for.
BENCHMARKS = {
    "words": "engine.words",
    "hard": "engine.hard",
    "histories": "engine.histories",
    "sentences": "engine.sentences",
    "merges": "engine.merges",
    "pairs": "engine.pairs",
    "comments": "engine.comments",
    "places": "engine.places",
    "page": "page",
    "answers": "answers",
    "memory": "memory",
    "statements": "statements",
    "fair": "fair",
    "growth": "growth",
}
#: They need the versions of real documents, which are not part of the project.
ON_HISTORIES = frozenset({"histories", "sentences", "merges", "pairs", "comments", "places"})


def main(names: list[str]) -> None:
    for name in names:
        if name not in BENCHMARKS:
            sys.exit(f"There is no benchmark “{name}”; there are: {', '.join(BENCHMARKS)}.")
    figures: list[Figure] = []
    there = any(HISTORIES.glob("*.jsonl"))
    for name in names or BENCHMARKS:
        print(f"== {name}", flush=True)
        if name in ON_HISTORIES and not there:
            print("left out: CHARTER_TESTS_HISTORIES names no folder with histories (NAME.jsonl)")
            continue
        figures += import_module(f"bench.{BENCHMARKS[name]}").main() or []
    if figures:
        print(f"== held\n{table(figures)}", flush=True)
    passed = [one.name for one in figures if not one.holds]
    if passed:
        sys.exit(f"Not held: {'; '.join(passed)}")


if __name__ == "__main__":
    main([one for one in sys.argv[1:] if not one.startswith("--")])
