"""Which revision each word of a passage came with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from app.services import entry
from app.services.entry import CharterAccess
from app.storage.engine.session import Reader
from app.storage.texts import revisions
from app.web.rendering.marks import MarkSpan, spans_of
from charter import Block, blame
from charter.reading.sizes import count_words


@dataclass(frozen=True, slots=True)
class SourceStretch:
    """Words of a passage that came with one revision."""

    number: int
    spans: tuple[MarkSpan, ...]


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

    stretches: tuple[SourceStretch, ...]
    sources: tuple[Source, ...]


def words_of(reader: Reader, access: CharterAccess, block: Block, last: int) -> WordsView:
    """The words of a passage as it reads in revision `last`, from all revisions up to it."""
    charter = access.charter.id
    pieces = dict(blame(one.document for one in revisions.oldest_first(reader, charter, last)))[
        block.id
    ]
    found = revisions.facts_of(reader, charter, {number for number, _text in pieces})
    by_number = {one.number: one for one in entry.all_told(reader, access, found)}
    styled, at = spans_of(block.text, block.kind), 0
    stretches = []
    counted: Counter[int] = Counter()
    for number, text in pieces:
        spans = styled.between(at, at + len(text), show_targets=False)
        at += len(text)
        counted[number] += count_words("".join(span.text for span in spans))
        if any(span.text.strip() for span in spans):
            stretches.append(SourceStretch(number, spans))
    sources = tuple(
        Source(number, by_number[number].dated, by_number[number].title, counted[number])
        for number in sorted(counted, reverse=True)
        if counted[number]
    )
    return WordsView(tuple(stretches), sources)
