"""Words that someone picked out of a passage, as they stand in its text."""

from __future__ import annotations

#: What Markdown writes and a page does not show.
_MARKS = frozenset("*_`\\[]")
_BOLD = "**"


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
    return _whole(text, places[start], places[start + len(wanted) - 1] + 1)


def cuts_bold(words: str) -> bool:
    """Whether words begin or end in the middle of what is bold."""
    return words.count(_BOLD) % 2 == 1


def _whole(text: str, start: int, end: int) -> str:
    """A stretch, with the mark beside it if it takes that to be whole."""
    if cuts_bold(text[start:end]):
        if text[:start].endswith(_BOLD):
            start -= len(_BOLD)
        elif text[end:].startswith(_BOLD):
            end += len(_BOLD)
    return text[start:end]


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
