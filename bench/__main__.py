"""`make bench`: the page of the charter in force. Others by name: `python -m bench words hard`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module

from bench import page


def _engine(name: str) -> Callable[[], object]:
    """A benchmark of the text engine; its peers are imported only when it is asked for."""
    return lambda: import_module(f"bench.engine.{name}").main()


BENCHMARKS: dict[str, Callable[[], object]] = {
    "page": page.run,
    **{name: _engine(name) for name in ("words", "hard", "histories", "merges", "comments")},
}
DEFAULT = ("page",)


def main(names: list[str]) -> None:
    for name in names or DEFAULT:
        if name not in BENCHMARKS:
            sys.exit(f"There is no benchmark “{name}”; there are: {', '.join(BENCHMARKS)}.")
        BENCHMARKS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
