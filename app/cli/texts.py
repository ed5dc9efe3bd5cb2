"""Texts: `diff`, `export`, `verify`."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Annotated

import typer

from amendments.refusals import BadInput
from amendments.verify import verify
from app.cli.place import look_up, opened, read_file
from app.services import entry, exporting
from charter import Document, apply, canonical, change, changes, decode, found


def diff(
    first: Annotated[str, typer.Argument(help="A file, or a charter's slug.")],
    second: Annotated[str, typer.Argument(help="A file, or the number of a revision.")],
    third: Annotated[str, typer.Argument(help="The number of another revision.")] = "",
) -> None:
    """Show what changed between two files or two revisions. Exit status 1 if anything did."""
    old, new = _two_revisions(first, second, third) if third else _two_files(first, second)
    shown = False
    for one in changes(old, new):
        shown = True
        where = f" in “{one.section}”" if one.section else ""
        print(f"{one.op}{where}:")
        print("    " + "".join(_MARKS[sign].format(text) for sign, text in one.words))
    raise typer.Exit(1 if shown else 0)


_MARKS = {-1: "[-{}-]", 0: "{}", 1: "{{+{}+}}"}


def _two_files(first: str, second: str) -> tuple[Document, Document]:
    old, _ = found(canonical(decode(read_file(Path(first)))))
    new_text = canonical(decode(read_file(Path(second))))
    return old, apply(old, change(old, new_text), base_number=1, number=2)


def _two_revisions(slug: str, a: str, b: str) -> tuple[Document, Document]:
    for number in (a, b):
        if not (number.isascii() and number.isdigit() and len(number) < 10):  # noqa: PLR2004
            msg = f"“{number[:30]}” is not the number of a revision."
            raise BadInput(msg)
    with opened() as database, database.reading() as reader:
        charter = look_up(reader, slug).charter
        pair = [entry.revision(reader, charter, int(number)).document for number in (a, b)]
    return pair[0], pair[1]


def export(
    slug: Annotated[str, typer.Argument(help="The charter's slug.")],
    format_: Annotated[
        str, typer.Option("--format", help=f"One of: {', '.join(exporting.FORMATS)}.")
    ] = "md",
    revision: Annotated[
        int | None, typer.Option(help="A revision's number; else the newest.")
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
    with opened() as database, database.reading() as reader:
        content = exporting.export(reader, look_up(reader, slug), format_, revision)
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(content)


def verify_(
    file: Annotated[Path, typer.Argument(help="An exported record.")],
    checkpoint: Annotated[
        str | None, typer.Option(help="The digest of a line that you kept earlier.")
    ] = None,
) -> None:
    """Check an exported record offline. Exit status 0 only if it is consistent."""
    try:
        lines = read_file(file).decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        msg = f"{file} is not a record: it is not text."
        raise BadInput(msg) from error
    report = verify(lines, checkpoint)
    for problem in report.problems:
        print(problem)
    if not report.is_consistent:
        msg = f"{file} is not consistent."
        raise BadInput(msg)
    print(
        f"Consistent: {report.events} events, {report.revisions} revisions, {report.decisions} "
        f"decisions replayed, {report.opened} sealed words checked.\n"
        f"Keep this digest to check a later copy against: {report.head}"
    )
