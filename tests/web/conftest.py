"""The whole service over a community, for tests of the API and of pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.main import create_app, make_installation
from app.settings import Settings
from app.storage.engine.database import Database
from app.web.installation import Installation
from tests.support.clock import Clock


@pytest.fixture
def installation(database: Database, clock: Clock, tmp_path: Path) -> Iterator[Installation]:
    """An installation over the test's database, at the test's time."""
    settings = Settings(
        database_url=database.url,
        secret="a secret of the tests",
        tick_seconds=0,
        erasures=str(tmp_path / "erasures.jsonl"),
    )
    made = make_installation(settings, clock=clock)
    yield made
    made.database.dispose()


@pytest.fixture
def client(installation: Installation) -> Iterator[TestClient]:
    """A client of the whole service, signed in as nobody."""
    with TestClient(create_app(installation), follow_redirects=False) as made:
        yield made
