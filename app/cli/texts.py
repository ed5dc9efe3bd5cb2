"""Texts: `diff`, `export`, `verify`."""

from __future__ import annotations

import difflib
import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from amendments.refusals import BadInput, Refusal
from amendments.verify import verify
from app import private
from app.cli.place import look_up, looked_at, read_file
from app.services import entry, exporting
from app.storage import glossary
from app.storage.database import Unusable
from charter import Change, Document, Refused, canonical, changes, decode, render
from charter.compare import as_documents, compare
from charter.terminal import Style


def diff(
    first: Annotated[str, typer.Argument(help="A file, or a charter's slug.")],
    second: Annotated[str, typer.Argument(help="A file, or the number of a revision.")],
    third: Annotated[str, typer.Argument(help="The number of another revision.")] = "",
    words: Annotated[bool, typer.Option("--words", help="Show what changed within.")] = False,
    side_by_side: Annotated[
        bool, typer.Option("--side-by-side", help="Show both wordings in two columns.")
    ] = False,
    blocks: Annotated[bool, typer.Option("--blocks", help="Show each wording whole.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the changes as JSON.")] = False,
    colour: Annotated[
        str, typer.Option("--color", "--colour", help="always, never, or auto: for a terminal.")
    ] = "auto",
) -> None:
    """Show what changed between two files or two revisions.

    Exit status 0 if nothing did, 1 if something did, 2 if they cannot be compared.
    """
    try:
        in_colour = _in_colour(colour)
        style = _style(words=words, side_by_side=side_by_side, blocks=blocks)
        if as_json:
            found = [_as_json(one) for one in _found(first, second, third)]
            shown = json.dumps({"changes": found}, ensure_ascii=False)
            differ = bool(found)
        else:
            old, new = _two_revisions(first, second, third) if third else _two_files(first, second)
            width = shutil.get_terminal_size().columns
            shown = render(old, new, style=style, width=width, colour=in_colour)
            differ = bool(shown)
    except (Refusal, Refused) as refused:
        raise _trouble(refused.reason) from refused
    except (Unusable, OSError) as error:
        raise _trouble(str(error)) from error
    if shown:
        print(shown)
    raise typer.Exit(1 if differ else 0)


def _trouble(words: str) -> typer.Exit:
    """Trouble ends with status 2, as that of diff does: 1 would say that something differs."""
    print(f"charter: {words}", file=sys.stderr)
    return typer.Exit(2)


def _style(*, words: bool, side_by_side: bool, blocks: bool) -> Style:
    if words + side_by_side + blocks > 1:
        msg = "Choose one of --words, --side-by-side and --blocks."
        raise BadInput(msg)
    return "side_by_side" if side_by_side else "blocks" if blocks else "words"


def _in_colour(wanted: str) -> bool:
    if wanted not in {"always", "never", "auto"}:
        msg = "--color is always, never or auto."
        raise BadInput(msg)
    return wanted == "always" or (wanted == "auto" and sys.stdout.isatty())


def _as_json(one: Change) -> dict[str, object]:
    return {
        "op": one.op,
        "block": one.block,
        "kind": one.kind,
        "section": one.section,
        "before": one.before,
        "after": one.after,
        "words": one.words,
        "note": one.note,
    }


def _found(first: str, second: str, third: str) -> Iterable[Change]:
    if third:
        return changes(*_two_revisions(first, second, third))
    return compare(_text(first), _text(second))


def _two_files(first: str, second: str) -> tuple[Document, Document]:
    return as_documents(_text(first), _text(second))


def _text(name: str) -> str:
    return canonical(decode(read_file(Path(name))))


def _two_revisions(slug: str, a: str, b: str) -> tuple[Document, Document]:
    for number in (a, b):
        if not (number.isascii() and number.isdigit() and len(number) < 10):  # noqa: PLR2004
            msg = f"“{number[:30]}” is not the number of a revision."
            raise BadInput(msg)
    with looked_at() as database, database.reading() as reader:
        charter = look_up(reader, slug).charter
        pair = [entry.revision(reader, charter, int(number)).document for number in (a, b)]
    return pair[0], pair[1]


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
