"""Comments of a Word document, and which of them answer which."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from app.documents.word.styles import W

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


class KeptComment(NamedTuple):
    """A comment as it is kept: its key is what its marks in the text have as their id."""

    key: str
    author: str
    date: str
    body: str
    answers: int | None
    resolved: bool


def comments_of(
    comments: etree._Element | None, extended: etree._Element | None
) -> list[KeptComment]:
    """The comments in their order; threads stand in a part of their own (MS-DOCX, 2.5.3)."""
    nodes = list(comments.iterfind(W + "comment")) if comments is not None else []
    by_paragraph = {
        paragraph.get(W14 + "paraId", ""): place
        for place, node in enumerate(nodes)
        for paragraph in node.iter(W + "p")
    }
    parents: dict[int, int] = {}
    resolved: set[int] = set()
    for one in extended.iter(W15 + "commentEx") if extended is not None else ():
        place = by_paragraph.get(one.get(W15 + "paraId", ""))
        if place is None:
            continue
        parent = by_paragraph.get(one.get(W15 + "paraIdParent", ""))
        if parent is not None and parent != place:
            parents[place] = parent
        if one.get(W15 + "done") in {"1", "true"}:
            resolved.add(place)
    return [
        KeptComment(
            node.get(W + "id", ""),
            node.get(W + "author", ""),
            node.get(W + "date", ""),
            _body(node),
            parents.get(place),
            place in resolved,
        )
        for place, node in enumerate(nodes)
    ]


def _body(comment: etree._Element) -> str:
    paragraphs = []
    for paragraph in comment.iter(W + "p"):
        words = [
            (one.text or "") if one.tag == W + "t" else " "
            for one in paragraph.iter(W + "t", W + "br", W + "tab")
        ]
        paragraphs.append("".join(words).strip())
    return "\n".join(paragraphs).strip()
