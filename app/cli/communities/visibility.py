"""Who can read a charter: `visibility`."""

from __future__ import annotations

from typing import Annotated

import typer

from amendments.belonging.visibility import Openness
from app.cli.place import locked, look_up, looked_at, opened
from app.services.belonging.change_visibility import change_visibility


def visibility(
    slug: Annotated[str, typer.Argument(help="The charter's slug.")],
    to: Annotated[
        Openness | None,
        typer.Option(help="members; public: the text and proposals; open: the discussion too."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why. All members are told.")] = "",
) -> None:
    """Show who can read a charter, or change it: narrower at once, wider after a week."""
    with looked_at() if to is None else opened() as database:
        if to is not None:
            with database.writing() as writer:
                change_visibility(writer, locked(writer, slug).charter, to, reason)
        with database.reading() as reader:
            charter = look_up(reader, slug).charter
    print(f"{charter.openness.value:8} now")
    if charter.announced is not None:
        print(f"{charter.announced.to.value:8} from {charter.announced.at.isoformat()}")
