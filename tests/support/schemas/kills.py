"""Killing a process in the middle of an upgrade, at a statement of one's choice."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, event, inspect, select

from app.storage.engine.database import Database
from app.storage.upkeep.migrate import migrate
from tests.support.schemas.shape import shape

#: Instead of a number: when everything is done, and only the commit is missing.
AT_COMMIT = 0
# Processes begin as copies of one that has no threads and has read the program already.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.support.schemas.kills"])


def is_killed(url: str, at: int) -> bool:
    """Upgrade a database in a process that is killed before its statement `at`, counted from 1.

    Returns whether it was; if not, there were fewer statements, and the upgrade is done.
    """
    process = _PROCESSES.Process(target=_upgrade_and_die, args=(url, at))
    process.start()
    process.join(60)
    assert process.exitcode in {0, -signal.SIGKILL}, process.exitcode
    return process.exitcode != 0


def _upgrade_and_die(url: str, at: int) -> None:
    count = 0

    def statement(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def commit(_: Connection) -> None:
        if at == AT_COMMIT:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", commit)
    migrate(Database(url))


def all_of(url: str) -> str:
    """A digest of all tables with all rows."""
    database = Database(url)
    digest = hashlib.sha256(repr(shape(database.engine)).encode())
    with database.engine.connect() as connection:
        for row in _rows(connection):
            digest.update(repr(row).encode())
    database.dispose()
    return digest.hexdigest()


def _rows(connection: Connection) -> Iterator[object]:
    known = MetaData()
    known.reflect(connection, resolve_fks=False)
    for name in sorted(inspect(connection).get_table_names()):
        yield name
        yield from sorted(
            tuple(map(str, row)) for row in connection.execute(select(known.tables[name]))
        )
