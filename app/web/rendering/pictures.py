"""Pictures for people who would rather look than read: small drawings with words beside them.

Everything here is a pure function from values to numbers; `fragments/_pictures.html` draws them. No
picture tells by its colours alone, and none tells what is not also there in words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from charter.history.sections import Section
from charter.reading.sizes import Size

# --- sections over time

_NAMES = 190
_ROW = 26
_HEAD = 28
_WIDEST, _NARROWEST, _SPACE = 56, 14, 720
_LONGEST_NAME = 25
_NUMBER_NEEDS = 24


@dataclass(frozen=True, slots=True)
class PictureMark:
    """What a revision did to a section, drawn as a shape of its own; `radius` grows with it."""

    x: float
    event: str
    radius: float


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A section: its line from where it came to where it went, and the marks on it."""

    name: str
    y: int
    begins: float
    ends: float
    marks: tuple[PictureMark, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A revision. `shows_number` is false where numbers would stand too close."""

    number: int
    dated: date
    x: float
    shows_number: bool


@dataclass(frozen=True, slots=True)
class HistoryPicture:
    """One row for each section, one column for each revision."""

    width: int
    height: int
    step: float
    columns: tuple[Column, ...]
    rows: tuple[PictureRow, ...]


def history_picture(
    sections: Sequence[Section], dates: Sequence[date], first: int = 1
) -> HistoryPicture:
    """The sections of some revisions, the oldest of which is number `first`, that are dated so."""
    step = max(_NARROWEST, min(_WIDEST, _SPACE / len(dates)))
    last = first + len(dates) - 1

    def at(number: int) -> float:
        return round(_NAMES + (number - first + 0.5) * step, 1)

    every = math.ceil(_NUMBER_NEEDS / step)
    columns = tuple(
        Column(n, dated, at(n), (last - n) % every == 0) for n, dated in enumerate(dates, first)
    )
    rows = tuple(_row(place, one, last, at) for place, one in enumerate(sections))
    width = math.ceil(_NAMES + len(dates) * step)
    return HistoryPicture(width, _HEAD + _ROW * len(rows) + 6, step, columns, rows)


def _row(place: int, section: Section, head: int, at: Callable[[int], float]) -> PictureRow:
    name = section.name
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME - 1].rstrip() + "…"
    ends = section.last if section.last == head else section.last + 1
    marks = tuple(
        PictureMark(at(number), cell.event, _radius(cell.size))
        for number, cell in section.cells.items()
    )
    return PictureRow(name, _HEAD + _ROW * place + _ROW // 2, at(section.first), at(ends), marks)


def _radius(size: Size) -> float:
    """From 3 for a word to 7 for hundreds: the area tells, not the width."""
    return round(min(7.0, 3 + math.log10(1 + size.added + size.removed) * 1.6), 1)


# --- the size of a change

_BAR = 120


@dataclass(frozen=True, slots=True)
class Bar:
    """How much a change adds and takes out, beside others."""

    width: int
    added: int
    removed: int
    words: str


def bars(sizes: Sequence[Size]) -> tuple[Bar, ...]:
    """Bars on one scale: the largest change fills its own."""
    most = max((one.added + one.removed for one in sizes), default=0)
    return tuple(
        Bar(_BAR, _length(one.added, most), _length(one.removed, most), one.in_words)
        for one in sizes
    )


def _length(words: int, most: int) -> int:
    return max(2, round(_BAR * words / most)) if words else 0


# --- where a proposal stands

_STOP = 100
_MIDDLE = 16


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a way, drawn by how far it is: `done`, `current` or `ahead`."""

    state: str
    x: int


@dataclass(frozen=True, slots=True)
class WayPicture:
    """The steps of a proposal on one line, done up to `reached`."""

    width: int
    height: int
    stops: tuple[Stop, ...]
    reached: int


def way(states: Sequence[str]) -> WayPicture:
    """A way of so many steps, drawn above their names."""
    stops = tuple(Stop(one, _STOP * place + _STOP // 2) for place, one in enumerate(states))
    reached = max((one.x for one in stops if one.state != "ahead"), default=_STOP // 2)
    return WayPicture(_STOP * len(stops), _MIDDLE * 2, stops, reached)


# --- the people of a round

_MARK = 24
_IN_A_ROW = 12
#: The order in which people are drawn: who objects first, who is silent last.
ORDER = ("object", "concern", "need_time", "stand_aside", "consent", "answered", "silent")


@dataclass(frozen=True, slots=True)
class PersonShape:
    """One person, drawn by what they answered."""

    kind: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everyone on a roll, one shape for each."""

    width: int
    height: int
    people: tuple[PersonShape, ...]


def crowd(answers: Sequence[str], answered: int, roll_size: int) -> Crowd:
    """The roll: `answers` are the kinds that may be seen, `answered` is how many there are."""
    hidden = ["answered"] * (answered - len(answers))
    kinds = [*answers, *hidden, *["silent"] * (roll_size - answered)]
    people = tuple(
        PersonShape(
            kind,
            _MARK * (place % _IN_A_ROW) + _MARK // 2,
            _MARK * (place // _IN_A_ROW) + _MARK // 2,
        )
        for place, kind in enumerate(sorted(kinds, key=ORDER.index))
    )
    columns = min(_IN_A_ROW, max(1, len(kinds)))
    return Crowd(_MARK * columns, _MARK * math.ceil(len(kinds) / _IN_A_ROW), people)
