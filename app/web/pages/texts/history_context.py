"""The history of a charter as its page shows it: what changed where, and how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.storage.texts.revision_sizes import RevisionSize
from app.storage.texts.revisions import RevisionFacts
from app.web.rendering.pictures import Bar, HistoryPicture, bars, history_picture
from charter.history.sections import Section, section_history
from charter.language import gettext as _
from charter.language import ngettext

#: As many revisions as a page shows, and as a picture can hold.
ON_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """A line of the table: what a revision did to one section."""

    number: int
    dated: date
    section: str
    what: str


@dataclass(frozen=True, slots=True)
class OverTime:
    """The picture of the sections over time, and the same as a table, newest first."""

    picture: HistoryPicture
    table: tuple[HistoryEvent, ...]


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """Which part of the history a page shows: its numbers, and where the others are.

    `earlier` and `later` are the numbers before which the next parts begin, None at the ends.
    """

    first: int
    last: int
    earlier: int | None
    later: int | None

    @classmethod
    def of(cls, newest_first: Sequence[RevisionFacts], head: int) -> HistoryPart:
        """The part that some revisions are."""
        last, first = newest_first[0].number, newest_first[-1].number
        later = min(last + ON_A_PAGE, head) + 1 if last < head else None
        return cls(first, last, first if first > 1 else None, later)

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole history."""
        return self.earlier is None and self.later is None


def over_time(
    newest_first: Sequence[RevisionFacts], sizes: Sequence[RevisionSize]
) -> OverTime | None:
    """What changed where in some revisions; None while there is nothing to compare.

    `sizes` are theirs, oldest first.
    """
    if len(newest_first) < 2:  # noqa: PLR2004
        return None
    oldest_first = newest_first[::-1]
    first = oldest_first[0].number
    sections = section_history([one.sections for one in sizes], first)
    picture = history_picture(sections, [one.dated for one in oldest_first], first)
    table = tuple(
        line
        for revision in newest_first
        for section in sections
        if (line := _happening(revision, section)) is not None
    )
    return OverTime(picture, table)


def _happening(revision: RevisionFacts, section: Section) -> HistoryEvent | None:
    cell = section.cells.get(revision.number)
    if cell is None:
        return None
    what = {
        "introduced": _("came in"),
        "removed": _("was taken out"),
        "changed": _("changed: {size}").format(size=cell.size.in_words),
    }[cell.event]
    return HistoryEvent(revision.number, revision.dated, section.name, what)


def size_bars(sizes: Sequence[RevisionSize]) -> dict[int, Bar]:
    """How much each revision changed the one before, by its number."""
    later = [one for one in sizes if one.number > 1]
    drawn = bars([one.words for one in later])
    return {one.number: bar for one, bar in zip(later, drawn, strict=True)}


def size_in_words(size: RevisionSize) -> str:
    """How much a revision changed, in passages; of the first, how many it has."""
    if size.number == 1:
        n = size.passages
        return ngettext("{n} passage", "{n} passages", n).format(n=n)
    counts = (
        (size.changed, _("{n} changed")),
        (size.added, _("{n} added")),
        (size.taken_out, _("{n} taken out")),
        (size.moved, _("{n} moved")),
    )
    told = ", ".join(word.format(n=n) for n, word in counts if n)
    return _("Passages: {told}").format(told=told) if told else _("No passage changed")
