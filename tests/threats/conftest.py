"""A proposal that is being decided on, and the whole service over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from app.main import create_app, make_installation
from app.settings import Settings
from app.storage.engine.database import Database
from app.web.installation import Installation
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.texts import KINDNESS
from tests.web.pages.conftest import Site


@pytest.fixture
def number(community: Community) -> int:
    """An amendment by cleo with a round open."""
    return community.decide("cleo", community.with_words(KINDNESS))


@pytest.fixture
def installation(database: Database, clock: Clock) -> Iterator[Installation]:
    """An installation over the test's database, at the test's time."""
    settings = Settings(database_url=database.url, secret="a secret of the tests", tick_seconds=0)
    made = make_installation(settings, clock=clock)
    yield made
    made.database.dispose()


@pytest.fixture
def browse(installation: Installation) -> Iterator[Callable[[Community], Site]]:
    """The pages of a community, as one browser sees them."""
    kept = replace(installation, sender=lambda _: None)
    with ExitStack() as running:

        def started(community: Community) -> Site:
            client = running.enter_context(TestClient(create_app(kept)))
            return Site(kept, community, client)

        yield started
