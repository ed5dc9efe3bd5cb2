"""Documents on the command line: `read`, and the text that `found` and `import` are given."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from amendments.refusals import BadInput
from app.cli.files import read_file
from app.documents.document import ReadDocument, ReadPassage, to_json
from app.documents.guarded import read
from charter import Refused, decode
from charter.dates import list_in_words
from charter.language import gettext as _
from charter.language import ngettext

_MARKDOWN = frozenset({".md", ".markdown"})
_LONGEST = 76


def read_(
    file: Annotated[Path, typer.Argument(help="A .docx, .odt, .html, .md or .txt file.")],
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the text alone, as Markdown.")
    ] = False,
) -> None:
    """Show as JSON how a document is read: text, passages, changes, comments. Founds nothing."""
    document = read_document(file)
    if markdown:
        print(document.markdown, end="")
        return
    print(json.dumps(to_json(document), ensure_ascii=False, indent=1))


def read_document(file: Path) -> ReadDocument:
    """A file that was named on the command line, read.

    Raises:
        BadInput: it cannot be read; the reason names it.
    """
    try:
        return read(read_file(file), filename=file.name)
    except Refused as refused:
        msg = f"{file}: {refused.reason}"
        raise BadInput(msg) from refused


def founding_text(file: Path) -> tuple[str, ReadDocument | None]:
    """The text of a file, and how it was read; Markdown in UTF-8 is taken letter by letter.

    Raises:
        BadInput: it cannot be read; the reason names it.
    """
    if file.suffix.lower() in _MARKDOWN:
        data = read_file(file)
        try:
            return decode(data), None
        except Refused:
            pass
    document = read_document(file)
    return document.markdown, document


def rows_of(file: Path) -> str:
    """A file of rows (JSON lines), in any encoding.

    Raises:
        BadInput: it cannot be read; the reason names it.
    """
    data = read_file(file)
    if data.startswith(b"PK"):
        msg = _("{file} is a document. To import, bring JSON lines with date and text.")
        raise BadInput(msg.format(file=file))
    try:
        return decode(data)
    except Refused as refused:
        from app.documents.text.encodings import decoded

        try:
            return decoded(data)[0]
        except Refused:
            msg = f"{file}: {refused.reason}"
            raise BadInput(msg) from refused


def say_how_read(document: ReadDocument) -> None:
    """What was done to a document, and what of it is not carried over."""
    for sentence in how_read(document):
        print(sentence, file=sys.stderr)


def how_read(document: ReadDocument) -> Iterator[str]:
    """The same as sentences."""
    # How lines were cut is said once the text has landed.
    yield from replace(document, split=0).done_in_words()
    for lost in document.lost:
        if lost.what in {"formatting change", "move"}:
            # The text is there as it is with the change; only that it was one is not told.
            continue
        where = lost.where_in_words()
        said = f"{lost.what_in_words()} ({where})" if where else lost.what_in_words()
        if lost.what == "encoding":
            yield _("How the letters are encoded is not said in the file: {encoding}.").format(
                encoding=where
            )
        else:
            yield _("Not carried over: {what}.").format(what=said)
    if document.changes:
        who = list_in_words([name or _("somebody") for name in document.changes.authors])
        yield _("The changes that {names} tracked in it are taken as accepted.").format(names=who)
    if document.comments:
        yield ngettext(
            "{n} comment stays behind in the file.",
            "{n} comments stay behind in the file.",
            len(document.comments),
        ).format(n=len(document.comments))


def as_lines(passages: tuple[ReadPassage, ...]) -> Iterator[str]:
    """A line for each passage: its kind, its number, and how it begins."""
    for passage in passages:
        words = " ".join(f"{passage.label} {passage.text}".split())
        shown = words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
        yield f"{passage.kind:10} {shown}"
