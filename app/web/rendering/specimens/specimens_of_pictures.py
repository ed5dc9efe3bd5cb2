"""What fills the pictures and the editor on the style page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import addresses
from app.web.pages.writing.propose_context import EditorPart
from app.web.rendering.pictures import (
    Bar,
    Crowd,
    HistoryPicture,
    WayPicture,
    bars,
    crowd,
    history_picture,
)
from app.web.rendering.pictures import way as way_of
from app.web.rendering.redline import plain_passage
from charter.history.sections import Section, SectionCell
from charter.reading.sizes import Size

_WORDING = "We meet every second Tuesday, at seven in the evening."
_HINT = "Write it as plain text."
_EVERY_ANSWER = ("object", "concern", "need_time", "stand_aside", "consent")
#: One more has answered whose answer is not to be seen yet, and one has not.
_ANSWERED, _ROLL = 6, 7


@dataclass(frozen=True, slots=True)
class Pictures:
    """Every picture, and every shape that one can hold."""

    history: HistoryPicture
    sizes: tuple[Bar, ...]
    crowd: Crowd
    way: WayPicture
    kinds: tuple[str, ...] = (*_EVERY_ANSWER, "answered", "silent")


@dataclass(frozen=True, slots=True)
class Editor:
    """Passages being edited, one in each state, and what they need to know of the page."""

    parts: tuple[EditorPart, ...]
    action: str = addresses.style()
    slug: str = "style"
    number: int | None = None
    focus: str = ""
    next_new: str = "new-2"


def pictures(states: tuple[str, ...]) -> Pictures:
    """The pictures; `states` are those of the steps that the way is drawn above."""
    return Pictures(
        history_picture(_sections(), [date(2024, 5, 1), date(2025, 2, 3), date(2026, 5, 12)]),
        bars([Size(12, 3), Size(0, 40), Size(2, 0)]),
        crowd(_EVERY_ANSWER, _ANSWERED, _ROLL),
        way_of(states),
    )


def _sections() -> list[Section]:
    introduced = SectionCell("introduced", Size(60))
    return [
        Section("How we meet", 1, 3, {1: introduced, 2: SectionCell("changed", Size(12, 3))}),
        Section("What we keep", 1, 2, {1: introduced, 3: SectionCell("removed", Size(0, 60))}),
        Section("A later section with a long name", 2, 3, {2: introduced}),
    ]


def editor() -> Editor:
    """One passage in each state of the editor."""
    passage = plain_passage("a", "paragraph", _WORDING)
    return Editor(
        (
            EditorPart("still", "still", "How we meet", passage),
            EditorPart("open", "open", "How we meet", passage, words=_WORDING, hint=_HINT),
            EditorPart("clash", "open", "How we meet", passage, words=_WORDING, hint=_HINT,
                 clash="We meet every second Thursday."),
            EditorPart("gone", "gone", "How we meet", passage),
            EditorPart("new", "new", "A new passage", None, hint=_HINT),
        )
    )  # fmt: skip
