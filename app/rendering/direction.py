"""In which direction words read."""

from __future__ import annotations

from unicodedata import bidirectional

_FROM_THE_RIGHT = {"R", "AL"}
_STRONG = _FROM_THE_RIGHT | {"L"}


def reads_from_the_right(words: str) -> bool:
    """Whether the first letter that has a direction reads from right to left."""
    first = next((one for sign in words if (one := bidirectional(sign)) in _STRONG), "L")
    return first in _FROM_THE_RIGHT
