"""Quotations within sentences: whole words, on one line, shortened where there are many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from charter.dates import list_in_words
from charter.diff.tokens import tokens
from charter.language import gettext as _
from charter.language import ngettext
from charter.reading.tables import table_of
from charter.reading.tenses import Tense
from charter.reading.visible_words import cells_of, words_seen

#: The longest quotation, in signs; a longer one is cut at a word.
LONGEST_QUOTE = 110
#: Says that words were left out.
CUT = "\u2026"
# A row of a table is called by so many of its cells.
NAMED_BY = 2
BETWEEN_CELLS = " · "
_DOUBLE = re.compile("[\u201c-\u201f]")


def quoted(text: str) -> str:
    """Words in quotation marks, shortened if there are many."""
    return in_marks(shortened(text))


def in_marks(text: str) -> str:
    """In double quotation marks, or in single ones where double ones stand in the words."""
    if _DOUBLE.search(text):
        return _("\u2018{words}\u2019").format(words=text)
    return _("“{words}”").format(words=text)


def shortened(text: str) -> str:
    """The text on one line, cut behind a word where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{_head(line, LONGEST_QUOTE)} {CUT}"


def quoted_wording(text: str, kind: str) -> str:
    """The words of a whole passage in quotation marks.

    Of a table what its columns are called, of a row of one its first cells.
    """
    if kind == "table_row":
        cells = [" ".join(words_seen(cell).split()) for cell in cells_of(text)]
        return quoted(BETWEEN_CELLS.join([cell for cell in cells if cell][:NAMED_BY]))
    table = table_of(text) if kind == "table" else None
    if table is None:
        return quoted(words_seen(text, kind))
    heads = [quoted(words_seen(head)) for head in table.head if head]
    rows = ngettext("{n} row", "{n} rows", len(table.rows)).format(n=len(table.rows))
    if not heads:
        return rows
    return _("{rows} with the columns {names}").format(rows=rows, names=list_in_words(heads))


def _head(line: str, size: int) -> str:
    """The first words of a text, at most so many signs; a single word is never cut."""
    kept = ""
    for token in tokens(line):
        if kept and len(kept) + len(token) > size:
            break
        kept += token
    return kept.rstrip()


def joined(statements: Sequence[str], tense: Tense) -> str:
    """Statements as one, parted by semicolons; only the first may begin with a capital letter."""
    verbs = (tense.added, tense.taken_out, tense.reworded)
    rest = [one[:1].lower() + one[1:] if one.startswith(verbs) else one for one in statements[1:]]
    return "; ".join([*statements[:1], *rest])
