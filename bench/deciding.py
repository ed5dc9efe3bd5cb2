"""A community that decides on something: what the benchmarks of answers ask about."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.services.authentication.tokens import new_token
from app.storage.engine.database import Database
from app.storage.upkeep.migrate import migrate
from tests.support import postgres
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.growing import grow_people
from tests.support.texts import KINDNESS

#: So many of a roll answer, at most; the others of a long one are silent.
ANSWER = 30


@contextmanager
def databases(name: str) -> Iterator[dict[str, str]]:
    """The addresses of empty databases: SQLite's, and PostgreSQL's where it is installed."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": f"sqlite:///{Path(folder) / name}.db"}
        programs = postgres.programs()
        if programs is None:
            yield found
            return
        server = postgres.Server.start(programs)
        try:
            yield {**found, "PostgreSQL": server.create(name)}
        finally:
            server.stop()


def decide(url: str, rolls: dict[str, int]) -> dict[str, list[str]]:
    """Let a charter for each roll decide on its first proposal.

    `rolls` gives the length of each charter's roll by its slug. Returns the tokens of those of its
    members who answer, by slug.
    """
    clock, tokens = Clock(datetime.now(UTC) - timedelta(days=6)), {}
    database = Database(url, clock)
    database.make()
    migrate(database)
    here = {slug: _discuss(database, clock, slug, size) for slug, size in rolls.items()}
    clock.advance(timedelta(days=6))
    for slug, community in here.items():
        community.open("ada", 1)
        with database.writing() as writer:
            tokens[slug] = [
                new_token(writer, f"{name}@example.org", "bench") for name in community.people
            ]
    database.dispose()
    return tokens


def _discuss(database: Database, clock: Clock, slug: str, size: int) -> Community:
    here = min(size, ANSWER)
    community = Community.found(database, clock, members=here - 1, slug=slug)
    if size > here:
        grow_people(community, size - here)
    community.submit("cleo", community.propose("cleo", community.with_words(KINDNESS)))
    return community
