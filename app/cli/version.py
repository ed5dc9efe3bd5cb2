"""Which version of the program this is, and of which form the tables are: `--version`."""

from __future__ import annotations

import typer

from app.settings import Settings
from app.storage.database import Database
from app.storage.presence import schema_found
from app.storage.upgrading import newest_schema
from app.version import PROGRAM


def show(wanted: bool) -> None:
    """Print it, and be done."""
    if not wanted:
        return
    print(f"Living Charter {PROGRAM} (form {newest_schema()} of the tables)")
    settings = Settings()
    database = Database(settings.database_url, only_look=True)
    try:
        found = schema_found(database)
        where = database.file or database.engine.url.render_as_string(hide_password=True)
        print(f"{where}: form {found} of the tables" if found else f"{where}: no database yet")
    finally:
        database.dispose()
    raise typer.Exit
