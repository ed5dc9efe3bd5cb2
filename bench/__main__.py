"""`make bench`: every benchmark, or those that are named: `python -m bench page`."""

from __future__ import annotations

import sys

from bench import page

BENCHMARKS = {"page": page.run}


def main(names: list[str]) -> None:
    for name in names or list(BENCHMARKS):
        if name not in BENCHMARKS:
            sys.exit(f"There is no benchmark “{name}”; there are: {', '.join(BENCHMARKS)}.")
        BENCHMARKS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
