"""What of a Word document is in a view: before its tracked changes, or with them.

ECMA-376, part 1, 17.13.5 (Revisions). Marks stand within one another: what one person put in and
another took out is in neither view.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.documents.document import LostPart, TrackedEdit, View
from app.documents.word.styles import W, toggle, value

HIDDEN: dict[View, frozenset[str]] = {
    "base": frozenset({W + "ins", W + "moveTo"}),
    "new": frozenset({W + "del", W + "moveFrom"}),
}
#: Marks of tracked changes that hold content.
MARKS = HIDDEN["base"] | HIDDEN["new"]
_CELLS: dict[View, str] = {"base": W + "cellIns", "new": W + "cellDel"}
_TRACKED = (*MARKS, W + "rPrChange", W + "pPrChange", W + "cellIns", W + "cellDel")
_LOOKS = {"b": "bold", "i": "italic", "u": "underlined", "strike": "struck out"}


def mark_is_in(properties: etree._Element | None, view: View) -> bool:
    """Whether the end of a paragraph is in a view."""
    marks = properties.find(W + "rPr") if properties is not None else None
    return marks is None or not any(child.tag in HIDDEN[view] for child in marks)


def row_is_in(row: etree._Element, view: View) -> bool:
    """Whether a row of a table is in a view."""
    properties = row.find(W + "trPr")
    return properties is None or not any(child.tag in HIDDEN[view] for child in properties)


def cell_is_in(properties: etree._Element | None, view: View) -> bool:
    """Whether a cell is in a view."""
    return properties is None or properties.find(_CELLS[view]) is None


def properties_in(
    owner: etree._Element, name: str, view: View
) -> tuple[etree._Element | None, bool]:
    """The properties (`pPr`, `rPr`) of a paragraph or run in a view, and whether they are old."""
    own = owner.find(W + name)
    if own is None or view == "new":
        return own, False
    old = own.find(f"{W}{name}Change/{W}{name}")
    return (own, False) if old is None else (old, True)


def is_tracked(root: etree._Element) -> bool:
    """Whether changes are tracked in a part."""
    return next(root.iter(*_TRACKED), None) is not None


def edits(root: etree._Element) -> Iterator[TrackedEdit]:
    """The tracked changes in a part, one by one, with their authors."""
    for mark in root.iter(*MARKS, W + "rPrChange"):
        kind = etree.QName(mark).localname
        parent = mark.getparent()
        holder = etree.QName(parent).localname if parent is not None else ""
        words = words_of(mark)
        if kind == "rPrChange":
            run = parent.getparent() if parent is not None else None
            words = words_of(run) if run is not None else ""
            name = "formatting"
        elif holder == "trPr":
            row = parent.getparent() if parent is not None else None
            words = (
                "\t".join(words_of(cell) for cell in row.iter(W + "tc")) if row is not None else ""
            )
            name = "row inserted" if kind == "ins" else "row deleted"
        elif kind == "moveFrom" or (holder == "numPr"):
            continue
        else:
            name = {"ins": "insertion", "del": "deletion", "moveTo": "move"}[kind]
        if holder == "rPr" and kind != "rPrChange":
            if _is_said(parent, kind):
                continue
            name = "paragraph divided" if kind == "ins" else "paragraphs joined"
        elif not words or (holder != "trPr" and _is_in_row(mark)):
            continue
        yield TrackedEdit(
            name, mark.get(W + "author", ""), mark.get(W + "date", ""), " ".join(words.split())
        )


def _is_said(marks: etree._Element | None, kind: str) -> bool:
    """Whether words of the paragraph, put in or taken out with its end, say so already."""
    if marks is None:
        return True
    paragraph = next(marks.iterancestors(W + "p"), None)
    if paragraph is None or kind in {"moveFrom", "moveTo"}:
        return True
    return any(words_of(one) for one in paragraph.iterchildren(W + kind))


def _is_in_row(mark: etree._Element) -> bool:
    """Whether it stands in a row that is put in or taken out as a whole."""
    row = next(mark.iterancestors(W + "tr"), None)
    return row is not None and not (row_is_in(row, "base") and row_is_in(row, "new"))


def told_as_lost(root: etree._Element) -> Iterator[LostPart]:
    """Changes that a text of words alone cannot carry: of looks, and moves."""
    for mark in root.iter(W + "rPrChange", W + "moveTo"):
        parent = mark.getparent()
        if parent is None:
            continue
        if mark.tag == W + "moveTo":
            words = words_of(mark)
            if words:
                yield LostPart("move", _short(words))
            continue
        run = parent.getparent()
        words = words_of(run) if run is not None else ""
        if not words.strip():
            continue
        old = mark.find(W + "rPr")
        looks = [
            name
            for tag, name in _LOOKS.items()
            if _has(parent, tag) != _has(old, tag) or (tag == "u" and _differs(parent, old))
        ]
        said = ", ".join(looks) or "other looks"
        yield LostPart(
            "formatting change", f"{_short(words)} ({said} by {mark.get(W + 'author', '?')})"
        )


def words_of(element: etree._Element) -> str:
    """All words in an element, those that are taken out as well."""
    return "".join([one.text or "" for one in element.iter(W + "t", W + "delText")])


def _has(properties: etree._Element | None, tag: str) -> bool:
    return bool(toggle(properties, tag))


def _differs(properties: etree._Element | None, old: etree._Element | None) -> bool:
    return (value(properties, "u") or "none") != (value(old, "u") or "none")


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:60].rsplit(" ", 1)[0] + "…"  # noqa: PLR2004
