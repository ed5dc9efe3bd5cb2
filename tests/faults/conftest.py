"""A stage for each kind of database; setting it up takes longer than most trials."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.faults.stage import Stage
from tests.support.databases import Source, SqliteSource


@pytest.fixture(scope="session")
def stages() -> Iterator[dict[int, Stage]]:
    """A stage for each kind of database, made when it is first asked for."""
    made: dict[int, Stage] = {}
    yield made
    for one in made.values():
        one.close()


@pytest.fixture
def stage(stages: dict[int, Stage], source: Source) -> Iterator[Stage]:
    """The stage for this kind of database. What goes wrong on it is meant to, and fills no log."""
    yield from _set_back(stages, source)


@pytest.fixture
def sqlite_stage(stages: dict[int, Stage], sqlite_source: SqliteSource) -> Iterator[Stage]:
    """The stage for what is true of SQLite alone."""
    yield from _set_back(stages, sqlite_source)


def _set_back(stages: dict[int, Stage], source: Source) -> Iterator[Stage]:
    logging.disable(logging.CRITICAL)
    if id(source) not in stages:
        stages[id(source)] = Stage(source)
    stages[id(source)].reset()
    yield stages[id(source)]
    stages[id(source)].clear()
    logging.disable(logging.NOTSET)
