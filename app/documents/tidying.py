"""What people mean by how they wrote: headings that only look like some, bullets that are typed.

The same for every format. Words are not changed; where lines within a paragraph begin with numbers
that follow one another, each becomes a paragraph of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.documents.model import Block, Manuscript, Stroke, TextBlock, merged
from charter.numbers.labels import label_of
from charter.text.bullets import bullet_of
from charter.text.clause_rows import clause_rows

_DEEPEST_HEADING = 6
_LONGEST_HEADING = 80
#: A clause that has the style of a heading for its number alone is a sentence.
_LONGEST_STYLED = 200
_SENTENCE = 60
_LEAST_CAPITALS = 4
_ENDS = (".", ";", ",")
_BLANKS = re.compile(r"[ \t]+|[ \t\u00a0]{2,}")
_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t\n]*")
_HYPHEN = re.compile(r"[-*\u2013\u2014][ \t]+(?=\S)")


def tidied(made: Manuscript) -> tuple[Manuscript, int]:
    """The same text with its blocks as they are meant, and how many lines became blocks."""
    blocks = [block for block in made.blocks if not isinstance(block, TextBlock)
              or block.kind in {"divider", "code"} or _cleaned(block)]  # fmt: skip
    divided: list[Block] = []
    split = 0
    for block in blocks:
        parts = _divided(block) if isinstance(block, TextBlock) else [block]
        split += len(parts) - 1
        divided += parts
    while divided and isinstance(divided[-1], TextBlock) and divided[-1].kind == "divider":
        # A line across the page parts nothing from nothing.
        divided.pop()
    _with_bullets(divided)
    _levelled(divided)
    _with_headings(divided)
    _nested(divided)
    for block in divided:
        if isinstance(block, TextBlock) and block.kind == "heading":
            block.strokes = _plain_heading(block.strokes)
    notes = {key: _trimmed(merged(strokes)) for key, strokes in made.notes.items()}
    return Manuscript(divided, notes, made.note_label), split


def _cleaned(block: TextBlock) -> bool:
    """Blanks that only move words about are one blank; False if nothing is left."""
    block.strokes = _trimmed(block.strokes)
    if block.kind == "heading":
        block.strokes = [replace(one, text=one.text.replace("\n", " ")) for one in block.strokes]
    return not block.is_empty


def _trimmed(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Without blanks at both ends, and with single blanks between; code keeps its own."""
    found: list[Stroke] = []
    after_blank = True
    for stroke in merged(strokes):
        text = stroke.text
        if not stroke.code:
            text = _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", text.replace("\u2028", "\n")))
            if after_blank:
                text = text.lstrip(" \n")
        if text:
            after_blank = text[-1] in " \n"
        elif stroke.note:
            after_blank = False
        found.append(replace(stroke, text=text))
    for place in range(len(found) - 1, -1, -1):
        if found[place].note:
            break
        bare = found[place].text.rstrip(" \t\n")
        found[place] = replace(found[place], text=bare)
        if bare:
            break
    return merged(_without_blank_before_break(found))


def _without_blank_before_break(strokes: list[Stroke]) -> list[Stroke]:
    for place in range(1, len(strokes)):
        if strokes[place].text.startswith("\n"):
            before = strokes[place - 1]
            strokes[place - 1] = replace(before, text=before.text.rstrip(" "))
    return strokes


def _divided(block: TextBlock) -> list[Block]:
    """A block with lines that begin with numbers or bullets of their own, line by line."""
    text = block.text
    if "\n" not in text or block.kind in {"heading", "code"}:
        return [block]
    rows = text.split("\n")
    bullets = [place for place, row in enumerate(rows) if bullet_of(row)]
    starts = sorted({*clause_rows(rows, bullets), *bullets} - {0})
    if not starts:
        return [block]
    parts: list[Block] = []
    for begin, end in zip([0, *starts], [*starts, len(rows)], strict=True):
        first = sum(len(row) + 1 for row in rows[:begin])
        last = sum(len(row) + 1 for row in rows[:end]) - 1
        kind = block.kind if not begin or block.kind == "quote" else "paragraph"
        parts.append(
            replace(
                block,
                kind=kind,
                strokes=_trimmed(_sliced(block.strokes, first, last)),
                label=block.label if not begin else "",
                is_bulleted=block.is_bulleted and not begin,
            )
        )
    return parts


