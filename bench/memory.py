"""How much memory a process that serves has, next to one with the same libraries and one table.

Both have answered the same number of requests, anonymous and a member's, over several connections.
"""

from __future__ import annotations

import tempfile
from multiprocessing import get_context
from pathlib import Path

from bench.figures import Figure
from bench.page import Case, Client, member_cookie
from bench.serving import Served, bare_stack, served, service

#: How many times as much as the bare one it may have, when it begins and when it has worked.
AT_START, MOST = 2.0, 2.6
MEGABYTE = 1 << 20
ROUNDS = 3


def _cases(cookie: str) -> list[Case]:
    from app.demo.story import SLUG

    pages = ("", "/revisions", "/revisions/2", "/compare/1...2", "/amendments", "/amendments/1")
    api = ("", "/revisions/latest", "/amendments", "/amendments/1")
    asked = [Case("/health")]
    asked += [Case(f"/{SLUG}{page}", one) for page in pages for one in ("", cookie)]
    return asked + [Case(f"/api/v1/charters/{SLUG}{one}") for one in api] + [Case("/me", cookie)]


def _megabytes(client: Client, server: Served, cases: list[Case]) -> tuple[float, float]:
    before = server.resident_bytes()
    for _ in range(ROUNDS):
        for case in cases:
            client.cost(server, case)
    return before / MEGABYTE, server.resident_bytes() / MEGABYTE


def measured() -> tuple[tuple[float, float], tuple[float, float]]:
    """Megabytes of the bare process and of ours, each at its start and after it was asked."""
    from app.demo.story import tell

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        tell(url)
        cases = _cases(member_cookie(url))
        with (
            served(bare_stack, f"sqlite:///{Path(folder) / 'bare.db'}") as peer,
            served(service, url) as ours,
            get_context("spawn").Pool(1) as pool,
        ):
            client = Client(pool, requests=16)
            return _megabytes(client, peer, cases), _megabytes(client, ours, cases)


def main() -> list[Figure]:
    bare, ours = measured()
    print(
        f"A process that serves: {ours[0]:.0f} MB when it begins, {ours[1]:.0f} MB after pages and"
        f" answers; the bare one {bare[0]:.0f} and {bare[1]:.0f} MB"
    )
    return [
        Figure("memory beside the bare process: at the start", ours[0] / bare[0], AT_START),
        Figure("memory beside the bare process: after pages", ours[1] / bare[1], MOST),
    ]


if __name__ == "__main__":
    main()
