"""What a reader gathered as a whole: both texts, changes, comments, what is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.documents.document import (
    DocumentComment,
    LostPart,
    ReadDocument,
    ReadPassage,
    TrackedChanges,
    TrackedEdit,
    View,
)
from app.documents.model import Manuscript
from app.documents.refusing import DocumentRefused
from app.documents.text.saying_dates import said_dates
from app.documents.tidying import tidied
from app.documents.word.comments import KeptComment
from app.documents.writing import WrittenText, write

_LONGEST_TITLE = 200
_SHORT = 80


@dataclass(slots=True)
class GatheredText:
    """What a reader hands over. `base` is None where no changes are tracked."""

    source: str
    new: Manuscript
    base: Manuscript | None = None
    title: str = ""
    language: str = ""
    lost: tuple[LostPart, ...] = ()
    edits: tuple[TrackedEdit, ...] = ()
    comments: Sequence[KeptComment] = ()
    with_marks: bool = True
    joined: int = field(default=0)


def assembled(got: GatheredText) -> ReadDocument:
    """The document.

    Raises:
        DocumentRefused: there is nothing to read in it.
    """
    made, split = tidied(got.new)
    new = write(made, with_marks=got.with_marks)
    base = write(tidied(got.base)[0], with_marks=got.with_marks) if got.base else None
    if not new.text and not (base and base.text):
        raise DocumentRefused("no_words")
    changes = TrackedChanges(base.text, new.text, got.edits) if base else None
    if changes and changes.base == changes.new and not changes.edits:
        changes = None
    return ReadDocument(
        markdown=new.text,
        passages=new.passages,
        base_passages=base.passages if base and changes else (),
        source=got.source,
        title=title_of(new.passages) or got.title[:_LONGEST_TITLE],
        language=got.language,
        lost=tuple(dict.fromkeys(got.lost)),
        split=split,
        joined=got.joined,
        dates=said_dates(new.passages),
        changes=changes,
        comments=tuple(_remarks(got.comments, new, base)),
    )


def title_of(passages: Sequence[ReadPassage]) -> str:
    """The first heading, if the text begins with it or nearly so; else a short first line."""
    for passage in passages[:3]:
        if passage.kind == "heading":
            return f"{passage.label} {passage.text}".strip()[:_LONGEST_TITLE]
    first = passages[0] if len(passages) > 1 else None
    if first and first.kind == "paragraph" and not first.label:
        is_short = len(first.text) <= _SHORT and "\n" not in first.text
        return first.text if is_short and not first.text.endswith((".", ",", ";")) else ""
    return ""


def _remarks(
    kept: Iterable[KeptComment], new: WrittenText, base: WrittenText | None
) -> Iterable[DocumentComment]:
    for one in kept:
        said = DocumentComment(
            one.author, one.date, one.body, answers=one.answers, resolved=one.resolved
        )
        quote, passage = new.quotes.get(one.key, ("", None))
        stands_in: View = "new"
        if base is not None and not quote:
            old_quote, old_passage = base.quotes.get(one.key, ("", None))
            if old_quote:
                quote, passage, stands_in = old_quote, old_passage, "base"
        yield replace(said, quote=quote, passage=passage, stands_in=stands_in)
