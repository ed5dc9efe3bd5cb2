"""Clauses on lines of their own become passages, and bullets of word processors items of a list.

What people paste has "(1) …", "a) …", "• …" on lines that follow one another without an empty line:
to Markdown, that is one paragraph. Here an empty line is put between, before the text lands, so
that each clause can be proposed on, discussed and linked to by itself. Nothing but blanks, bullets
and indents is changed. Prose whose lines were broken by a program, in which a line happens to begin
with "a)" or "1990.", stays whole: it takes labels that follow one another.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from charter.language import ngettext
from charter.numbers.labels import label_of
from charter.text import lines as ln
from charter.text.blocks import Passages, Piece, join, split
from charter.text.bullets import Bullet, Nesting, bullet_of, dashes_count
from charter.text.canonical import canonical
from charter.text.clause_rows import clause_rows

# Cutting once can show what was hidden in one long paragraph; more rounds were never seen.
_MOST_ROUNDS = 8
# A program that breaks lines breaks longer ones.
_SHORT = 60


class Clauses(NamedTuple):
    """A canonical text, and how many lines became passages and items of a list."""

    text: str
    clauses: int
    items: int


def with_clauses(text: str, like: Passages | None = None) -> Clauses:
    """A text with its clauses and bullets as passages; idempotent.

    Passages that stand in the text in force, `like`, are left as they are. Raises TextRefused as
    `canonical` does.
    """
    kept = frozenset(like.texts) if like is not None else frozenset()
    clean = canonical(text, like)
    clauses = items = 0
    for _ in range(_MOST_ROUNDS):
        cutter = _Cutter(kept)
        made = cutter.cut(clean)
        if not cutter.clauses and not cutter.items:
            break
        clauses, items, clean = (
            clauses + cutter.clauses,
            items + cutter.items,
            canonical(made, like),
        )
    return Clauses(clean, clauses, items)


def said_of(done: Clauses) -> tuple[str, ...]:
    """What was done to the lines of a text, in sentences."""
    said = []
    if done.clauses:
        said.append(
            ngettext(
                "{n} line that begins with a number of its own became a passage.",
                "{n} lines that begin with a number of their own became passages.",
                done.clauses,
            ).format(n=done.clauses)
        )
    if done.items:
        said.append(
            ngettext(
                "{n} line that begins with a bullet became a point of a list.",
                "{n} lines that begin with a bullet became points of a list.",
                done.items,
            ).format(n=done.items)
        )
    return tuple(said)


class _Cutter:
    """One pass over the passages of a text."""

    def __init__(self, kept: Container[str]) -> None:
        self.kept = kept
        self.clauses = 0
        self.items = 0
        self.nesting = Nesting()

    def cut(self, text: str) -> str:
        """The text with empty lines between what is cut; all else, its line feeds too, stays."""
        made: list[str] = []
        place = 0
        after_cut = False
        for piece in split(text):
            at = text.index(piece.text, place)
            own = list(self._cut_piece(piece))
            is_cut = own != [piece.text]
            made.append("\n\n" if place and (is_cut or after_cut) else text[place:at])
            made.append(join(own)[:-1] if is_cut else piece.text)
            place, after_cut = at + len(piece.text), is_cut
        return "".join([*made, text[place:]])

    def _cut_piece(self, piece: Piece) -> Iterator[str]:
        """The texts of the passages that one becomes."""
        item = ln.marker(piece.text) if piece.kind == "list_item" else None
        may_be_cut = piece.text not in self.kept and _may_be_cut(piece)
        if item is not None or not may_be_cut:
            self.nesting.leave(item)
        if may_be_cut:
            yield from self._rows(piece, item)
        else:
            yield piece.text

    def _rows(self, piece: Piece, item: ln.Marker | None) -> Iterator[str]:
        """The passages that the lines of one become; an item keeps what stands further in."""
        rows = piece.text.split("\n")
        dashes = dashes_count(rows)
        bullets = {
            place: found
            for place in range(0 if item is None else 1, len(rows))
            if (found := bullet_of(rows[place], with_dashes=dashes))
        }
        starts = clause_rows(rows, bullets)
        if piece.kind == "code" and not bullets:
            starts = starts or [0]
            rows[0] = rows[0].lstrip()
        # The first line of an item has been a passage before.
        self.clauses += len([place for place in starts if place or item is None])
        begun = {*bullets, *starts, *_behind_bullets(rows, bullets)}
        place = 0
        for end in [*sorted(begun - {0}), len(rows)]:
            made = self._passage(rows[place:end], bullets.get(place), item, is_first=place == 0)
            yield made if end == len(rows) else _without_break(made)
            place = end

    def _passage(
        self, rows: list[str], bullet: Bullet | None, item: ln.Marker | None, *, is_first: bool
    ) -> str:
        if bullet is not None:
            self.items += 1
            rows = [" " * self.nesting.enter(bullet) + "- " + bullet.words, *rows[1:]]
        elif not is_first:
            inside = item is not None and ln.indent_of(rows[0]) > item.indent
            rows = [" " * (item.content if item and inside else 0) + rows[0].lstrip(), *rows[1:]]
            if not inside:
                self.nesting.leave(None)
        elif item is None:
            self.nesting.leave(None)
        return "\n".join(rows)


def _may_be_cut(piece: Piece) -> bool:
    """Can its lines be clauses or bullets? Code between fences and items that hold it cannot."""
    if piece.kind == "code":
        first = piece.text.partition("\n")[0]
        return first[0] in " \t" and (bullet_of(first) is not None or _is_tabbed(first))
    if piece.kind not in {"paragraph", "list_item"}:
        return False
    return "```" not in piece.text and "~~~" not in piece.text


def _is_tabbed(row: str) -> bool:
    """A tab, a label and another tab: how word processors paste a clause that stands further in."""
    label = label_of(row)
    return row[0] == "\t" and label is not None and "\t" in row[label.start : label.end]


def _behind_bullets(rows: Sequence[str], bullets: Mapping[int, Bullet]) -> Iterator[int]:
    """The lines that go on behind the last bullet as a paragraph: a short line was not broken."""
    for place in bullets:
        after = place + 1
        if after == len(rows) or after in bullets:
            continue
        row, before = rows[after], rows[place]
        is_left = ln.indent_of(row) <= bullets[place].indent and row.lstrip()[:1].isupper()
        if is_left and (
            len(before) < _SHORT or before.rstrip("\\").endswith((".", ";", ":", "!", "?"))
        ):
            yield after


def _without_break(text: str) -> str:
    """Without the backslash of a line break that nothing follows any more."""
    bare = text.rstrip("\\")
    return text[:-1] if (len(text) - len(bare)) % 2 else text
