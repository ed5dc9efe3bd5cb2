"""OpenDocument texts (`.odt`), as LibreOffice and others write them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.documents.assembling import GatheredText
from app.documents.document import LostPart, TrackedEdit, View
from app.documents.opendocument.lists import LOEXT, OFFICE, STYLE, TEXT, OdfNumbering
from app.documents.opendocument.styles import FO, OdfStyles
from app.documents.opendocument.walk import DC, OdfWalk
from app.documents.packages import Package, parsed, text_in
from app.documents.refusing import DocumentRefused
from app.documents.word.comments import KeptComment

_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_KINDS = {
    TEXT + "insertion": "insertion",
    TEXT + "deletion": "deletion",
    TEXT + "format-change": "formatting",
}
_PARENT = LOEXT + "parent-name"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def read_opendocument(data: bytes) -> GatheredText:
    """Read an `.odt`.

    Raises:
        DocumentRefused: it is damaged, too large, has a password, or declares entities.
    """
    package = Package(data)
    manifest = package.tree_if_any("META-INF/manifest.xml")
    if (
        manifest is not None
        and next(manifest.iter(_MANIFEST + "encryption-data"), None) is not None
    ):
        raise DocumentRefused("password")
    content = package.tree("content.xml")
    return _gathered(content, package.tree_if_any("styles.xml"), package.tree_if_any("meta.xml"))


def read_flat_opendocument(data: bytes) -> GatheredText:
    """Read an `.fodt`: the same in one file of XML.

    Raises:
        DocumentRefused: it is damaged, too large, or declares entities.
    """
    root = parsed(data)
    return _gathered(root, None, root)


def _gathered(
    content: etree._Element, styles: etree._Element | None, meta: etree._Element | None
) -> GatheredText:
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DocumentRefused("damaged")
    roots = [root for root in (styles, content) if root is not None]
    for place, node in enumerate(body.iter(OFFICE + "annotation")):
        if not node.get(OFFICE + "name"):
            node.set(OFFICE + "name", f"without a name {place}")
    regions = _regions(body)
    new = _walked("new", body, roots, regions)
    title = next(meta.iter(DC + "title"), None) if meta is not None else None
    return GatheredText(
        source="odt",
        new=new.got.manuscript(),
        base=_walked("base", body, roots, regions).got.manuscript() if regions else None,
        title=(title.text or "").strip() if title is not None else "",
        language=_language(roots[0]),
        lost=(*new.got.lost(), *_around(roots[0])),
        edits=tuple(_edits(body)),
        comments=tuple(_comments(body)),
    )


def _walked(
    view: View,
    body: etree._Element,
    roots: list[etree._Element],
    regions: dict[str, etree._Element],
) -> OdfWalk:
    """One pass over the text; `roots` are where styles stand."""
    ends = [one.get(OFFICE + "name", "") for one in body.iter(OFFICE + "annotation-end")]
    walk = OdfWalk(view, OdfStyles(roots), OdfNumbering(roots), regions, frozenset(ends))
    walk.blocks(body)
    walk.got.flush()
    return walk


def _regions(body: etree._Element) -> dict[str, etree._Element]:
    """The tracked changes by their ids."""
    return {
        key: change
        for region in body.iter(TEXT + "changed-region")
        for key in (region.get(TEXT + "id"), region.get(_ID))
        if key
        for change in region
        if change.tag in _KINDS
    }


def _edits(body: etree._Element) -> Iterator[TrackedEdit]:
    put_in = _put_in(body)
    for region in body.iter(TEXT + "changed-region"):
        for change in region:
            if change.tag not in _KINDS:
                continue
            info = change.find(OFFICE + "change-info")
            author = info.findtext(DC + "creator", "") if info is not None else ""
            date = info.findtext(DC + "date", "") if info is not None else ""
            key = region.get(TEXT + "id") or region.get(_ID) or ""
            words = (
                " ".join(text_in(one) for one in change if one.tag != OFFICE + "change-info")
                if change.tag == TEXT + "deletion"
                else put_in.get(key, "")
            )
            yield TrackedEdit(_KINDS[change.tag], author, date, " ".join(words.split()))


def _put_in(body: etree._Element) -> dict[str, str]:
    """The words between the two marks of each insertion."""
    found: dict[str, list[str]] = {}
    opened: dict[str, list[str]] = {}

    def say(words: str | None) -> None:
        for parts in opened.values() if words else ():
            parts.append(words or "")

    for event, element in etree.iterwalk(body, events=("start", "end")):
        key = element.get(TEXT + "change-id", "")
        if event == "start":
            if element.tag == TEXT + "change-start":
                opened[key] = found.setdefault(key, [])
            elif element.tag == TEXT + "change-end":
                opened.pop(key, None)
            say(element.text)
        else:
            say(" " if element.tag in {TEXT + "p", TEXT + "h"} else None)
            say(element.tail)
    return {key: "".join(parts) for key, parts in found.items()}


def _comments(body: etree._Element) -> Iterator[KeptComment]:
    nodes = list(body.iter(OFFICE + "annotation"))
    names = {node.get(OFFICE + "name", ""): place for place, node in enumerate(nodes)}
    for node in nodes:
        paragraphs = [text_in(one).strip() for one in node.iter(TEXT + "p")]
        yield KeptComment(
            node.get(OFFICE + "name", ""),
            node.findtext(DC + "creator", ""),
            node.findtext(DC + "date", ""),
            "\n".join(paragraphs).strip(),
            names.get(node.get(_PARENT, "")) if node.get(_PARENT) else None,
            node.get(LOEXT + "resolved") == "true",
        )


def _around(styles: etree._Element) -> Iterator[LostPart]:
    for name, what in (("header", "page header"), ("footer", "page footer")):
        found = styles.iter(STYLE + name)
        if any(text_in(one).strip() for one in found):
            yield LostPart(what)


def _language(styles: etree._Element) -> str:
    for properties in styles.iter(STYLE + "text-properties"):
        found = properties.get(FO + "language")
        if found and found != "none":
            return found.lower()
    return ""
