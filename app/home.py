"""The home of data: one folder, whatever folder a command is called from.

The database (unless it is elsewhere), the secret, the list of erasures and the backups are in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from amendments.refusals import BadInput
from app import paths
from app.storage.engine.database_url import BadDatabaseURL, sqlite_file

DATABASE, SECRET, ERASURES, BACKUPS = "charter.db", "secret", "erasures.jsonl", "backups"
#: How earlier versions wrote the default: the database of the home.
_DEFAULT_FILE = Path("data") / DATABASE


@dataclass(frozen=True, slots=True)
class Home:
    """Where data is: `folder` is absolute, and so is a SQLite file in `database_url`.

    `is_for_data` tells that nothing but data belongs into the folder: it was named as the home, or
    is the default. `is_here` tells that it was found in the current folder, where earlier versions
    kept it.
    """

    folder: Path
    database_url: str
    is_for_data: bool = True
    is_here: bool = False


def find(data: str, database_url: str) -> Home:
    """The home that the settings `CHARTER_DATA` and `CHARTER_DATABASE_URL` describe.

    Raises:
        BadInput: `data` is no absolute path, or there are two homes and none is named.
    """
    named = _named(data) if data else None
    file = _sqlite_file(database_url)
    if file is None:
        return _default(database_url) if named is None else Home(named, database_url)
    if file.is_absolute():
        return Home(named or file.parent, database_url, is_for_data=named is not None)
    if file == _DEFAULT_FILE:
        found = _default(database_url) if named is None else Home(named, database_url)
        return Home(found.folder, _url(found.folder / DATABASE), is_here=found.is_here)
    return _relative(file, named)


def within(home: Path, name: str) -> Path:
    """A file that a setting names: from the home, or from the current folder if it is only there.

    Raises:
        BadInput: it is in both.
    """
    kept, here = home / Path(name).expanduser(), Path.cwd() / name
    if here.exists() and kept.exists() and not here.samefile(kept):
        msg = f"There are both {kept} and {here}. Write the one that is meant as a whole path."
        raise BadInput(msg)
    return here if here.exists() else kept


def _named(data: str) -> Path:
    folder = Path(data).expanduser()
    if not folder.is_absolute():
        msg = (
            f"CHARTER_DATA is “{data}”, which is another folder wherever a command is called from. "
            f"Write the whole path, such as {folder.absolute()}."
        )
        raise BadInput(msg)
    return folder


def _default(database_url: str) -> Home:
    """The default, or the folder `data` here, if data is in that one and not in the other."""
    usual, here = paths.data(), Path.cwd() / "data"
    if not _holds_data(here) or (usual.exists() and usual.samefile(here)):
        return Home(usual, database_url)
    if _holds_data(usual):
        msg = f"There is data both in {usual} and in {here}. Name the one meant with CHARTER_DATA."
        raise BadInput(msg)
    return Home(here, database_url, is_here=True)


def _holds_data(folder: Path) -> bool:
    return any((folder / name).exists() for name in (DATABASE, SECRET, ERASURES))


def _relative(file: Path, named: Path | None) -> Home:
    usual = named or paths.data()
    found = within(usual, str(file))
    if named is None and found != usual / file:
        return Home(found.parent, _url(found), is_for_data=False, is_here=True)
    return Home(usual, _url(found))


def _sqlite_file(database_url: str) -> Path | None:
    """The file of a SQLite database; None where it is no such URL."""
    try:
        file = sqlite_file(database_url)
    except BadDatabaseURL:
        return None
    return Path(file).expanduser() if file else None


def _url(file: Path) -> str:
    return f"sqlite:///{file}"
