"""The people of a decision as a picture, and the same in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from amendments.deciding.stances import StanceKind
from app.web.rendering.pictures import ORDER, Crowd, crowd
from charter.language import ngettext


@dataclass(frozen=True, slots=True)
class CrowdView:
    """Everyone on a roll as shapes. `legend` tells what each kind of shape means, and how many."""

    picture: Crowd
    legend: tuple[tuple[str, str], ...]

    @property
    def says(self) -> str:
        """The picture in words."""
        return "; ".join(words for _kind, words in self.legend)


def crowd_view(answers: Sequence[StanceKind], answered: int, roll_size: int) -> CrowdView:
    """The roll. `answers` are those that this person may see."""
    counted = Counter({kind.value: n for kind, n in Counter(answers).items()})
    counted["answered"] = answered - len(answers)
    counted["silent"] = roll_size - answered
    told = tuple((kind, _counted(kind, counted[kind])) for kind in ORDER if counted[kind])
    return CrowdView(crowd([kind.value for kind in answers], answered, roll_size), told)


def _counted(kind: str, n: int) -> str:
    words = {
        "consent": ngettext("{n} consents", "{n} consent", n),
        "concern": ngettext("{n} consents, with a concern", "{n} consent, each with a concern", n),
        "stand_aside": ngettext("{n} stands aside", "{n} stand aside", n),
        "need_time": ngettext("{n} needs more time", "{n} need more time", n),
        "object": ngettext("{n} objects", "{n} object", n),
        "answered": ngettext("{n} has answered", "{n} have answered", n),
        "silent": ngettext("{n} has not answered", "{n} have not answered", n),
    }
    return words[kind].format(n=n)
