"""Words that someone picked out of a passage, as they stand in its text."""

from __future__ import annotations

#: What Markdown writes and a page does not show.
_MARKS = frozenset("*_`\\[]")
_BOLD = "**"


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Every place where a text reads like these words: where it begins and ends.

    Words that are copied with their marks are meant as they are written.
    """
    if not _MARKS.isdisjoint(words) and text.count(words) == 1:
        start = text.find(words)
        return [(start, start + len(words))]
    wanted, _ = _bare(words.strip())
    if not wanted.strip():
        return []
    shown, places = _bare(text)
    found: list[tuple[int, int]] = []
    start = shown.find(wanted)
    while start >= 0:
        found.append(_whole(text, places[start], places[start + len(wanted) - 1] + 1))
        start = shown.find(wanted, start + 1)
    return found


def nth_place(words: str, text: str, occurrence: int | None) -> int | None:
    """Where the words begin that someone meant; None if they stand there once, or not so often."""
    start = -1
    for _ in range(occurrence or 0):
        start = text.find(words, start + 1)
        if start < 0:
            return None
    return None if start < 0 else start


def stands_as(words: str, text: str) -> str | None:
    """The stretch of a text that reads like these words; None if there is none.

    Who copies words from a page leaves out the marks of Markdown, and where its lines end.
    """
    if words in text:
        return words
    wanted, _ = _bare(words.strip())
    shown, places = _bare(text)
    start = shown.find(wanted)
    if start < 0 or not wanted.strip():
        return None
    first, end = _whole(text, places[start], places[start + len(wanted) - 1] + 1)
    return text[first:end]


def cuts_bold(words: str) -> bool:
    """Whether words begin or end in the middle of what is bold."""
    return words.count(_BOLD) % 2 == 1


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a stretch begins and ends, with the mark beside it if it takes that to be whole."""
    if cuts_bold(text[start:end]):
        if text[:start].endswith(_BOLD):
            start -= len(_BOLD)
        elif text[end:].startswith(_BOLD):
            end += len(_BOLD)
    return start, end


def _bare(text: str) -> tuple[str, list[int]]:
    """A text as it is shown, and where each of its characters stood."""
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        if sign in _MARKS or (sign.isspace() and signs[-1:] == [" "]):
            continue
        signs.append(" " if sign.isspace() else sign)
        places.append(at)
    return "".join(signs), places
