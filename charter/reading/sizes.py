"""How large a change is: its words, counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from charter.language import gettext as _
from charter.language import ngettext
from charter.reading.change_list import Change

_WORD = re.compile(r"\w[\w'\u2019-]*")


@dataclass(frozen=True, slots=True)
class Size:
    """How many words a change adds and takes out; a word that only moves is neither."""

    added: int = 0
    removed: int = 0

    @property
    def in_words(self) -> str:
        """The size as half a sentence: `12 words added, 3 removed`."""
        if not self.added and not self.removed:
            return _("no word added or removed")
        if not self.removed:
            return ngettext("{n} word added", "{n} words added", self.added).format(n=self.added)
        if not self.added:
            return ngettext("{n} word removed", "{n} words removed", self.removed).format(
                n=self.removed
            )
        added = ngettext("{n} word added", "{n} words added", self.added).format(n=self.added)
        return _("{added}, {n} removed").format(added=added, n=self.removed)


def size_of(changes: Iterable[Change]) -> Size:
    """The size of some changes together."""
    added = removed = 0
    for change in changes:
        for sign, text in change.words:
            added += count_words(text) if sign > 0 else 0
            removed += count_words(text) if sign < 0 else 0
    return Size(added, removed)


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))
