"""Taking a text along: a revision as a file, as it stands or without its marks."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from app.rendering.fields import shape_of
from app.rendering.markdown import not_shown
from app.services import entry
from app.storage.texts.revisions import Revision
from app.web.pages.context import CharterContext, Number, TheCharterContext
from app.web.rendering.marks import visible
from app.web.serving.routing import Router
from charter import Block, Document
from charter.dates import day_in_words
from charter.language import gettext as _
from charter.text.date_field import filled

router = Router()


@router.get("/{slug}/revisions/{n:int}/text.md")
def as_markdown(charter_ctx: TheCharterContext, n: Number) -> Response:
    """A revision byte for byte, as it was decided."""
    found = entry.revision(charter_ctx.reader, charter_ctx.access.charter, n)
    return _file(charter_ctx, found, found.document.text, "md", "text/markdown")


@router.get("/{slug}/revisions/{n:int}/text.txt")
def as_plain_text(charter_ctx: TheCharterContext, n: Number) -> Response:
    """The words of a revision, for reading anywhere."""
    found = entry.revision(charter_ctx.reader, charter_ctx.access.charter, n)
    edition = _("Revision {n}").format(n=found.number)
    foot = f"{charter_ctx.access.charter.title} · {edition}, {day_in_words(found.dated)}\n"
    return _file(
        charter_ctx,
        found,
        f"{plain_text(found.document, found.dated)}\n{foot}",
        "txt",
        "text/plain",
    )


def _file(
    charter_ctx: CharterContext, found: Revision, text: str, ending: str, kind: str
) -> Response:
    name = f"{charter_ctx.slug}-revision-{found.number}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)


def plain_text(document: Document, dated: date | None = None) -> str:
    """The words that a reader sees. The items of a list keep their marks, and stand together.

    `dated` is the date of the revision, for the field that stands for it in the text.
    """
    pieces: list[str] = []
    before = ""
    for block in document.blocks:
        together = before == block.kind == "list_item"
        gap = "" if not pieces else "\n" if together else "\n\n"
        words = _plain(block)
        if dated is not None and block.kind != "code":
            words = filled(words, dated)
        pieces += [gap, words]
        before = block.kind
    return "".join(pieces) + "\n"


def _plain(block: Block) -> str:
    """One passage; what is not shown on the page is said here too."""
    unseen = not_shown.said_of(block)
    if unseen is not None:
        return f"[{unseen}]"
    if block.kind == "code":
        return visible(block.text, block.kind).strip("\n")
    text = not_shown.without_comments(block.text)
    if block.kind != "list_item":
        return visible(text, block.kind).strip()
    shape = shape_of(text, block.kind)
    words = visible(text[len(shape.first) :], block.kind).strip()
    return shape.first + words.replace("\n", f"\n{shape.rest}")
