"""What taking a stance costs, next to a bare route that keeps a row and a line and commits.

Thirty clients, in a process of their own, PUT their stances in one decision, each the next as soon
as the last was answered. Both servers use the same kind of database, one after the other in turns.
Told are answers a second by the clock on the wall, and the processor time of the server for each;
that of PostgreSQL itself is not in it. A long roll is held next to a short one.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.pool import Pool

from bench.clients import Sent, put
from bench.figures import Figure
from bench.serving import Served, served, service

CLIENTS = 30
REQUESTS = int(os.environ.get("BENCH_ANSWERS", "300"))
TURNS = 5
SHORT, LONG = 12, 5_000
#: The part of the bare route's speed that is held, by processor time. Half of it is the goal.
LEAST = {"SQLite": 0.12, "PostgreSQL": 0.08}
#: How many times as much processor time an answer in a long roll may take. 1.5 is the goal.
MOST = 2.5
BODIES = (
    {"stance": "consent"},
    {"stance": "concern", "reason": "It is long."},
    {"stance": "stand_aside"},
)


@dataclass(frozen=True, slots=True)
class Rate:
    """What was measured in one turn, for one answer: seconds on the wall and of the processor."""

    wall: float
    processor: float
    size: int


def _measure(pool: Pool, server: Served, clients: Sequence[Sent], times: int = REQUESTS) -> Rate:
    before = server.processor_seconds()
    wall, size = pool.apply(put, (server.port, clients, times))
    return Rate(wall / times, (server.processor_seconds() - before) / times, size)


def _members(slug: str, tokens: Sequence[str]) -> list[Sent]:
    path = f"/api/v1/charters/{slug}/amendments/1/rounds/1/stance"
    return [Sent(path, BODIES, f"Authorization: Bearer {token}\r\n") for token in tokens]


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: the bare route, ours, and ours with a short and with a long roll."""

    bare: Rate
    ours: Rate
    short: Rate
    long: Rate


def measured(url: str) -> list[Turn]:
    """Measure on one empty database."""
    from bench import prototype
    from bench.deciding import decide

    os.environ["CHARTER_LIMIT_ACTS"] = "1000000/minute"
    rolls = {"middle": CLIENTS, "short": SHORT, "long": LONG}
    tokens = decide(url, rolls)
    prototype.make(url)
    bare = [Sent("/stance", BODIES)] * CLIENTS
    groups = {slug: _members(slug, tokens[slug]) for slug in rolls}
    some = {slug: groups[slug][:SHORT] for slug in ("short", "long")}
    with (
        served(prototype.serve, url) as peer,
        served(service, url) as ours,
        get_context("spawn").Pool(1) as pool,
    ):
        _measure(pool, peer, bare, CLIENTS)
        for group in (groups["middle"], *some.values()):
            _measure(pool, ours, group, CLIENTS)
        return [
            Turn(
                _measure(pool, peer, bare),
                _measure(pool, ours, groups["middle"]),
                _measure(pool, ours, some["short"]),
                _measure(pool, ours, some["long"]),
            )
            for _ in range(TURNS)
        ]


def main() -> list[Figure]:
    from bench.deciding import databases

    figures = []
    with databases("answers") as found:
        for name, url in found.items():
            turns = measured(url)
            wall = statistics.median(one.bare.wall / one.ours.wall for one in turns)
            processor = statistics.median(one.bare.processor / one.ours.processor for one in turns)
            roll = statistics.median(one.long.processor / one.short.processor for one in turns)
            middle = turns[len(turns) // 2]
            print(
                f"{name}: {1 / middle.ours.wall:.0f} answers a second beside"
                f" {1 / middle.bare.wall:.0f} of the bare route: {wall:.2f}; processor"
                f" {middle.ours.processor * 1000:.2f} ms beside"
                f" {middle.bare.processor * 1000:.2f} ms: {processor:.2f};"
                f" a roll of {LONG:,} beside {SHORT}: {roll:.2f};"
                f" {middle.ours.size:,} bytes"
            )
            figures += [
                Figure(
                    f"answers beside the bare route: {name}", processor, LEAST[name], at_least=True
                ),
                Figure(f"a roll of {LONG:,} beside {SHORT}: {name}", roll, MOST),
            ]
    return figures


if __name__ == "__main__":
    main()
