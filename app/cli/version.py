"""Which version of the program this is, and of which form the tables are: `--version`."""

from __future__ import annotations

import typer
from pydantic import ValidationError

from amendments.refusals import BadInput
from app.setting_values import in_words
from app.settings import Settings
from app.storage.database import Database, Unusable
from app.storage.database_url import shown
from app.storage.presence import schema_found
from app.storage.upgrading import newest_schema
from app.version import PROGRAM


def show(wanted: bool) -> None:
    """Print it, and be done; what stands in the way of looking at the database is printed too."""
    if not wanted:
        return
    print(f"Living Charter {PROGRAM} (form {newest_schema()} of the tables)")
    try:
        print(_of_database(Settings()))
    except ValidationError as error:
        print(in_words(error, Settings))
    except (BadInput, Unusable) as problem:
        print(problem)
    raise typer.Exit


def _of_database(settings: Settings) -> str:
    database = Database(settings.database_url, only_look=True)
    try:
        found = schema_found(database)
        where = shown(database.engine.url)
    finally:
        database.dispose()
    return f"{where}: form {found} of the tables" if found else f"{where}: no database yet"
