"""Comparing two texts: `diff`. Two files need nothing of the service."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from amendments.refusals import BadInput, Refusal
from app.cli.files import read_file
from charter import Change, Document, Refused, canonical, changes, decode, render
from charter.sentences.compare import as_documents, compare
from charter.sentences.terminal import Style


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
    except OSError as error:
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
    # A database is opened for two revisions only; two files need nothing of it.
    from app.cli.place import two_revisions
    from app.storage.engine.database import Unusable

    try:
        return two_revisions(slug, int(a), int(b))
    except Unusable as problem:
        raise _trouble(str(problem)) from problem
