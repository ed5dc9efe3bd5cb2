"""Restoring as one act: rows, what is due, sign-outs and erasures, all of it or nothing.

On SQLite a new file is made aside and moved into place when all is done. On PostgreSQL everything
is one transaction. A note in the home of data tells that a restore began; it is taken away at the
end. So one that was cut short leaves an empty database and that note, and can be run again.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app import private
from app.home import ERASURES
from app.services.care import forgetting
from app.services.care.erase import finish_erasures
from app.services.upkeep.tick import do_due_things
from app.storage.engine import sqlite_files
from app.storage.engine.commit_fate import beside
from app.storage.engine.database import Database, Unusable
from app.storage.engine.one_transaction import OneTransaction
from app.storage.upkeep import erasures
from app.storage.upkeep.backup import Backup
from app.storage.upkeep.erasures import Erasure
from app.storage.upkeep.presence import is_empty, schema_found
from app.storage.upkeep.restore import bring_back, refuse_not_empty
from app.storage.upkeep.upgrading import changing

NOTE = "restore-began.json"
ASIDE = ".restoring"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the backup with what it says of itself, and how many were erased again."""

    backup: Backup
    erased: int
    listed: int


def refuse_unfinished(database: Database, home: Path) -> None:
    """Let nobody begin anew where a restore was cut short.

    Raises:
        Unusable: a restore began, and the database is empty still.
    """
    note = home / NOTE
    if not note.exists():
        return
    if not _is_empty(database):
        # All of it or nothing came back: so it is all there, and only the note was left.
        note.unlink(missing_ok=True)
        return
    msg = (
        f"A restore of {_noted(note)} began and did not finish. Nothing of it is here yet: run "
        f"`charter restore` again. To begin anew without it, remove {note}."
    )
    raise Unusable(msg)


def is_done(database: Database, home: Path) -> bool:
    """Whether a restore that seemed to be cut short had come to its end after all."""
    note = home / NOTE
    if not note.exists() or _is_empty(database):
        return False
    note.unlink(missing_ok=True)
    return True


def restore(
    database: Database,
    file: Path,
    *,
    home: Path,
    kept: Path,
    listed: Iterable[Erasure],
    signed_in: bool,
) -> Restored:
    """Bring a backup back into a database that is empty or not there.

    `kept`: the list of erasures of this place, completed with what is `listed` and what the backup
    knows. `signed_in`: let sessions and tokens live.

    Raises:
        Unusable: the database is not empty or in use, or the file is no whole backup of this
            version or an earlier one.
        OSError: the file cannot be read, or nothing can be written here.
    """
    with file.open("rb"):
        pass
    work = _Work(file, kept, tuple(listed), signed_in=signed_in)
    where = database.file
    if where is None:
        return _on_postgresql(work, database, home)
    return _on_sqlite(work, database, home, where)


def restore_aside(file: Path, aside: Path, listed: Iterable[Erasure]) -> Restored:
    """Bring a backup back into a new SQLite file; the list of erasures is completed beside it.

    Raises:
        Unusable: it is no whole backup of this version or an earlier one.
        OSError: it cannot be read, or nothing can be written here.
    """
    kept = aside.with_name(ERASURES)
    return _Work(file, kept, tuple(listed), signed_in=False).aside(Database(f"sqlite:///{aside}"))


@dataclass(frozen=True, slots=True)
class _Work:
    file: Path
    kept: Path
    listed: Sequence[Erasure]
    signed_in: bool

    def aside(self, made: Database) -> Restored:
        """Bring everything back into a file that nobody else knows, and let it be whole.

        What is kept in it is nothing yet to who asked: it is thrown away if anything fails.
        """
        try:
            made.make()
            with beside():
                with changing(made) as connection:
                    backup = bring_back(connection, self.file)
                done = self.follow(made, backup)
                forgetting.see_erasures_through(made, self.kept)
            return done
        finally:
            made.dispose()

    def follow(self, database: Database, backup: Backup) -> Restored:
        """Do what has to be done before anybody may come in."""
        do_due_things(database)
        listed = {one.person: one for one in (*backup.listed, *self.listed)}
        erased = forgetting.after_restore(database, [*listed.values()], signed_in=self.signed_in)
        with database.writing() as writer:
            finish_erasures(writer)
        with database.reading() as reader:
            erasures.append_missing(self.kept, [*listed.values(), *erasures.every(reader)])
        return Restored(backup, erased, len(listed))


def _on_postgresql(work: _Work, database: Database, home: Path) -> Restored:
    """One transaction. Whoever waits for the tables, waits for its end."""
    where = database.engine.url.render_as_string(hide_password=True)
    with changing(database) as connection:
        refuse_not_empty(connection, where)
        _begin(home, work.file)
        try:
            backup = bring_back(connection, work.file)
            done = work.follow(OneTransaction(database, connection), backup)
        except BaseException:
            (home / NOTE).unlink(missing_ok=True)
            raise
    with beside():
        forgetting.see_erasures_through(database, work.kept)
    (home / NOTE).unlink(missing_ok=True)
    return done


def _on_sqlite(work: _Work, database: Database, home: Path, where: Path) -> Restored:
    """A file made aside, moved into place when all is done."""
    _refuse_used(database, where)
    private.make_folder(where.parent)
    aside = where.with_name(where.name + ASIDE)
    _remove(aside)
    _begin(home, work.file)
    try:
        done = work.aside(Database(f"sqlite:///{aside}", database.clock))
        _move(aside, where)
    finally:
        _remove(aside)
        (home / NOTE).unlink(missing_ok=True)
    return done


def _is_empty(database: Database) -> bool:
    if schema_found(database) is None:
        return True
    with database.engine.connect() as connection:
        return is_empty(connection)


def _begin(home: Path, file: Path) -> None:
    said = {"backup": str(file.absolute()), "began": datetime.now(UTC).isoformat()}
    private.make_folder(home)
    private.write(home / NOTE, (json.dumps(said) + "\n").encode())
    private.sync_folder(home)


def _noted(note: Path) -> str:
    try:
        return str(json.loads(note.read_text(encoding="utf-8"))["backup"])
    except (OSError, ValueError, LookupError, TypeError):
        return "a backup"


def _refuse_used(database: Database, where: Path) -> None:
    """Nobody may have a file open that another is moved over: what they write would be lost."""
    if schema_found(database) is None:
        return
    with database.engine.connect() as connection:
        refuse_not_empty(connection, str(where))
    database.dispose()
    with closing(sqlite3.connect(where, timeout=0)) as alone:
        try:
            # This needs the file for itself; and it leaves nothing beside it.
            is_alone = alone.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
        except sqlite3.OperationalError:
            is_alone = False
    if not is_alone:
        msg = f"The database {where} is in use. Stop the server first, then restore."
        raise Unusable(msg)


def _move(aside: Path, where: Path) -> None:
    """Move a finished file to where the database belongs, and let that outlast a power cut."""
    with closing(sqlite3.connect(aside)) as whole:
        # All of it is in one file then.
        whole.execute("PRAGMA journal_mode=DELETE").close()
    with aside.open("rb") as content:
        os.fsync(content.fileno())
    for tail in sqlite_files.BESIDE:
        stale = sqlite_files.beside(where, tail)
        if stale.exists():
            # What was beside a database that is gone would be taken for a part of this one.
            stale.rename(stale.with_name(f"{stale.name}.left-over"))
    aside.replace(where)
    private.sync_folder(where.parent)


def _remove(aside: Path) -> None:
    for tail in ("", *sqlite_files.BESIDE):
        sqlite_files.beside(aside, tail).unlink(missing_ok=True)
