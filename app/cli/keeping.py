"""Keeping: `backup` and `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.place import opened
from app.storage import backup as backups


def backup(file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write a consistent copy of everything, while others go on working."""
    with opened() as database:
        rows = backups.write(database, file)
    print(f"{rows} rows are in {file}. It holds names and addresses: keep it safe.")


def restore(file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")]) -> None:
    """Bring a backup back, into a database that is empty."""
    with opened() as database:
        rows = backups.read(database, file)
    print(f"{rows} rows are back from {file}.")
