"""The history of a charter as its page shows it: what changed where, and how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.storage.texts import Revision
from app.web.rendering.pictures import Bar, HistoryPicture, bars, history_picture
from app.web.rendering.sections import Section, section_history, step
from app.web.rendering.sizes import Size, size_of
from charter.language import gettext as _

#: As many revisions as a picture can hold; older ones are in the list below it.
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the table: what a revision did to one section."""

    number: int
    dated: date
    section: str
    what: str


@dataclass(frozen=True, slots=True)
class OverTime:
    """The picture of the sections over time, and the same as a table, newest first."""

    picture: HistoryPicture
    table: tuple[Happening, ...]
    is_whole: bool


def over_time(newest_first: Sequence[Revision]) -> OverTime | None:
    """What changed where; None while there is nothing to compare."""
    shown = list(newest_first[:MOST_COLUMNS])[::-1]
    if len(newest_first) < 2:  # noqa: PLR2004
        return None
    first = shown[0].number
    sections = section_history([one.document for one in shown], first)
    picture = history_picture(sections, [one.dated for one in shown], first)
    table = tuple(
        line
        for revision in reversed(shown)
        for section in sections
        if (line := _happening(revision, section)) is not None
    )
    return OverTime(picture, table, len(shown) == len(newest_first))


def _happening(revision: Revision, section: Section) -> Happening | None:
    cell = section.cells.get(revision.number)
    if cell is None:
        return None
    what = {
        "introduced": _("came in"),
        "removed": _("was taken out"),
        "changed": _("changed: {size}").format(size=cell.size.in_words),
    }[cell.event]
    return Happening(revision.number, revision.dated, section.name, what)


def size_bars(newest_first: Sequence[Revision]) -> dict[int, Bar]:
    """How much each revision changed the one before, by its number."""
    pairs = list(pairwise(newest_first))
    sizes: list[Size] = [size_of(step(old.document, new.document)) for new, old in pairs]
    return {new.number: bar for (new, _old), bar in zip(pairs, bars(sizes), strict=True)}
