"""Keeping: `backup`, `restore`, and what is kept about one person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.place import opened
from app.services import my_data
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


def my_data_(
    email: Annotated[str, typer.Argument(help="Whose data it is.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
) -> None:
    """Write everything about one person into a file, for someone who asks for it by letter."""
    with opened() as database, database.reading() as reader:
        data = my_data.collect(reader, my_data.person_called(reader, email))
    output.write_bytes(my_data.as_zip(data))
    print(f"{output} holds everything about {data.email}. It is for them alone.")
