"""The version of the data on PostgreSQL: which transactions are visible to who looks now.

`pg_current_snapshot()` names them: every transaction below `xmax` that is not in the list has
ended, and no other is visible. A commit that was told to anybody is in the next snapshot that is
taken. The position in the write-ahead log would not do: it moves before a commit can be seen.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from psycopg import pq

from app.storage.data_version.version import NOT_TOLD, DataVersion, connection_numbers
from app.storage.engine.database import Database

log = logging.getLogger(__name__)

_NAME = b"data_version"
#: A standby's snapshot does not list what is under way on the primary.
PREPARE = """
PREPARE data_version AS SELECT
CASE WHEN NOT pg_is_in_recovery() THEN pg_current_snapshot()::text END,
(extract(epoch FROM clock_timestamp()) * 1000000)::bigint
"""
#: How many seconds an answer is awaited. The question is a roundtrip; without one, pages are made.
PATIENCE = 1.0
#: How many seconds go by before a connection that was lost is tried again.
PAUSE = 2.0
_WAITS = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}

_Connection = psycopg.AsyncConnection[tuple[object, ...]]
_Answer = asyncio.Future[DataVersion | None]


class PostgresqlVersions:
    """One connection of a process, and one question at a time for all requests that wait.

    Who comes while a question is under way waits for the next one: an answer that was on its way
    already may be older than what they were told before they came. Nothing waits for a connection
    to be made. Held by one event loop; in another one nothing can be told.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connection: _Connection | None = None
        self._socket = -1
        self._connecting: asyncio.Task[None] | None = None
        self._number = 0
        self._asked: list[_Answer] = []
        self._waiting: list[_Answer] = []
        self._limit: asyncio.TimerHandle | None = None
        self._has_warned = False

    async def ask(self) -> DataVersion | None:
        """As `DataVersions`."""
        if self._loop is None or asyncio.get_running_loop() is not self._loop:
            return None
        if self._connection is None:
            self._connect()
            return None
        answer: _Answer = self._loop.create_future()
        self._waiting.append(answer)
        if not self._asked and len(self._waiting) == 1:
            # Not at once: all that came in this round of the event loop ask together.
            self._loop.call_soon(self._send)
        return await answer

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """As `DataVersions`."""
        self._loop = asyncio.get_running_loop()
        self._connect()
        try:
            yield
        finally:
            self._loop = None
            if self._connecting is not None:
                self._connecting.cancel()
                await asyncio.wait([self._connecting])
            self._let_go()

    # --- asking

    def _send(self) -> None:
        if self._connection is None or self._loop is None or self._asked or not self._waiting:
            return
        driver = self._connection.pgconn
        self._asked, self._waiting = self._waiting, []
        self._limit = self._loop.call_later(PATIENCE, self._lost, "no answer")
        try:
            driver.send_query_prepared(_NAME, None)
            if driver.flush():
                self._lost("it takes no question")
        except psycopg.Error as error:
            self._lost(type(error).__name__)

    def _read(self) -> None:
        """Something has come from the server."""
        assert self._connection is not None
        driver = self._connection.pgconn
        try:
            driver.consume_input()
            if not self._asked or driver.is_busy():
                return
            found = driver.get_result()
            if found is None or found.status != pq.ExecStatus.TUPLES_OK:
                self._lost("it does not answer")
                return
            while driver.get_result() is not None:
                pass
        except psycopg.Error as error:
            self._lost(type(error).__name__)
            return
        self._tell(self._version(found))
        if self._waiting:
            self._send()

    def _version(self, found: pq.abc.PGresult) -> DataVersion | None:
        number, now = found.get_value(0, 0), found.get_value(0, 1)
        if number is None or now is None:
            # The server has become a standby: another one is the primary now.
            assert self._loop is not None
            self._loop.call_soon(self._lost, "it is a standby")
            return None
        clock = self._database.clock
        seconds = clock().timestamp() if clock else int(now) / 1_000_000
        return DataVersion((self._number, number), seconds)

    def _tell(self, version: DataVersion | None) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
        asked, self._asked = self._asked, []
        for one in asked:
            if not one.done():
                one.set_result(version)

    # --- the connection

    def _connect(self) -> None:
        if self._connecting is None:
            self._connecting = asyncio.create_task(self._try_to_connect())

    async def _try_to_connect(self) -> None:
        try:
            self._hold(await self._connected())
        except (psycopg.Error, OSError) as error:
            self._warn(type(error).__name__)
            await asyncio.sleep(PAUSE)
        finally:
            self._connecting = None

    async def _connected(self) -> _Connection:
        _, options = self._database.engine.dialect.create_connect_args(self._database.engine.url)
        wanted = {**_WAITS, **options, "autocommit": True}
        made: _Connection = await psycopg.AsyncConnection.connect(**wanted)
        try:
            await made.execute(PREPARE)
        except BaseException:
            made.pgconn.finish()
            raise
        return made

    def _hold(self, made: _Connection) -> None:
        assert self._loop is not None
        self._connection, self._number = made, next(connection_numbers)
        self._socket = made.pgconn.socket
        self._loop.add_reader(self._socket, self._read)
        self._has_warned = False

    def _lost(self, why: str) -> None:
        """What happens from now on cannot be told: who waits hears so, and nothing is kept."""
        if self._connection is not None:
            self._warn(why)
            self._let_go()

    def _let_go(self) -> None:
        made, self._connection = self._connection, None
        if made is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            made.pgconn.finish()
        self._asked += self._waiting
        self._waiting = []
        self._tell(None)

    def _warn(self, why: str) -> None:
        if not self._has_warned:
            log.warning(NOT_TOLD, why)
        self._has_warned = True
