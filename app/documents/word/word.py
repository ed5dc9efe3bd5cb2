"""Word documents (`.docx`): numbers as Word shows them, tracked changes, comments.

A pass of our own over the XML: the converters that were tried leave out automatic numbers, and
ghosts of removed paragraphs stay (docs/decisions/0074-documents-are-read-by-our-own-pass.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.documents.assembling import GatheredText
from app.documents.document import LostPart, View
from app.documents.word.comments import comments_of
from app.documents.word.numbering import WordNumbering
from app.documents.word.package import WordPackage
from app.documents.word.styles import W, WordStyles
from app.documents.word.views import edits, is_tracked, told_as_lost, words_of
from app.documents.word.walk import NotesPart, WordWalk

_NOTES = (("f", "footnotes", "footnote"), ("e", "endnotes", "endnote"))


def read_word(data: bytes) -> GatheredText:
    """Read a `.docx`.

    Raises:
        DocumentRefused: it is damaged, too large, or declares entities.
    """
    package = WordPackage(data)
    body = package.body()
    styles = WordStyles(package.part("styles"))
    numbering = WordNumbering(package.part("numbering"), styles)
    notes = _notes(package)
    roots = [body, *(one for part in notes.values() for one in part.notes.values())]

    def walked(view: View) -> WordWalk:
        walk = WordWalk(view, styles, numbering, package.links, notes)
        walk.blocks(body)
        walk.finish()
        return walk

    new = walked("new")
    tracked = any(is_tracked(root) for root in roots)
    told = [lost for root in roots for lost in told_as_lost(root)]
    return GatheredText(
        source="docx",
        new=new.got.manuscript(),
        base=walked("base").got.manuscript() if tracked else None,
        title=package.title(),
        language=_language(package.part("styles")),
        lost=(*new.got.lost(), *_around(package), *told),
        edits=tuple(edit for root in roots for edit in edits(root)),
        comments=comments_of(package.part("comments"), package.part("commentsExtended")),
    )


def _notes(package: WordPackage) -> dict[str, NotesPart]:
    """Footnotes and endnotes, without the lines that part them from the text."""
    return {
        key: NotesPart(
            {
                note.get(W + "id", ""): note
                for part in package.parts(name)
                for note in part.iterfind(W + tag)
                if note.get(W + "type") in {None, "normal"}
            },
            package.links_in(name),
        )
        for key, name, tag in _NOTES
    }


def _around(package: WordPackage) -> Iterator[LostPart]:
    """Headers and footers that say something."""
    for kind, what in (("header", "page header"), ("footer", "page footer")):
        if any(words_of(part).strip() for part in package.parts(kind)):
            yield LostPart(what)


def _language(styles: etree._Element | None) -> str:
    """The language that the document is written in, as its styles say: `en`."""
    if styles is None:
        return ""
    found = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    return (found.get(W + "val", "") if found is not None else "").partition("-")[0].lower()
