"""The service over the charters of the matrix, in which nothing that is done is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.calling import Caller
from tests.hostile.targets import Target, everywhere
from tests.matrix.conftest import Stage, stage
from tests.web.conftest import place, three
from tests.web.pages.conftest import site

__all__ = ["place", "site", "stage", "three"]


@pytest.fixture(scope="session")
def caller(stage: Stage) -> Iterator[Caller]:
    """Calls the service with any bytes at all."""
    made = Caller(stage.app)
    yield made
    made.close()


@pytest.fixture(scope="session")
def targets(stage: Stage) -> list[Target]:
    """Everything that takes something in."""
    return everywhere(stage)
