"""Texts of charters: `export`, `glossary`."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Annotated

import typer

from amendments.refusals import BadInput
from app import private
from app.cli.place import look_up, looked_at
from app.services.texts import exporting
from app.storage.talking import glossary


def export(
    slug: Annotated[str, typer.Argument(help="The charter's slug.")],
    format_: Annotated[
        str, typer.Option("--format", help=f"One of: {', '.join(exporting.FORMATS)}.")
    ] = "md",
    revision: Annotated[
        int | None,
        typer.Option(min=1, max=2_000_000_000, help="A revision's number; else the newest."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write.")
    ] = None,
) -> None:
    """Write a charter out."""
    if format_ not in exporting.FORMATS:
        close = difflib.get_close_matches(format_, exporting.FORMATS, 1)
        hint = f" Did you mean {close[0]}?" if close else ""
        msg = (
            f"There is no format “{format_[:30]}”; there are {', '.join(exporting.FORMATS)}.{hint}"
        )
        raise BadInput(msg)
    with looked_at() as database, database.reading() as reader:
        parts = exporting.parts(reader, look_up(reader, slug), format_, revision)
        if output is None:
            sys.stdout.buffer.writelines(parts)
            sys.stdout.buffer.flush()
        elif format_ in exporting.FOR_MEMBERS:
            private.write_parts(output, parts)
        else:
            output.write_bytes(b"".join(parts))


def glossary_(slug: Annotated[str, typer.Argument(help="The charter's slug.")]) -> None:
    """List the words that a charter's glossary explains."""
    with looked_at() as database, database.reading() as reader:
        found = glossary.terms(reader, look_up(reader, slug).charter.id)
    for one in found:
        print(f"{one.wording.term}: {' '.join(one.wording.meaning.split())}")
    if not found:
        print("No word is explained yet.")
