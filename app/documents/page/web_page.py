"""Web pages, and what a clipboard holds as `text/html`: of Word, Google Docs and browsers.

The page is parsed as browsers do (libxml2 follows the tokenizer of HTML 5) and walked by our own
code: converters fail on one clipboard or the other (numbers of Word, weights of Google Docs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from app.documents.assembling import GatheredText
from app.documents.document import TrackedEdit, View
from app.documents.limits import MOST_DEPTH, MOST_PARAGRAPHS
from app.documents.model import Stroke
from app.documents.packages import text_in
from app.documents.page.comments import PageComments
from app.documents.page.nodes import BLOCKS, name_of
from app.documents.page.notes import PageNotes
from app.documents.page.styles import PageStyles
from app.documents.page.walk import PageWalk
from app.documents.refusing import DocumentRefused


def read_page(text: str) -> GatheredText:
    """Read a web page, or part of one.

    Raises:
        DocumentRefused: it holds too much, or nothing.
    """
    root = _parsed(text)
    title = next(root.iter("title"), None)
    body = _main(root)
    notes, comments = PageNotes(root), PageComments(root)
    tracked = next(body.iter("ins", "del"), None) is not None

    def walked(view: View) -> PageWalk:
        walk = PageWalk(view, notes, PageStyles(root), comments)
        walk.children(body, Stroke())
        walk.finish()
        return walk

    new = walked("new")
    made = new.got.manuscript()
    made.note_label = "{n}"
    return GatheredText(
        source="html",
        new=made,
        base=walked("base").got.manuscript() if tracked else None,
        title=" ".join((title.text or "").split()) if title is not None else "",
        language=root.get("lang", "").partition("-")[0].lower(),
        lost=new.got.lost(),
        edits=tuple(_edits(body)),
        comments=tuple(comments.kept()),
        with_marks=False,
    )


def _parsed(text: str) -> etree._Element:
    # An encoding that the page declares has been heeded already.
    data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentRefused("no_words") from error
    if root is None:
        raise DocumentRefused("no_words")
    depth = blocks = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        blocks += event == "start" and name_of(element) in BLOCKS
        if depth > MOST_DEPTH:
            raise DocumentRefused("too_deep")
        if blocks > 3 * MOST_PARAGRAPHS:
            raise DocumentRefused("too_long", most=MOST_PARAGRAPHS)
    return root


def _main(root: etree._Element) -> etree._Element:
    """What the page says is its text; else all of it."""
    for found in (
        list(root.iter("main")),
        [one for one in root.iter() if one.get("role") == "main"],
        list(root.iter("article")),
    ):
        if len(found) == 1 and text_in(found[0]).strip():
            return found[0]
    body = root.find("body")
    return body if body is not None else root


def _edits(body: etree._Element) -> Iterator[TrackedEdit]:
    for mark in body.iter("ins", "del"):
        words = " ".join(text_in(mark).split())
        if words:
            author = mark.get("cite", "").removeprefix("mailto:")
            kind = "insertion" if name_of(mark) == "ins" else "deletion"
            yield TrackedEdit(kind, author, mark.get("datetime", ""), words)
