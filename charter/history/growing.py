"""A history made from whole texts, one by one, as if each had been published in its turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from charter.change.apply import apply, found
from charter.matching.align import change
from charter.text.document import Document
from charter.text.operations import ChangeSet


def grow(documents: Sequence[Document], text: str) -> tuple[Document, ChangeSet]:
    """The next revision: `documents` are revisions 1, 2, … so far, `text` the whole new text.

    A text that differs in nothing gives the last document again and no operations. Raises
    TextRefused for a text that cannot be kept.
    """
    if not documents:
        return found(text)
    head = documents[-1]
    change_set = change(head, text)
    if not change_set.operations:
        return head, change_set
    number = len(documents)
    return apply(head, change_set, base=head, base_number=number, number=number + 1), change_set


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One revision of a history: its number, its date as given, its text and what made it."""

    number: int
    dated: str
    document: Document
    change_set: ChangeSet


@dataclass(frozen=True, slots=True)
class History:
    """Revisions with their dates, oldest first."""

    steps: tuple[HistoryStep, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str]]) -> History:
        """The history of (date, text) pairs; a text that changes nothing makes no revision."""
        steps: list[HistoryStep] = []
        for dated, text in texts:
            document, change_set = grow([step.document for step in steps], text)
            if change_set.operations or not steps:
                steps.append(HistoryStep(len(steps) + 1, dated, document, change_set))
        return cls(tuple(steps))

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents of all revisions, in order."""
        return tuple([step.document for step in self.steps])