def _sliced(strokes: Sequence[Stroke], first: int, last: int) -> list[Stroke]:
    """The strokes from a place to another in their text."""
    found = []
    at = 0
    for stroke in strokes:
        begin, end = max(first - at, 0), min(last - at, len(stroke.text))
        is_inside = first <= at <= last if not stroke.text else begin < end
        if is_inside:
            found.append(replace(stroke, text=stroke.text[begin:end]))
        at += len(stroke.text)
    return found


def _with_bullets(blocks: Sequence[Block]) -> None:
    """Bullets that are typed are points of a list; dashes are where several follow one another."""
    for place, block in enumerate(blocks):
        if not isinstance(block, TextBlock) or block.kind != "paragraph" or block.label:
            continue
        text = block.text
        if "\n" in text:
            continue
        bullet = bullet_of(text)
        cut = len(text) - len(bullet.words) if bullet else 0
        hyphen = None if bullet else _HYPHEN.match(text)
        if hyphen and (text[0] == "-" or _has_dash_beside(blocks, place)):
            cut = hyphen.end()
        if cut:
            block.kind, block.is_bulleted = "list_item", True
            block.strokes = _sliced(block.strokes, cut, len(text))


def _has_dash_beside(blocks: Sequence[Block], place: int) -> bool:
    before = blocks[place - 1] if place else None
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    return (isinstance(before, TextBlock) and before.is_bulleted) or (
        isinstance(after, TextBlock)
        and after.kind == "paragraph"
        and _HYPHEN.match(after.text) is not None
    )


def _levelled(blocks: Sequence[Block]) -> None:
    """Headings stand below the title; what has the style of one but is a sentence is none."""
    texts = [block for block in blocks if isinstance(block, TextBlock)]
    below = int(any(block.is_title for block in texts))
    for block in texts:
        if block.kind != "heading":
            continue
        words = block.text.strip()
        is_sentence = block.label and words.endswith(".") and len(words) > _SENTENCE
        if not block.is_title and (is_sentence or len(words) > _LONGEST_STYLED):
            block.kind = "paragraph"
            continue
        level = block.level if block.is_title else block.level + below
        block.level = min(max(level, 1), _DEEPEST_HEADING)


def _with_headings(blocks: Sequence[Block]) -> None:
    """Where no style says what is a heading, short lines in bold type or capitals are."""
    texts = [block for block in blocks if isinstance(block, TextBlock)]
    if any(block.kind == "heading" and not block.is_title for block in texts):
        return
    has_title = any(block.is_title for block in texts)
    for place, block in enumerate(blocks):
        if not isinstance(block, TextBlock) or block.kind != "paragraph":
            continue
        if place + 1 == len(blocks) or not _looks_like_heading(block):
            continue
        block.kind = "heading"
        is_first = place == 0 and not has_title and not block.label
        block.level = 1 if is_first and label_of(block.text) is None else 2


def _looks_like_heading(block: TextBlock) -> bool:
    text = block.text.strip()
    if len(text) > _LONGEST_HEADING or "\n" in text or text.endswith(_ENDS):
        return False
    if text.isupper() and sum(sign.isalpha() for sign in text) >= _LEAST_CAPITALS:
        return True
    if not any(sign.isalpha() for sign in text):
        return False
    return block.is_bold or all(stroke.bold for stroke in block.strokes if stroke.text.strip())


def _nested(blocks: Sequence[Block]) -> None:
    """How far in points of lists stand, counted from the outermost of those that stand together."""
    open_levels: list[int] = []
    for block in blocks:
        if not isinstance(block, TextBlock) or not block.is_bulleted:
            open_levels = []
            continue
        while open_levels and open_levels[-1] >= block.level:
            open_levels.pop()
        open_levels.append(block.level)
        block.level = len(open_levels) - 1


def _plain_heading(strokes: list[Stroke]) -> list[Stroke]:
    """A heading is bold by itself; what leans in it does where not all of it does."""
    all_lean = all(stroke.italic for stroke in strokes if stroke.text.strip())
    return merged([replace(one, bold=False, italic=one.italic and not all_lean) for one in strokes])
