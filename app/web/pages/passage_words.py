"""Which revision each word of a passage came with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.storage.texts import Revision
from app.web.rendering.marks import Span, spans_of
from charter import blame
from charter.sizes import count_words


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a passage that came with one revision."""

    number: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A revision that some words of the passage came with, and how many."""

    number: int
    dated: date
    title: str
    words: int


@dataclass(frozen=True, slots=True)
class WordsView:
    """The words of a passage by the revision that they came with; `sources` newest first."""

    stretches: tuple[Stretch, ...]
    sources: tuple[Source, ...]


def words_of(newest_first: Sequence[Revision], block: str, last: int) -> WordsView:
    """The words of a passage as it reads in revision `last`."""
    revisions = [one for one in reversed(newest_first) if one.number <= last]
    by_number = {one.number: one for one in revisions}
    documents = [one.document for one in revisions]
    found = documents[-1].get(block)
    assert found is not None
    pieces = dict(blame(documents))[block]
    styled, at = spans_of(found.text, found.kind), 0
    stretches = []
    counted: Counter[int] = Counter()
    for number, text in pieces:
        spans = styled.between(at, at + len(text), show_targets=False)
        at += len(text)
        counted[number] += count_words("".join(span.text for span in spans))
        if any(span.text.strip() for span in spans):
            stretches.append(Stretch(number, spans))
    sources = tuple(
        Source(number, by_number[number].dated, by_number[number].title, counted[number])
        for number in sorted(counted, reverse=True)
        if counted[number]
    )
    return WordsView(tuple(stretches), sources)
