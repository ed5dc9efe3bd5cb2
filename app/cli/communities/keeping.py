"""What is kept about one person, until they want it erased: `my-data`, `erase`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app import private
from app.cli.place import looked_at, opened
from app.services.care import forgetting, my_data
from app.services.care.erase import erase_person, preview
from app.services.upkeep.tick import close_due_proposals, close_due_rounds
from app.settings import Settings


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
        close_due_proposals(database)
        with database.reading() as reader:
            person = my_data.person_called(reader, email)
            told = preview(reader, person)
        if told.refused is not None:
            raise told.refused
        if not yes:
            print(
                f"They belong to {len(told.charters)} charters. "
                f"{told.open_objections} open objections would be kept as concerns. With their "
                f"words, {told.open_proposals} of their proposals would be withdrawn.\n"
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
    with looked_at() as database, database.reading() as reader:
        data = my_data.collect(reader, my_data.person_called(reader, email))
    private.write(output, my_data.as_zip(data))
    print(f"{output} holds everything about {data.email}. It is for them alone.")
