"""What became of a passage, in statements of fact. Every piece that is quoted stands in the text.

“Only” is said where `charter/reading/change_kinds.py` proves it; what else a change does is named:
where links lead, what is struck out, levels, nesting, forms. Tables are told by row and cell,
footnotes one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from charter.dates import list_in_words
from charter.diff.word_diff import words
from charter.language import N_, ngettext
from charter.language import gettext as _
from charter.numbers.block_numbers import numbered
from charter.numbers.renumbering import Renumbering
from charter.reading.change_kinds import Facet, facets_seen, unseen
from charter.reading.change_values import Change
from charter.reading.quoting import joined, quoted
from charter.reading.tables import laid, laid_row
from charter.reading.tenses import PAST, Tense
from charter.reading.visible_words import TABLES, BlockFrame, StyledStretch, VisiblePassage, seen
from charter.sentences.excerpts import excerpts
from charter.sentences.statements_of_form import about_form
from charter.sentences.statements_of_moves import carried_in_words, without_carried
from charter.sentences.statements_of_tables import told_row, told_tables
from charter.text.badges import shown
from charter.text.blocks import split

#: More statements than this about one passage are only counted.
MOST_TOLD = 4
#: How long the words of several may be together, so that one still reads them.
LONGEST_OF_MANY = 420
_ONLY: dict[Facet, str] = {
    "case": N_("capital and small letters"),
    "punctuation": N_("the punctuation"),
    "white_space": N_("spaces or line breaks"),
    "markup": N_("emphasis"),
}
_ONLY_ONE: dict[Facet, str] = {
    "case": N_("only capital and small letters change"),
    "punctuation": N_("only the punctuation changes"),
    "white_space": N_("only spaces or line breaks change"),
    "markup": N_("only emphasis changes"),
}
_DIVIDED = frozenset({"split", "join"})
_NOTE = re.compile(r"(?m)^\[\^([^\]\s]{1,60})\]:[ \t]*")


def told(change: Change, tense: Tense) -> list[str]:
    """Statements about a passage that was changed. `tense` is spoken already.

    Of one that was split or joined, what changed besides; none if nothing did.
    """
    before, after = change.before or "", change.after or ""
    kinds = change.from_kind or change.kind, change.kind
    table = laid(before, after) if kinds == ("table", "table") else None
    if table is not None:
        return _few(told_tables(table, tense), tense)
    row = laid_row(before, after, change.heads) if change.kind == "table_row" else None
    if row is not None:
        # Where only columns came or went, that is told of the table.
        made = told_row(row, tense)
        return made or ([] if change.heads[0] != change.heads[1] else [tense.reworded])
    notes = _notes(before), _notes(after)
    if notes[0] and notes[1]:
        return _few(list(_by_note(*notes, tense)), tense)
    edits: list[str] = []
    if "words" in facets_of(change):
        edits = _few(_edits(change, _sides(change), tense), tense)
    made = [*edits, *beside(change)]
    return made or ([] if change.op in _DIVIDED else [tense.reworded])


def goes_without_saying(change: Change | Renumbering) -> bool:
    """Is it told of the table that a cell came or went in this row, with its column?"""
    if isinstance(change, Renumbering) or change.kind != "table_row" or change.op != "replace":
        return False
    return not told(change, PAST)


def beside(change: Change) -> list[str]:
    """Statements about what changes beside the words; of words that changed, none."""
    if change.before is None or change.after is None or change.op == "move":
        return []
    if {change.kind, change.from_kind or change.kind} <= TABLES:
        return []
    found = facets_of(change)
    made = about_form(change, found, *_sides(change))
    if change.op in _DIVIDED:
        # That its parts stand alone is told; in which form, their passages show.
        return made
    others = [one for one in _ONLY if one in found]
    if others and "words" not in found:
        made.append(_only(others, alone=len(found) == len(others)))
    if "source" in found:
        made.append(_("nothing that one sees changes, only how it is written"))
    return made


def facets_of(change: Change) -> frozenset[Facet]:
    """Every way in which the wordings of a change differ, as far as a reader sees it."""
    before, after = change.before or "", change.after or ""
    found = facets_seen(*_sides(change), before, after)
    if "nesting" in found and (change.depths[0] == change.depths[1] or change.op != "replace"):
        return found - {"nesting"} or frozenset({unseen(before, after)})
    return found


def _sides(change: Change) -> tuple[VisiblePassage, VisiblePassage]:
    """How both wordings are read; of a split or a join without the forms of its parts."""
    before, after = change.before or "", change.after or ""
    if change.op in _DIVIDED:
        return _together(before), _together(after)
    return seen(before, change.from_kind or change.kind), seen(after, change.kind)


def _together(text: str) -> VisiblePassage:
    parts = [seen(piece.text, piece.kind) for piece in split(text + "\n")]
    stretches = [one for part in parts for one in (StyledStretch(" "), *part.stretches)]
    return VisiblePassage(BlockFrame("paragraph"), tuple(stretches[1:]))


def _only(others: list[Facet], *, alone: bool) -> str:
    """“Only” where it is proven; else that this changes besides."""
    if alone and len(others) == 1:
        return _(_ONLY_ONE[others[0]])
    named = list_in_words([_(_ONLY[one]) for one in others])
    if alone:
        return _("only {these} change").format(these=named)
    return _("besides that: {these}").format(these=named)


def _edits(change: Change, sides: tuple[VisiblePassage, VisiblePassage], tense: Tense) -> list[str]:
    """The edits of the words, clause by clause, and the sentences that moved."""
    a, b = (numbered(side.text, side.frame.kind) for side in sides)
    if a.mark and b.mark and a.mark != b.mark:
        before, after = a.words, b.words
    else:
        before, after = (side.text for side in sides)
    if shown(before) == shown(after):
        return carried_in_words(change)
    same = (before, after) == (change.before, change.after)
    pieces = change.words if same else words(before, after)
    return [*excerpts(without_carried(change, pieces), tense), *carried_in_words(change)]


def _few(statements: list[str], tense: Tense) -> list[str]:
    """The statements, or only how many there are if nobody would read them all."""
    length = sum(map(len, statements))
    if len(statements) <= MOST_TOLD and (len(statements) == 1 or length <= LONGEST_OF_MANY):
        return statements
    n = len(statements)
    places = ngettext("{reworded} in {n} place", "{reworded} in {n} places", n)
    return [places.format(reworded=tense.reworded, n=n)]


def _notes(text: str) -> dict[str, str]:
    """The footnotes of a passage that consists of them, by their names."""
    found = list(_NOTE.finditer(text))
    starts = [match.start() for match in found]
    if not starts or starts[0]:
        return {}
    ends = [*starts[1:], len(text)]
    return {
        match[1]: text[match.end() : end].strip() for match, end in zip(found, ends, strict=True)
    }


def _by_note(old: dict[str, str], new: dict[str, str], tense: Tense) -> Iterator[str]:
    for name in dict.fromkeys([*old, *new]):
        before, after = (seen(side.get(name, ""), "paragraph").text for side in (old, new))
        label = _("note {name}").format(name=name)
        if name not in new:
            yield f"{label}: {tense.taken_out} {quoted(before)}"
        elif name not in old:
            yield f"{label}: {tense.added} {quoted(after)}"
        elif old[name] != new[name]:
            found = excerpts(words(before, after), tense) or [tense.reworded]
            yield f"{label}: {joined(found, tense)}"
