"""What is made sure of before anybody is served: the list of erasures is there and holds, and files
are their owner's alone.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from app import private
from app.home import BACKUPS, ERASURES, SECRET, Home
from app.services.care.erase import erase_again
from app.services.care.forgetting import see_erasures_through
from app.services.upkeep.tick import do_due_things
from app.storage.engine.database import Database, Unusable
from app.storage.upkeep import erasures
from app.storage.upkeep.erasures import Erasure


def read_list(file: Path) -> list[Erasure]:
    """The list of erasures in a file; nobody where there is none.

    Raises:
        Unusable: it is no such list, or cannot be read.
    """
    try:
        return erasures.read_list(file)
    except (OSError, ValueError, LookupError, TypeError) as error:
        msg = f"{file} is no list of erasures. Put the right one in its place; backups hold it too."
        raise Unusable(msg) from error


def keep_list(database: Database, file: Path, *, anew: bool) -> None:
    """See that there is a list of erasures, empty as long as nobody was erased.

    `anew`: one that is missing is written from what the database knows.

    Raises:
        Unusable: the database says that people were erased, and the list is not there.
    """
    if file.exists():
        return
    with database.reading() as reader:
        known = erasures.every(reader)
    if known and not anew:
        msg = (
            f"The list of who was erased is not in {file}, but people were erased here "
            f"({len(known)}). Without it, an older database could bring people back. Put it back "
            "from where your backups are, or start once with --without-erasures-list: it is then "
            "written anew from what this database knows."
        )
        raise Unusable(msg)
    erasures.append_missing(file, known)


def replay(database: Database, file: Path) -> int:
    """Erase again who is listed and here all the same, because an older database was put back.

    Returns how many people that were.
    """
    listed = read_list(file)
    with database.reading() as reader:
        back = erasures.still_here(reader, listed)
    if not back:
        return 0
    do_due_things(database)
    erased = 0
    for one in back:
        with database.writing() as writer:
            erased += erase_again(writer, one)
    see_erasures_through(database, file)
    return erased


def close_files(home: Home, database: Path | None, listed: Path) -> list[str]:
    """Make files and folders their owner's alone. Returns what was done, and what could not be."""
    closed, left = private.close_to_others(_ours(home, database, listed))
    said = [f"{path} was open to other accounts of this machine; now it is not." for path in closed]
    said += [f"{path} is open to other accounts, and belongs to somebody else." for path in left]
    if home.folder not in left and private.is_open_to_others(home.folder):
        said.append(f"{home.folder} holds other files too, so other accounts can still list it.")
    return said


def _ours(home: Home, database: Path | None, listed: Path) -> Iterator[Path]:
    folder, backups = home.folder, home.folder / BACKUPS
    if folder.is_dir() and _is_all_ours(home, database):
        yield folder
    yield from (one for one in (folder / SECRET, listed) if one.is_file())
    if database is not None:
        # With what SQLite keeps beside it, and copies that were made before an upgrade.
        yield from sorted(database.parent.glob(f"{database.name}*"))
    if backups.is_dir():
        yield backups
        yield from sorted(one for one in backups.iterdir() if one.is_file())


def _is_all_ours(home: Home, database: Path | None) -> bool:
    """Whether a folder is there for data alone, so that nobody else has anything to do in it."""
    folder = home.folder
    if folder in {Path.home(), Path(folder.anchor)} or folder.stat().st_mode & stat.S_ISVTX:
        return False
    named = {SECRET, ERASURES, BACKUPS}
    return home.is_for_data or all(
        one.name in named or (database is not None and one.name.startswith(database.name))
        for one in folder.iterdir()
    )
