"""The stage on which acts are done: a place in which everything has begun, set back at will."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest import mock

import psycopg
from psycopg import sql
from sqlalchemy.pool import QueuePool
from starlette.testclient import TestClient

from amendments.replay.verify import verify
from app.home import ERASURES
from app.main import create_app, make_installation
from app.settings import Settings
from app.storage.engine.clock_guard import ClockGuard
from app.storage.engine.clock_rules import Reading
from app.storage.engine.database import Database
from app.storage.engine.session import Reader
from app.storage.record import lines
from app.storage.texts import charters
from app.storage.upkeep import erasures
from app.web.serving.aside import Aside
from app.web.serving.uses import NoteUses
from tests.faults.driver import Driver
from tests.faults.world import BASE, World
from tests.matrix.scene import SECRET
from tests.support.clock import START, Clock
from tests.support.databases import Source, migrate_once
from tests.support.folders import quick_folder

#: The numbers of rows of PostgreSQL go on after what was undone; here they are set back too.
SEQUENCES = """
SELECT pg_get_serial_sequence(quote_ident(table_name), column_name), table_name, column_name
FROM information_schema.columns
WHERE table_schema = 'public'
  AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL
"""
SECONDS_TO_GO = 5_000


def _same_time(clock: Clock) -> Callable[[Reader], datetime]:
    def read(_reader: Reader) -> datetime:
        return clock()

    return read


def _same_machine(clock: Clock) -> Callable[..., Reading]:
    """A machine that was started when the clock was, and whose own clock is the database's."""

    def read(_guard: ClockGuard, now: datetime, *, has_own: bool) -> Reading:
        return Reading(now, (clock() - START).total_seconds(), "here", now if has_own else None)

    return read


@contextmanager
def dice(clock: Clock, seed: str) -> Iterator[None]:
    """Chance falls the same each time, and time stands still, so that an act leaves the same."""
    same = random.Random(seed)
    with (
        mock.patch.object(os, "urandom", same.randbytes),
        mock.patch.object(random, "_urandom", same.randbytes),
        mock.patch.object(Reader, "clock_now", _same_time(clock)),
        mock.patch.object(ClockGuard, "_reading", _same_machine(clock)),
    ):
        yield


