"""The version of the data is another one after each commit, and after nothing else that counts."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from app.storage.data_version import postgresql, sqlite, versions_of
from app.storage.data_version.postgresql import PostgresqlVersions
from app.storage.data_version.sqlite import SqliteVersions
from app.storage.engine.database import SAME_AGAIN, Database
from tests.support.clock import START

ROOT = Path(__file__).parents[2]
ELSEWHERE = """
import sys
from app.storage.engine.database import Database
database = Database(sys.argv[1])
database.try_writing()
database.dispose()
"""
SECONDS = 30


async def connected(versions):
    """Wait until there is a connection, or none could be made."""
    if versions._connection is None:
        versions._connect()
        await asyncio.wait([versions._connecting])


class Asking:
    """Somebody who asks, in an event loop of their own."""

    def __init__(self, database):
        self.versions = versions_of(database)
        self.runner = asyncio.Runner()
        self.watched = self.versions.watched()
        self.run(self.watched.__aenter__())

    def run(self, coroutine):
        return self.runner.run(coroutine)

    def at_once(self):
        """What is told now, if anything."""
        return self.run(self.versions.ask())

    def __call__(self):
        """The number, once there is one."""
        return self.run(self._told()).number

    async def _told(self):
        async with asyncio.timeout(SECONDS):
            while (version := await self.versions.ask()) is None:
                await connected(self.versions)
        return version

    def close(self):
        self.run(self.watched.__aexit__(None, None, None))
        self.runner.close()


@pytest.fixture
def asking(database):
    made = Asking(database)
    yield made
    made.close()


def write(connection):
    connection.execute(SAME_AGAIN)


def test_a_commit_of_this_process_is_seen_at_once(asking, database):
    before = asking()
    assert asking() == before
    database.try_writing()
    after = asking()
    assert after != before
    assert asking() == after


def test_a_commit_of_another_process_is_seen_at_once(asking, database):
    before = asking()
    subprocess.run([sys.executable, "-c", ELSEWHERE, database.url], cwd=ROOT, check=True)
    assert asking() != before


def test_what_is_read_undone_or_not_committed_yet_changes_nothing(asking, database):
    with database.reading() as reader:
        reader.session.connection().execute(text("SELECT 1"))
    before = asking()
    with database.reading() as reader:
        reader.session.connection().execute(text("SELECT version_num FROM alembic_version"))
    with database.engine.connect() as connection:
        transaction = connection.begin()
        write(connection)
        assert asking() == before
        transaction.commit()
    assert asking() != before


@pytest.mark.postgresql
def test_a_transaction_that_ends_after_a_later_one_is_seen_too(postgres_source):
    url = postgres_source.fresh()
    with psycopg.connect(url) as first, psycopg.connect(url) as second:
        database = Database(url)
        asking = Asking(database)
        first.execute("CREATE TABLE one (n int)")
        second.execute("CREATE TABLE two (n int)")
        numbers = [asking()]
        for one in (second, first):
            one.commit()
            numbers.append(asking())
        assert len(set(numbers)) == 3
        asking.close()
        database.dispose()
    postgres_source.forget(url)


def test_the_moment_is_that_of_the_pages(asking, database, clock):
    asking()
    assert asking.at_once().now == START.timestamp()
    database.clock = None
    with database.reading() as reader:
        before = reader.clock_now()
        assert before.timestamp() <= asking.at_once().now
        assert asking.at_once().now <= reader.clock_now().timestamp()
    database.clock = clock


# --- what goes away


def test_a_file_that_is_not_there_has_no_version(sqlite_database, sqlite_file, monkeypatch):
    monkeypatch.setattr(sqlite, "LOOKS_EVERY", 0)
    asking = Asking(sqlite_database)
    before = asking()
    aside = sqlite_file.with_suffix(".aside")
    sqlite_file.rename(aside)
    assert asking.at_once() is None
    aside.rename(sqlite_file)
    assert asking() != before
    asking.close()


def test_another_file_in_its_place_has_another_version(sqlite_database, sqlite_file, monkeypatch):
    monkeypatch.setattr(sqlite, "LOOKS_EVERY", 0)
    asking = Asking(sqlite_database)
    before = asking()
    copy = sqlite_file.with_suffix(".copy")
    shutil.copyfile(sqlite_file, copy)
    copy.replace(sqlite_file)
    assert asking() != before
    asking.close()


def test_it_lets_go_of_a_file_when_all_others_do(sqlite_database):
    asking = Asking(sqlite_database)
    before = asking()
    sqlite_database.engine.dispose()
    assert asking.versions._connection is None
    assert asking() != before
    asking.close()


@pytest.fixture
def on_postgresql(postgres_source, clock, monkeypatch):
    """Somebody who asks a PostgreSQL of a test."""
    monkeypatch.setattr(postgresql, "PAUSE", 0.01)
    url = postgres_source.fresh()
    database = postgres_source.database(url, clock)
    made = Asking(database)
    yield made
    made.close()
    database.dispose()
    postgres_source.forget(url)


def answers(monkeypatch, question):
    """Let the server be asked something else."""
    monkeypatch.setattr(postgresql, "PREPARE", f"PREPARE data_version AS {question}")


@pytest.mark.postgresql
class TestOfPostgresql:
    """What is true of a server that answers, or does not."""

    def test_a_connection_that_is_lost_is_made_anew(self, on_postgresql, caplog):
        before = on_postgresql()
        pid = on_postgresql.versions._connection.info.backend_pid
        with psycopg.connect(on_postgresql.versions._database.url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
        assert on_postgresql.at_once() is None
        # Numbers of another connection are never taken for those of the one before.
        assert on_postgresql() != before
        assert caplog.text.count("pages are not kept") == 1

    def test_a_standby_is_not_believed(self, on_postgresql, monkeypatch):
        before = on_postgresql()
        answers(monkeypatch, "SELECT NULL::text, 1::bigint")
        self._again(on_postgresql)
        assert on_postgresql.run(self._some(on_postgresql.versions)) == [None] * 3
        monkeypatch.undo()
        assert on_postgresql() != before

    def test_a_server_that_does_not_answer_is_not_waited_for(self, on_postgresql, monkeypatch):
        on_postgresql()
        monkeypatch.setattr(postgresql, "PATIENCE", 0.05)
        answers(monkeypatch, f"SELECT pg_sleep({SECONDS})::text, 1::bigint")
        self._again(on_postgresql)
        assert on_postgresql.run(self._some(on_postgresql.versions)) == [None] * 3

    def test_who_comes_while_a_question_is_under_way_waits_for_the_next(
        self, on_postgresql, monkeypatch
    ):
        on_postgresql()
        answers(monkeypatch, "SELECT txid_current()::text || pg_sleep(0.05)::text, 1::bigint")
        self._again(on_postgresql)

        async def ask():
            versions = on_postgresql.versions
            early = [asyncio.create_task(versions.ask()) for _ in range(3)]
            for _ in range(5):
                await asyncio.sleep(0)
            assert versions._asked
            late = [asyncio.create_task(versions.ask()) for _ in range(2)]
            return [one.number for one in await asyncio.gather(*early, *late)]

        *early, one, other = on_postgresql.run(ask())
        assert len(set(early)) == 1
        assert one == other != early[0]

    def test_who_goes_away_takes_the_answer_from_nobody(self, on_postgresql):
        on_postgresql()

        async def ask():
            gone, stays = (asyncio.create_task(on_postgresql.versions.ask()) for _ in range(2))
            await asyncio.sleep(0)
            gone.cancel()
            return await stays

        assert on_postgresql.run(ask()) is not None

    def test_without_a_server_pages_are_made_and_it_is_said_once(self, clock, caplog, monkeypatch):
        monkeypatch.setattr(postgresql, "PAUSE", 0)
        database = Database("postgresql://nobody@127.0.0.1:1/nothing", clock)
        asking = Asking(database)

        async def ask():
            for _ in range(5):
                assert await asking.versions.ask() is None
                if asking.versions._connecting:
                    await asyncio.wait([asking.versions._connecting])

        asking.run(ask())
        assert caplog.text.count("pages are not kept") == 1
        asking.close()
        database.dispose()

    @staticmethod
    def _again(asking):
        """Let a connection be made anew, that asks what it is told to."""

        async def let_go():
            asking.versions._lost("a test")

        asking.run(let_go())
        asking.run(connected(asking.versions))

    @staticmethod
    async def _some(versions):
        await connected(versions)
        return await asyncio.gather(*(versions.ask() for _ in range(3)))


@pytest.mark.postgresql
def test_outside_of_the_service_that_watches_nothing_is_told(postgres_source, clock):
    url = postgres_source.fresh()
    database = postgres_source.database(url, clock)
    assert asyncio.run(PostgresqlVersions(database).ask()) is None
    database.dispose()
    postgres_source.forget(url)


def test_each_kind_of_database_has_its_own(database):
    wanted = SqliteVersions if database.file else PostgresqlVersions
    assert isinstance(versions_of(database), wanted)
