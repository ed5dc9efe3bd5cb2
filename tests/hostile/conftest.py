"""The service over the charters of the matrix, in which nothing that is done is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.calling import Caller
from tests.hostile.targets import Target, everywhere
from tests.hostile.through import Line
from tests.matrix.conftest import Stage, staged
from tests.support.databases import Source, migrate_once
from tests.support.kinds import KINDS
from tests.support.server import running
from tests.web.conftest import installation
from tests.web.pages.conftest import site

__all__ = ["installation", "site"]


@pytest.fixture(scope="session", params=KINDS)
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    """Built once on each database; no test changes it."""
    name = "sqlite_source" if request.param == "sqlite" else "postgres_source"
    source: Source = request.getfixturevalue(name)
    url = source.empty()
    migrate_once(url)
    with staged(url) as made:
        yield made
    source.forget(url)


@pytest.fixture(scope="session", params=["alone", "by its server"])
def caller(stage: Stage, request: pytest.FixtureRequest) -> Iterator[Caller | Line]:
    """Calls the service with any bytes at all."""
    if request.param == "alone":
        made = Caller(stage.app)
        yield made
        made.close()
    else:
        with running(stage.app, lifespan="off") as address:
            yield Line(address)


@pytest.fixture(scope="session")
def targets(stage: Stage) -> list[Target]:
    """Everything that takes something in."""
    return everywhere(stage)
