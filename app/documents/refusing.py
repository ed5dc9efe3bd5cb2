"""Files that are not read, and one sentence for each kind of them that says what to do."""

from __future__ import annotations

from charter import Refused
from charter.language import N_
from charter.language import gettext as _

SENTENCES = {
    "old_word": N_("This is an old Word file (.doc). Open it in Word and save it as .docx."),
    "rtf": N_(
        "This is a rich text file (.rtf), whose numbers are often read wrong. Open it and save "
        "it as .docx or .odt."
    ),
    "pdf": N_(
        "This is a PDF, which has no headings, lists or paragraphs to read. Bring the file that "
        "it was made from, or paste its text."
    ),
    "password": N_("This file is protected by a password. Save it without one."),
    "damaged": N_(
        "This file is damaged. Open it in the program it was made with and save it again."
    ),
    "too_large": N_("This file is too large: {size} MB, and {most} MB is the most that is read."),
    "too_large_unpacked": N_(
        "This file is too large once it is unpacked: {size} MB, and {most} MB is the most that "
        "is read."
    ),
    "too_long": N_(
        "This text is too long: it has more than {most} paragraphs, which is the most that is "
        "read at once."
    ),
    "too_deep": N_("In this file too much stands within one another to be read."),
    "too_much": N_(
        "Reading this file takes more time or memory than one file may take. Bring a shorter "
        "part of it, or paste its text."
    ),
    "declarations": N_(
        "This file holds declarations (entities) that no text needs, and that can do harm. Open "
        "it and save it again."
    ),
    "spreadsheet": N_("This is a spreadsheet, not a text. Copy the text into a document first."),
    "slides": N_("This is a presentation, not a text. Copy the text into a document first."),
    "empty": N_("This file is empty: there is nothing to read in it."),
    "no_words": N_(
        "There are no words in this file, maybe only pictures of them. Paste the text instead."
    ),
    "picture": N_("This is a picture, and words in pictures are not read. Paste the text instead."),
    "archive": N_("This is an archive. Unpack it and bring the document that is in it."),
    "pages": N_("This is a file of Apple Pages. Export it as Word (.docx) from there."),
    "book": N_("This is an electronic book. Bring the document that it was made from."),
    "mail": N_("This is a saved mail or web archive. Open it, copy the text and paste it."),
    "data": N_(
        "This is JSON, data for programs and not a text. Bring the document itself, or paste its "
        "text."
    ),
    "xml": N_("This is XML of a kind that is not known here. Save the text as .docx or .odt."),
    "other": N_("This is no text that can be read. Bring .docx, .odt, .html, .md or .txt."),
    "busy": N_("Other documents are being read just now. Please try again in a moment."),
}


class DocumentRefused(Refused):
    """A file that is not read. `kind` is a key of `SENTENCES`, `values` what stands in them."""

    def __init__(self, kind: str, **values: int) -> None:
        """Say it in the language that is spoken now."""
        super().__init__(_(SENTENCES[kind]).format(**values))
        self.kind = kind
        self.values = values
