"""What every test can ask for: a clock, a database of either kind, a community with a charter."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import served
from app.storage.engine.database import Database
from tests.support import postgres, routing_once
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import Make, PostgresSource, Source, SqliteSource, migrate_once
from tests.support.folders import quick_folder
from tests.support.kinds import kinds_for
from tests.support.laws import check_laws

# Limits are for tests that ask for them; Starlette's client calls the service by this name.
os.environ["CHARTER_LIMITS"] = "false"
os.environ["CHARTER_ALLOWED_HOSTS"] = "testserver"
# No test touches the data of who runs it.
os.environ["CHARTER_DATA"] = tempfile.mkdtemp(prefix="charter-data-")
atexit.register(shutil.rmtree, os.environ["CHARTER_DATA"], ignore_errors=True)
routing_once.install()

#: Where all tests of a process keep the data of a place that name no folder of their own.
SHARED_DATA = Path(os.environ["CHARTER_DATA"])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let a test that asks for a database run on each kind that it says something about."""
    if "database_kind" in metafunc.fixturenames:
        kinds = kinds_for(metafunc.definition.path)
        metafunc.parametrize("database_kind", kinds, indirect=True, scope="function")


@pytest.fixture(autouse=True)
def _serves_from_its_own_folder() -> Iterator[None]:
    """Who serves from the shared folder changes the address in the mail of every later test."""
    yield
    noted = SHARED_DATA / served.NAME
    if noted.exists():
        noted.unlink()
        pytest.fail("This test serves from the data folder all tests share; give it its own.")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until the test moves it."""
    return Clock()


@pytest.fixture(scope="session")
def sqlite_source() -> Iterator[SqliteSource]:
    """Fresh SQLite files, all in one folder."""
    folder = quick_folder("sqlite")
    yield SqliteSource(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_source() -> Iterator[PostgresSource]:
    """Fresh PostgreSQL databases on a server of this test process."""
    programs = postgres.programs()
    if programs is None:
        missing = f"the PostgreSQL server programs are not installed in {postgres.PROGRAMS}"
        if os.environ.get("CHARTER_TESTS_FORBID_SKIPS"):
            pytest.fail(missing)
        pytest.skip(missing)
    server = postgres.Server.start(programs)
    yield PostgresSource(server)
    server.stop()


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`; on which a test runs is said in `tests/support/kinds.py`."""
    return str(request.param)


@pytest.fixture
def source(database_kind: str, request: pytest.FixtureRequest) -> Source:
    """Where databases of one kind come from."""
    chosen: Source = request.getfixturevalue(
        "sqlite_source" if database_kind == "sqlite" else "postgres_source"
    )
    return chosen


@pytest.fixture
def database_url(source: Source, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database with all tables, and with the charter of a test's fixture."""
    founding = (make for name, make in FOUNDED.items() if name in request.fixturenames)
    url = source.fresh(next(founding, migrate_once))
    yield url
    source.forget(url)


@pytest.fixture
def empty_url(source: Source) -> Iterator[str]:
    """The address of a database that has no tables yet."""
    url = source.empty()
    yield url
    source.forget(url)


@pytest.fixture
def database(source: Source, database_url: str, clock: Clock) -> Iterator[Database]:
    """A fresh database; its time is that of the `clock`."""
    before = set(threading.enumerate())
    made = source.database(database_url, clock)
    yield made
    made.dispose()
    # What goes on watching would find the next test's database, or none.
    assert "live" not in {thread.name for thread in set(threading.enumerate()) - before}


@pytest.fixture
def sqlite_database(sqlite_source: SqliteSource, clock: Clock) -> Iterator[Database]:
    """A fresh SQLite database, for what is true of SQLite alone."""
    url = sqlite_source.fresh()
    made = sqlite_source.database(url, clock)
    yield made
    made.dispose()
    sqlite_source.forget(url)


@pytest.fixture
def sqlite_file(sqlite_database: Database) -> Path:
    """The file of `sqlite_database`."""
    return Path(sqlite_database.url.removeprefix("sqlite:///"))


@pytest.fixture
def found_community(database: Database, clock: Clock) -> Iterator[Callable[..., Community]]:
    """Found a community as the test wants it: see `Community.found` for what can be said.

    When the test is over, everything that holds at all times has to hold for each of them.
    """
    founded: list[Community] = []

    def found(**wanted: Any) -> Community:
        founded.append(Community.found(database, clock, **wanted))
        return founded[-1]

    yield found
    for one in founded:
        check_laws(one)


@pytest.fixture
def community(database: Database, clock: Clock) -> Iterator[Community]:
    """The Care Charter with one steward, ada, and three more members: cleo, dov and edda."""
    made = Community.at(database, clock)
    yield made
    check_laws(made)


@pytest.fixture
def two_stewards(database: Database, clock: Clock) -> Iterator[Community]:
    """The charter with the two stewards ada and bela, and the members cleo, dov and edda."""
    made = Community.at(database, clock)
    yield made
    check_laws(made)


@pytest.fixture
def three(two_stewards: Community) -> Community:
    """As `two_stewards`: the three members are the point."""
    return two_stewards


def found_once(url: str, stewards: int = 1) -> None:
    """Make the charter of `community`."""
    migrate_once(url)
    database = Database(url, Clock())
    Community.found(database, Clock(), stewards=stewards)
    database.dispose()


def found_with_two_stewards(url: str) -> None:
    """Make the charter of `two_stewards`."""
    found_once(url, stewards=2)


#: Which charter stands in a test's database, by the fixture through which it is asked for.
FOUNDED: dict[str, Make] = {
    "community": found_once,
    "two_stewards": found_with_two_stewards,
}
