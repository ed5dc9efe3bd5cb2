"""Plain text: which lines belong together, which begin something of their own.

Programs that break lines do so where the next word would not have fitted; people break them where
something ends. Which of both it was is asked of the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.documents.assembling import GatheredText
from app.documents.model import Block, GridBlock, Manuscript, Stroke, TextBlock
from charter.numbers.labels import Label, in_sequence, labels_of
from charter.text import lines as ln
from charter.text.bullets import Nesting, bullet_of, dashes_count
from charter.text.clause_rows import clause_rows

_LEAST_WIDTH = 36
_MOST_WIDTH = 110
_MOSTLY = 0.6
_LONGEST_HEADING = 60
_LEAST_CAPITALS = 4
_ENDS = (".", ",", ";", ":", "!", "?")
_STOPS = (".", ":", "!", "?", ";")
_GAP = re.compile(r"\t+| {2,}")
_RULE = re.compile(r"[-=_*~]{3,}$")
_UNDERLINED = re.compile(
    r"^(?:[=-]{3,}[ \t]*\n)?(?P<words>[^\n=-][^\n]*)\n(?P<rule>={3,}|-{3,})[ \t]*$\n?", re.MULTILINE
)
_HYPHEN = re.compile(r"(\s*)[-*+]\s+(?=\S)")
#: What counts clauses within others.
_WITHIN = frozenset({"(#)", "#)"})
_DEEP_SORTS = frozenset({"section", "article", "chapter", "part", "title", "annex"})


#: The sort of part, the signs around the number, and whether that is written in digits.
_Form = tuple[str, str, bool]


class _Row(NamedTuple):
    """A line: its words, and how it begins: `start` of a block, a `bullet`, or neither."""

    text: str
    starts: bool
    bullet: int | None


def read_plain(text: str) -> GatheredText:
    """Read plain text."""
    groups = list(_groups(_UNDERLINED.sub(_as_heading, text)))
    width = _wrapped_width(groups)
    blocks: list[Block] = []
    joined = 0
    for group in groups:
        grid = _grid(group)
        if grid is not None:
            blocks.append(grid)
            continue
        for rows in _gathered(_rows(group), width):
            joined += len(rows) - 1
            block = _underlined(rows) or _block(rows)
            if block is not None:
                blocks.append(block)
    _with_headings(blocks)
    return GatheredText("text", Manuscript(blocks), joined=joined, with_marks=False)


def _as_heading(found: re.Match[str]) -> str:
    """A line with a rule of signs below it, in a group of its own, marked as a heading."""
    level = 1 if found["rule"][0] == "=" else 2
    return f"\n\ue002{level}{found['words'].strip()}\n\n"


def _underlined(rows: Sequence[_Row]) -> Block | None:
    text = rows[0].text
    if not text.startswith("\ue002"):
        return None
    return TextBlock("heading", [Stroke(text[2:])], level=int(text[1]))


def _groups(text: str) -> Iterator[list[str]]:
    """The lines between empty lines."""
    group: list[str] = []
    for row in [*text.replace("\f", "\n\n").split("\n"), ""]:
        if row.strip():
            group.append(row.rstrip())
        elif group:
            yield group
            group = []


def _rows(group: Sequence[str]) -> list[_Row]:
    """The lines of a group, and which of them begin something."""
    dashes = dashes_count(group)
    nesting = Nesting()
    bullets: dict[int, tuple[int, str]] = {}
    for place, row in enumerate(group):
        hyphen = _HYPHEN.match(row)
        found = bullet_of(row, with_dashes=dashes)
        if found is not None:
            bullets[place] = (nesting.enter(found) // 2, found.words)
        elif hyphen is not None and not _RULE.match(row.strip()):
            bullets[place] = (len(hyphen[1].expandtabs(4)) // 2, row[hyphen.end() :])
    stripped = [row.strip() for row in group]
    starts = {0, *clause_rows(stripped, bullets), *bullets}
    starts |= {place for place, row in enumerate(stripped) if _is_capitals(row)}
    return [
        _Row(
            bullets[place][1] if place in bullets else row,
            place in starts,
            bullets[place][0] if place in bullets else None,
        )
        for place, row in enumerate(stripped)
    ]


def _wrapped_width(groups: Sequence[Sequence[str]]) -> int:
    """The width at which a program broke the lines of a text; 0 if people did."""
    pairs = [
        (row, following.text)
        for group in groups
        if _grid(group) is None
        for row, following in zip(group, _rows(group)[1:], strict=False)
        if not following.starts and not _is_capitals(row.strip())
    ]
    width = max([len(row) for row, _ in pairs], default=0)
    if not _LEAST_WIDTH <= width <= _MOST_WIDTH:
        return 0
    full = sum(_is_full(row, following, width) for row, following in pairs)
    return width if full >= len(pairs) * _MOSTLY else 0


def _is_full(row: str, following: str, width: int) -> bool:
    return len(row) + 1 + len(following.split(maxsplit=1)[0]) > width


def _gathered(rows: Sequence[_Row], width: int) -> Iterator[list[_Row]]:
    """The lines that are one block each."""
    block: list[_Row] = []
    for row in rows:
        if block and (row.starts or not _goes_on(block[-1].text, row.text, width)):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _goes_on(before: str, row: str, width: int) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if _is_capitals(before) or _RULE.match(before) or _RULE.match(row):
        return False
    if width and _is_full(before, row, width):
        return True
    return row[:1].islower() and not before.endswith(_STOPS)


def _block(rows: Sequence[_Row]) -> Block | None:
    if len(rows) == 1 and _RULE.match(rows[0].text):
        return TextBlock("divider", [])
    words = rows[0].text
    for row in rows[1:]:
        # A word that was broken at the end of a line: "com-" and "mon", not "well-" and "Known".
        cut = words.endswith("-") and words[-2:-1].isalpha() and row.text[:1].islower()
        words = words[:-1] + row.text if cut else f"{words} {row.text}"
    if rows[0].bullet is not None:
        return TextBlock("list_item", [Stroke(words)], level=rows[0].bullet, is_bulleted=True)
    return TextBlock("paragraph", [Stroke(words)])


def _with_headings(blocks: Sequence[Block]) -> None:
    """Lines in capitals are headings, and short lines with numbers that have text beneath them."""
    labels = labels_of([block.text if isinstance(block, TextBlock) else "" for block in blocks])
    heading_forms = _heading_forms(labels)
    for place, block in enumerate(blocks):
        if not isinstance(block, TextBlock) or block.kind != "paragraph":
            continue
        label = labels[place]
        is_last = place + 1 == len(blocks)
        is_heading = label is not None and _form_of(label) in heading_forms
        if not is_last and (is_heading or _is_capitals(block.text)):
            block.kind = "heading"
            block.level = 1 if place == 0 and label is None else 2
        elif label is not None and ln.marker(block.text) is not None:
            block.kind = "list_item"
            block.label = label.mark
            block.strokes = [Stroke(label.words)]


def _heading_forms(labels: Sequence[Label | None]) -> set[_Form]:
    """The forms of numbers ("§ #", "#.") that headings have: all are short, with text beneath."""
    short: dict[_Form, list[bool]] = {}
    beneath: dict[_Form, list[bool]] = {}
    counted_beneath: set[_Form] = set()
    for place, label in enumerate(labels):
        if label is None:
            continue
        form = _form_of(label)
        following = labels[place + 1] if place + 1 < len(labels) else None
        is_sibling = following is not None and (
            in_sequence(label, following) or _form_of(following) == form
        )
        is_top = len(label.numbers) == 1 and label.form not in _WITHIN
        short.setdefault(form, []).append(is_top and _is_short(label.words))
        if following is not None and following.numbers[:-1] == label.numbers:
            counted_beneath.add(form)
        beneath.setdefault(form, []).append(place + 1 < len(labels) and not is_sibling)
    likely = {form for form, all_short in short.items() if len(all_short) > 1} | counted_beneath
    return {
        form
        for form, all_short in short.items()
        if all(all_short) and all(beneath[form]) and (form[0] in _DEEP_SORTS or form in likely)
    }


def _form_of(label: Label) -> _Form:
    return label.sort, label.form, label.numbers[-1].isdigit()


def _is_short(words: str) -> bool:
    words = words.strip()
    is_begun = words[:1].isupper() or not words[:1].isalpha()
    return bool(words) and is_begun and len(words) <= _LONGEST_HEADING and not words.endswith(_ENDS)


def _is_capitals(row: str) -> bool:
    return (
        row.isupper()
        and len(row) <= _LONGEST_HEADING + 20
        and sum(sign.isalpha() for sign in row) >= _LEAST_CAPITALS
        and not row.endswith(",")
    )


def _grid(group: Sequence[str]) -> GridBlock | None:
    """A table whose columns are kept apart by tabs, or by blanks that stand below one another."""
    if len(group) < 2:  # noqa: PLR2004 - a head and a row
        return None
    rows = [_GAP.split(row.strip()) for row in group]
    if len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):  # noqa: PLR2004
        return None
    if not any("\t" in row for row in group):
        starts = [[gap.end() for gap in _GAP.finditer(row.strip())] for row in group]
        if any(one != starts[0] for one in starts):
            return None
    if sum(label is not None for label in labels_of([f"{row[0]} x" for row in rows])) > 1 or any(
        bullet_of(row) for row in group
    ):
        return None
    return GridBlock([[[Stroke(cell)] for cell in row] for row in rows])
