"""Keeping: `backup`, `restore`, and what is kept about one person, until they want it erased."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from amendments.refusals import BadInput
from app.cli.place import opened
from app.services import forgetting, my_data
from app.services.erase import erase_person, preview
from app.services.tick import close_due_rounds
from app.settings import Settings
from app.storage import backup as backups
from app.storage import erasures
from app.storage.erasures import Erasure


def backup(file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write a consistent copy of everything, while others go on working."""
    with opened() as database:
        rows = backups.write(database, file)
    print(f"{rows} rows are in {file}. It holds names and addresses: keep it safe.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")],
    list_: Annotated[
        Path | None,
        typer.Option("--erasures", help="The list of erasures, if it is not in the data folder."),
    ] = None,
    *,
    moving: Annotated[
        bool,
        typer.Option("--moving", help="You only move: let sessions and tokens live."),
    ] = False,
) -> None:
    """Bring a backup back, into a database that is empty. Who was erased since is erased again."""
    settings = Settings()
    kept = settings.erasures_file()
    listed = _read_list(list_ or kept)
    with opened(settings) as database:
        rows = backups.read(database, file)
        close_due_rounds(database)
        erased = forgetting.after_restore(database, listed, signed_in=moving)
        forgetting.see_erasures_through(database, kept)
    print(f"{rows} rows are back from {file}.")
    if not moving:
        print("Everyone is signed out, and tokens of programs are ended.")
    if listed:
        print(f"{erased} people who were erased since the backup are erased again.")
    else:
        print(
            f"There is no list of erasures in {list_ or kept}. If anyone was erased since the "
            "backup was made, restore it once more, with --erasures and the list.",
            file=sys.stderr,
        )


def _read_list(file: Path) -> list[Erasure]:
    try:
        return erasures.read_list(file)
    except (OSError, ValueError, LookupError, TypeError) as error:
        msg = f"{file} is no list of erasures, so nothing was restored."
        raise BadInput(msg) from error


def erase(
    email: Annotated[str, typer.Argument(help="Who asks to be forgotten.")],
    *,
    words: Annotated[
        bool, typer.Option("--words", help="Erase their words too, not only their name.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; it cannot be undone.")] = False,
) -> None:
    """Erase a person who asks for it by letter. Without --yes it only says what would happen."""
    settings = Settings()
    with opened(settings) as database:
        close_due_rounds(database)
        with database.reading() as reader:
            person = my_data.person_called(reader, email)
            told = preview(reader, person)
        if told.refused is not None:
            raise told.refused
        if not yes:
            print(
                f"They belong to {len(told.charters)} charters. With their words, "
                f"{told.open_proposals} of their proposals would be withdrawn and "
                f"{told.open_objections} open objections kept as concerns.\n"
                "Nothing was done. Add --yes to erase them; it cannot be undone."
            )
            return
        with database.writing() as writer:
            erase_person(writer, person, words=words, by_operator=True)
        forgetting.see_erasures_through(database, settings.erasures_file())
    print("Erased. The list for backups is in " + str(settings.erasures_file()))


def my_data_(
    email: Annotated[str, typer.Argument(help="Whose data it is.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
) -> None:
    """Write everything about one person into a file, for someone who asks for it by letter."""
    with opened() as database, database.reading() as reader:
        data = my_data.collect(reader, my_data.person_called(reader, email))
    output.write_bytes(my_data.as_zip(data))
    print(f"{output} holds everything about {data.email}. It is for them alone.")