@dataclass
class Stage:
    """A place over a fresh copy of the world, for one kind of database."""

    source: Source
    worlds: list[World] = field(default_factory=list)
    url: str = ""
    clock: Clock = field(default_factory=Clock)
    mail: list[Any] = field(default_factory=list)
    pretended: ExitStack = field(default_factory=ExitStack)
    _looking: psycopg.Connection[Any] | None = None

    def __post_init__(self) -> None:
        self.folder = quick_folder("faults")
        self.reset()
        # What a program asks a database once, when it first meets it, belongs to no act.
        self.client.get("/care-charter")

    @property
    def world(self) -> World:
        """What stands on it."""
        return self.worlds[-1]

    @property
    def is_sqlite(self) -> bool:
        """Which kind of database it is."""
        return self.url.startswith("sqlite")

    def _make(self, url: str) -> None:
        migrate_once(url)
        clock = Clock()
        database = Database(url, clock)
        with dice(clock, "world"):
            self.worlds.append(World.built(database, clock))
        database.dispose()

    def reset(self) -> None:
        """Set everything back."""
        self.clear()
        self.url = self.source.fresh(self._make)
        self.clock.set(self.worlds[-1].now if self.worlds else START)
        for one in self.folder.iterdir():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        # Whoever opens the database sees that it is there, and reads of erasures where it is not.
        erasures.append_missing(self.folder / ERASURES, [])

    def empty(self) -> None:
        """Let nothing stand there but tables without rows."""
        self.clear()
        self.url = self.source.fresh(migrate_once)

    def pretend(self, module: object, name: str, made: object) -> None:
        """Let something in a module be another, until the stage is set back."""
        self.pretended.enter_context(mock.patch.object(module, name, made))

    def clear(self) -> None:
        """Let no database stand: other tests of this process want one of the same name."""
        self.pretended.close()
        self.leave()
        if self.url:
            self.source.forget(self.url)
        self.url = ""

    def close(self) -> None:
        """Leave nothing behind."""
        self.clear()
        shutil.rmtree(self.folder)

    def forget(self) -> None:
        """Keep no page in memory, nor that a use was noted."""
        self.app.state.answers.forget()
        layer = self.app.middleware_stack
        while layer is not None:
            if isinstance(layer, NoteUses):
                layer._noted = set()
            layer = getattr(layer, "app", None)

    def leave(self) -> None:
        """Hold no connection, as after a restart."""
        if self._looking is not None:
            self._looking.close()
            self._looking = None
        if "installation" in self.__dict__:
            self.installation.database.engine.dispose()

    def renew_threads(self) -> None:
        """Have threads again in a process that was split off: those of the first are not there.

        Who waited for one of them would wait for ever.
        """
        self.app.state.aside = Aside()

    # --- the place

    @cached_property
    def installation(self) -> Any:
        """The place, for the database at `url`, which is the same after each reset."""
        settings = Settings(
            database_url=self.url,
            secret=SECRET.decode(),
            tick_seconds=0,
            base_url=BASE,
            data=str(self.folder),
            oidc_issuer="https://id.example.org",
            oidc_client_id="charter",
            oidc_name="Village ID",
        )
        made = make_installation(settings, clock=self.clock)
        return replace(made, sender=self.mail.append)

    @cached_property
    def app(self) -> Any:
        """The service."""
        return create_app(self.installation)

    @cached_property
    def client(self) -> TestClient:
        """A browser, or a program."""
        return TestClient(self.app, BASE, follow_redirects=False, raise_server_exceptions=False)

    def execute(self, statement: str) -> None:
        """Change something behind the back of the service."""
        with self.installation.database.engine.begin() as connection:
            connection.exec_driver_sql(statement)

    # --- looking

    def driver(self, **more: Any) -> Driver:
        """A wrapper around the driver."""
        return Driver(end_backend=self._end_backend, **more)

    def look(self) -> str:
        """A digest of every row of every table."""
        return self._look_sqlite() if self.is_sqlite else self._look_postgresql()

    def _look_sqlite(self) -> str:
        connection = sqlite3.connect(Path(self.url.removeprefix("sqlite:///")))
        try:
            named = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            found = sha256()
            for (name,) in connection.execute(named).fetchall():
                rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
                found.update(f"{name}{sorted(map(repr, rows))}".encode())
            return found.hexdigest()
        finally:
            connection.close()

    @property
    def looking(self) -> psycopg.Connection[Any]:
        """A connection that nothing of the service uses."""
        if self._looking is None:
            self._looking = psycopg.connect(self.url, autocommit=True)
        return self._looking

    def _look_postgresql(self) -> str:
        tables = self.looking.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        each = [
            sql.SQL(
                "SELECT {name}, md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {t} t"
            ).format(name=sql.Literal(name), t=sql.Identifier(name))
            for (name,) in tables
        ]
        rows = self.looking.execute(sql.SQL(" UNION ALL ").join(each)).fetchall()
        return sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()

    def verifies(self) -> bool:
        """Whether the records of all charters do."""
        with self.installation.database.reading() as reader:
            return all(
                not verify([row.line for row in lines.lines(reader, one.id)]).problems
                for one in charters.all_charters(reader)
            )

    def held(self) -> int:
        """How many connections the place holds: there has to be none between two requests."""
        pool = self.installation.database.engine.pool
        assert isinstance(pool, QueuePool)
        return pool.checkedout()

    def set_back_numbers(self) -> None:
        """Let rows be numbered as if what was undone had never been tried."""
        if self.is_sqlite:
            return
        for sequence, table, column in self.looking.execute(SEQUENCES).fetchall():
            newest = sql.SQL("SELECT coalesce(max({c}), 0) + 1 FROM {t}").format(
                c=sql.Identifier(column), t=sql.Identifier(table)
            )
            self.looking.execute(
                sql.SQL("SELECT setval({s}, ({n}), false)").format(
                    s=sql.Literal(sequence), n=newest
                )
            )

    def _end_backend(self, pid: int) -> None:
        self.looking.execute("SELECT pg_terminate_backend(%s, %s)", (pid, SECONDS_TO_GO))
