"""Which words a comment is about, where the same ones stand in its passage more than once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amendments.refusals import BadInput
from charter.language import gettext as _

#: So many signs before and behind some words tell them from the same words elsewhere.
_AROUND = 32


@dataclass(frozen=True, slots=True)
class MeantWords:
    """Which of several equal words: by their number from 1, or by what stands around them."""

    occurrence: int | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One of several places where the same words stand: its number, and what stands around it."""

    occurrence: int
    prefix: str
    quote: str
    suffix: str


class MeantWhich(BadInput):
    """Quoted words stand in their passage more than once, and it was not said which are meant."""

    problem = "which-words"

    def __init__(self, found: Sequence[Occurrence]) -> None:
        msg = _("These words stand in that passage more than once. Choose which of them you mean.")
        super().__init__(msg, field="occurrence")
        self.found = tuple(found)

    @property
    def details(self) -> dict[str, object]:
        """What a program is told besides."""
        return {
            "occurrences": [
                {"occurrence": one.occurrence, "prefix": one.prefix, "suffix": one.suffix}
                for one in self.found
            ]
        }


def occurrences(text: str, places: Sequence[tuple[int, int]]) -> tuple[Occurrence, ...]:
    """The places in a text where the same words stand, with what stands around each.

    `places` are where they begin and end, in order.
    """
    return tuple(
        Occurrence(
            number,
            text[max(start - _AROUND, 0) : start],
            text[start:end],
            text[end : end + _AROUND],
        )
        for number, (start, end) in enumerate(places, start=1)
    )


def choose(meant: MeantWords, text: str, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The place that is meant, of several in a text where the same words stand.

    Raises:
        MeantWhich: it is not said which, or what is said fits more of them than one.
        BadInput: they do not stand there so often.
    """
    if meant.occurrence is not None:
        if not 1 <= meant.occurrence <= len(places):
            msg = _("These words stand in that passage {n} times only.").format(n=len(places))
            raise BadInput(msg, field="occurrence")
        return places[meant.occurrence - 1]
    fitting = [
        (start, end)
        for start, end in places
        if text[:start].endswith(meant.prefix) and text[end:].startswith(meant.suffix)
    ]
    if len(fitting) != 1 or not (meant.prefix or meant.suffix):
        raise MeantWhich(occurrences(text, places))
    return fitting[0]
