"""Fields of a Word document: what they show is read, what they instruct is not done.

A field begins, says its instruction, and shows a result; fields stand within one another and go on
over paragraphs (ECMA-376, part 1, 17.16).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINK = re.compile(r'HYPERLINK\s+(?:\\\w\s+)*"([^"]*)"', re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)


@dataclass(slots=True)
class OpenField:
    """A field that has begun; `shows` once its result is reached."""

    instruction: str = ""
    shows: bool = False


class FieldStack:
    """The fields that are open at a place of the text."""

    def __init__(self) -> None:
        """None is open."""
        self._open: list[OpenField] = []

    def mark(self, kind: str) -> None:
        """`begin`, `separate` or `end`."""
        if kind == "begin":
            self._open.append(OpenField())
        elif self._open and kind == "separate":
            self._open[-1].shows = True
        elif self._open and kind == "end":
            self._open.pop()

    def instruct(self, words: str) -> None:
        """The instruction goes on."""
        if self._open and not self._open[-1].shows:
            self._open[-1].instruction += words

    @property
    def shows(self) -> bool:
        """Whether words here are shown, and are no list of contents."""
        return all(one.shows for one in self._open) and not self.in_contents

    @property
    def in_contents(self) -> bool:
        """Whether this is a table of contents, or an index."""
        return any(_CONTENTS.match(one.instruction) for one in self._open)

    @property
    def link(self) -> str:
        """Where a link that is a field leads."""
        for one in reversed(self._open):
            found = link_of(one.instruction)
            if found:
                return found
        return ""


def link_of(instruction: str) -> str:
    """Where the instruction of a link leads; "" if it is none."""
    found = _LINK.search(instruction)
    return found[1] if found else ""


def is_contents(instruction: str) -> bool:
    """Whether a field is a table of contents, or an index."""
    return _CONTENTS.match(instruction) is not None
