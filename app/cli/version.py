"""Which version of the program this is, and of which form the tables are: `--version`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import typer
from pydantic import ValidationError

from amendments.refusals import BadInput
from app.setting_values import in_words
from app.settings import Settings
from app.storage.engine import sqlite_files
from app.storage.engine.database_url import sqlite_file
from app.storage.upkeep.schema_names import newest_schema_name
from app.version import PROGRAM

#: How many seconds a file that somebody writes in is waited for.
PATIENCE = 20


def show() -> None:
    """Print it, and be done; what stands in the way of looking at the database is printed too."""
    print(f"Living Charter {PROGRAM} (form {newest_schema_name()} of the tables)")
    try:
        print(_of_database(Settings()))
    except ValidationError as error:
        print(in_words(error, Settings))
    except BadInput as problem:
        print(problem)
    raise typer.Exit


def _of_database(settings: Settings) -> str:
    name = sqlite_file(settings.database_url)
    if name is None:
        return _asked(settings)
    file = Path(name)
    if not file.exists() or (file.is_file() and not file.stat().st_size):
        return f"{file}: no database yet"
    found = _in_file(file)
    return f"{file}: form {found} of the tables" if found else _asked(settings)


def _in_file(file: Path) -> str | None:
    """The form of the tables in a file, read without all that working with it needs.

    None where that does not say: whoever opens it in earnest knows what is wrong.
    """
    try:
        with closing(sqlite_files.look(file, PATIENCE)) as connection:
            (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, OSError, TypeError):
        return None
    return str(found)


def _asked(settings: Settings) -> str:
    from app.cli.place import what_is_there

    return what_is_there(settings)
