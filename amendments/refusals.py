"""Refusals: why something cannot be done, in words for the person who tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal


class Refusal(Exception):
    """A rule said no. `reason` is one or two plain sentences.

    A refusal is false, so a predicate that answers ``True`` or a refusal reads well in an ``if``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __bool__(self) -> bool:
        return False


class NotAllowed(Refusal):
    """This person may not do this, whatever the state is."""


class WrongState(Refusal):
    """It cannot be done now: the state or the text is not what it would have to be."""


class TakesBack(WrongState):
    """It would undo what others decided, and nobody has said that this is meant.

    `places` names the passages: the number of the revision that is taken back there, that of the
    proposal that it came from (None: it was there from the beginning), and the passage's id.
    """

    problem = "takes-back"

    def __init__(self, reason: str, places: Sequence[Mapping[str, int | str | None]]) -> None:
        super().__init__(reason)
        self.places = tuple(places)

    @property
    def details(self) -> dict[str, object]:
        """What a program is told besides."""
        return {"takes_back": [dict(one) for one in self.places]}


class BadInput(Refusal):
    """What was sent cannot be used. `field` names the part it is about, if there is one."""

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.field = field


class NotFound(Refusal):
    """There is no such thing here, or this person may not know that there is."""


class TooLarge(Refusal):
    """What was sent is larger than this place takes."""


Permission = Literal[True] | Refusal


def demand(*answers: Permission) -> None:
    """Raise the first answer that is a refusal."""
    for answer in answers:
        if answer is not True:
            raise answer
