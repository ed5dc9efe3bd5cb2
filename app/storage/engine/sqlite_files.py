"""Opening SQLite files: one that is there, and one that is only looked at."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

#: What SQLite keeps beside a database: what is not in it yet, and what several share of that.
BESIDE = ("-wal", "-shm", "-journal")


def connect(file: Path, wait: float) -> sqlite3.Connection:
    """A connection to a file that is there: a missing one is never made."""
    return _open(file, "mode=rw", wait)


def look(file: Path, wait: float) -> sqlite3.Connection:
    """A connection that writes nothing, neither into the file nor beside it if it cannot.

    A database with a log needs a small file of what is shared beside it. On a disk that is full or
    only read, that file cannot be made. Then, if the log is empty, the database is read as what
    nobody changes; else a copy of both is read.
    """
    try:
        return _proven(_open(file, "mode=ro", wait))
    except sqlite3.OperationalError:
        if not file.is_file():
            raise
    log = beside(file, "-wal")
    if not log.exists() or not log.stat().st_size:
        return _proven(_open(file, "mode=ro&immutable=1", wait))
    with tempfile.TemporaryDirectory(prefix="charter-look-") as folder:
        copy = Path(folder) / file.name
        shutil.copyfile(file, copy)
        shutil.copyfile(log, beside(copy, "-wal"))
        # Into memory, so that nothing of it stays on the disk.
        memory = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(copy)) as read:
            read.backup(memory)
        return memory


def beside(file: Path, tail: str) -> Path:
    """A file that SQLite keeps beside a database."""
    return file.with_name(file.name + tail)


def _open(file: Path, how: str, wait: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{file.absolute().as_uri()}?{how}", uri=True, timeout=wait, check_same_thread=False
    )


def _proven(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").close()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
