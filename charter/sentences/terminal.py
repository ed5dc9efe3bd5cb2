"""Changes for a terminal: passages, words, or two columns. Pure: a string for a width and a choice.

Without colour the marks [-taken out-] and {+put in+} carry the meaning; hidden signs show as their
names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from charter.diff.soft_breaks import calmed
from charter.reading.change_list import Change, layout
from charter.reading.folding import folded
from charter.reading.quoting import shortened
from charter.sentences.line_layout import Styled, flow, width_of
from charter.sentences.statements_of_form import KINDS
from charter.text.badges import badges
from charter.text.document import Document

Style = Literal["blocks", "words", "side_by_side"]

_CODES = {"out": "31", "put": "32", "head": "1;36", "fold": "2", "badge": "7"}
_MARKS = {"out": ("[-", "-]"), "put": ("{+", "+}"), "badge": ("⟨", "⟩")}
_LEAST_WIDTH = 40
_GUTTER = " │ "
_NOTES = {
    "case": "only capital and small letters",
    "punctuation": "only the punctuation",
    "white_space": "only spaces or line breaks",
    "markup": "only emphasis",
    "links": "where a link leads",
    "struck": "what is struck out",
    "numbering": "only the number",
    "level": "its level",
    "nesting": "its place in the list",
    "form": "only its form",
    "ticked": "its box",
    "source": "only how it is written",
}
_OPS = {
    "insert": "added",
    "delete": "taken out",
    "replace": "changed",
    "move": "moved",
    "move_replace": "moved and changed",
    "split": "split",
    "join": "joined",
}


def render(
    old: Document,
    new: Document,
    *,
    style: Style = "words",
    width: int = 80,
    colour: bool = True,
) -> str:
    """All changes, unchanged stretches folded to one line; "" if nothing differs.

    `blocks` shows each wording whole, `words` what changed within it, `side_by_side` both wordings
    in two columns. Lines are at most `width` columns long (at least 40); `colour` uses ANSI codes.
    """
    rows = layout(old, new)
    if all(row.change is None for row in rows):
        return ""
    printer = _Printer(max(width, _LEAST_WIDTH), colour=colour)
    lines: list[str] = []
    quiet = 0
    for row in [*rows, None]:
        if row is not None and row.change is None:
            quiet += 1
            continue
        if quiet:
            lines.extend([printer.folded(quiet), ""])
            quiet = 0
        if row is not None and row.change is not None:
            lines.extend([*printer.head(row.change), *printer.body(row.change, style), ""])
    return "\n".join(lines)


class _Printer:
    def __init__(self, width: int, *, colour: bool) -> None:
        self.width = width
        self.colour = colour

    def folded(self, count: int) -> str:
        passages = "1 passage" if count == 1 else f"{count} passages"
        return self.paint("fold", f"… {passages} unchanged")

    def head(self, change: Change) -> Iterator[str]:
        kind = KINDS.get(change.kind, change.kind).removeprefix("a ").removeprefix("the ")
        note = f": {_NOTES[change.note]}" if change.note in _NOTES else ""
        section = f"“{shortened(change.section)}”: " if change.section else ""
        along = len(change.members) if change.moved and change.op.startswith("move") else 0
        beneath = f", with {along} more that stand beneath it" if along else ""
        head = f"{section}{kind} {_OPS[change.op]}{beneath}{note}"
        for line in flow([("head", head)], self.width):
            yield self.line(line)

    def body(self, change: Change, style: Style) -> Iterator[str]:
        if style == "side_by_side":
            yield from self.columns(change)
        elif style == "words":
            for line in flow(self.marked(change.words), self.width - 2):
                yield ("  " + self.line(line)).rstrip()
        else:
            for sign, name, text in (("- ", "out", change.before), ("+ ", "put", change.after)):
                for line in flow(self.shown(name, text), self.width - 2) if text else ():
                    yield self.paint(name, sign) + self.line(line)

    def columns(self, change: Change) -> Iterator[str]:
        size = (self.width - len(_GUTTER)) // 2
        words = calmed(change.words)
        left = flow(self.marked(piece for piece in words if piece[0] <= 0), size)
        right = flow(self.marked(piece for piece in words if piece[0] >= 0), size)
        for place in range(max(len(left), len(right))):
            one = left[place] if place < len(left) else []
            two = right[place] if place < len(right) else []
            padding = " " * (size - width_of(one))
            yield (self.line(one) + padding + _GUTTER + self.line(two)).rstrip()

    def marked(self, words: Iterable[tuple[int, str]]) -> Iterator[Styled]:
        for sign, text, count in folded(calmed(words)):
            if count:
                yield "fold", f"… {count} sentences unchanged … "
                continue
            name = {-1: "out", 0: "", 1: "put"}[sign]
            start, end = ("", "") if self.colour else _MARKS.get(name, ("", ""))
            yield from self.shown(name, text, start, end)

    def shown(
        self, name: str, text: str | None, start: str = "", end: str = ""
    ) -> Iterator[Styled]:
        pieces = list(badges(text or ""))
        for place, (hidden, piece) in enumerate(pieces):
            words = _MARKS["badge"][0] + piece + _MARKS["badge"][1] if hidden else piece
            first = start if place == 0 else ""
            last = end if place == len(pieces) - 1 else ""
            yield ("badge" if hidden else name, first + words + last)

    def line(self, pieces: Sequence[Styled]) -> str:
        return "".join(self.paint(name, text) for name, text in pieces)

    def paint(self, name: str, text: str) -> str:
        if not self.colour or not name:
            return text
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m"
