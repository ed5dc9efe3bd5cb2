"""Lines that are broken anywhere: a soft break counts as a blank.

Texts are often wrapped at a fixed width. Who changes a word there moves the breaks of all lines
that follow; a reader wants to see the word. So passages are compared with every soft break as a
blank, and breaks that stand elsewhere are put back as small edits, so that no sign is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from charter.diff.refinement import merged

Words = tuple[tuple[int, str], ...]

# A break with the blanks around it and the marks of a quotation behind it. One that is meant (a
# backslash, an empty line) and one before a footnote or an underline stay what they are.
_SOFT = re.compile(
    r"(?<![\\\n \t])[ \t]*+\n[ \t]*+(?:>[ \t]?+)*+(?!\n|\[\^[^\]\s]+\]:|[-=]+[ \t]*+\Z|\Z)"
)
# Rows of tables, code, tags and front matter keep their lines.
_RIGID = re.compile(r"(?m)^[ \t]*(?:\||```|~~~|<|:?-+:?[ \t]*\|)|^(?: {4}|\t|---$)")
_BREAK = re.compile(r"[ \t]*\n?[ \t]*(?:>[ \t]?)*")


def flows(before: str, after: str) -> bool:
    """Are there soft breaks, and no lines that have to stay lines?"""
    if "\n" not in before and "\n" not in after:
        return False
    return not _RIGID.search(before) and not _RIGID.search(after)


def flowed(before: str, after: str, compared: Callable[[str, str], Words]) -> Words:
    """The words of two wordings, compared without regard to soft breaks; exact all the same."""
    old, new = _Source(before), _Source(after)
    made: list[tuple[int, str]] = []
    for sign, text in compared(_SOFT.sub(" ", before), _SOFT.sub(" ", after)):
        if sign:
            made.append((sign, "".join((old if sign < 0 else new).take(len(text)))))
            continue
        a, b = old.take(len(text)), new.take(len(text))
        if a == b:
            made.append((0, "".join(a)))
            continue
        for one, two in zip(a, b, strict=True):
            made += [(0, one)] if one == two else [(-1, one), (1, two)]
    return merged(made)


def calmed(pieces: Iterable[tuple[int, str]]) -> Words:
    """The pieces for the eye: where only a line is broken in another way, nothing is marked.

    A change of nothing but breaks and blanks stays marked: else there would be nothing to see.
    """
    found = tuple(pieces)
    if not any(sign and not _BREAK.fullmatch(text) for sign, text in found):
        return found
    made: list[tuple[int, str]] = []
    for sign, text in found:
        if sign > 0 and made and made[-1][0] < 0 and _only_breaks(made[-1][1], text):
            made[-1] = (0, text)
        else:
            made.append((sign, text))
    return merged(made)


def _only_breaks(out: str, put: str) -> bool:
    both = _BREAK.fullmatch(out) and _BREAK.fullmatch(put)
    return both is not None and bool(out and put) and "\n" in out + put


class _Source:
    """A wording as it is written, given out sign by sign of the flat one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.breaks = {match.start(): match.end() for match in _SOFT.finditer(text)}

    def take(self, count: int) -> list[str]:
        """What so many signs of the flat wording are, as they are written."""
        found: list[str] = []
        for _ in range(count):
            end = self.breaks.get(self.place, self.place + 1)
            found.append(self.text[self.place : end])
            self.place = end
        return found
