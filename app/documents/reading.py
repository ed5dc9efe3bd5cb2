"""Reading a file of any kind; `app.documents.guarded` does it in a process of its own."""

from __future__ import annotations

from dataclasses import replace

from app.documents.assembling import assembled
from app.documents.document import ReadDocument
from app.documents.limits import MOST_PARAGRAPHS
from app.documents.opendocument.opendocument import read_flat_opendocument, read_opendocument
from app.documents.page.web_page import read_page
from app.documents.refusing import DocumentRefused
from app.documents.sniffing import kind_of_bytes, kind_of_text, page_in
from app.documents.text.encodings import decoded
from app.documents.text.markdown_source import read_markdown
from app.documents.text.plain_text import read_plain
from app.documents.text.wiki_markup import as_markdown
from app.documents.word.word import read_word


def read_plainly(
    data: bytes, *, filename: str | None = None, content_type: str | None = None
) -> ReadDocument:
    """Read a document.

    `filename` and `content_type` are what who brings it says of it; what its bytes say goes first.

    Raises:
        DocumentRefused: it is of another kind, or there is nothing to read in it.
    """
    kind = kind_of_bytes(data)
    if kind == "docx":
        return assembled(read_word(data))
    if kind == "odt":
        return assembled(read_opendocument(data))
    if kind == "fodt":
        return assembled(read_flat_opendocument(data))
    if kind == "zipped_page":
        data, content_type = page_in(data), "text/html"
    text, assumed = decoded(data, content_type)
    read = _read_text(text, kind_of_text(text, filename, content_type))
    return replace(read, lost=(*read.lost, assumed)) if assumed else read


def read_words(text: str, form: str) -> ReadDocument:
    """Read a text that was pasted; `form` is `html`, `markdown` or `plain`.

    Raises:
        DocumentRefused: there is nothing to read in it, or it is data for programs.
    """
    if not text.strip():
        raise DocumentRefused("empty")
    told = {"html": "text/html", "markdown": "text/markdown"}.get(form)
    return _read_text(text, kind_of_text(text, None, told))


def _read_text(text: str, kind: str) -> ReadDocument:
    if not text.strip():
        raise DocumentRefused("empty")
    if text.count("\n") > 10 * MOST_PARAGRAPHS:
        raise DocumentRefused("too_long", most=MOST_PARAGRAPHS)
    if kind == "html":
        return assembled(read_page(text))
    if kind == "markdown":
        return read_markdown(text)
    if kind == "wiki":
        return replace(read_markdown(as_markdown(text)), source="wiki")
    return assembled(read_plain(text))
