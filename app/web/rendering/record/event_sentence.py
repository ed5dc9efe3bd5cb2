"""An event of the record, to be told in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class EventSentence:
    """An event as its line tells it. `who` is empty for the server itself and for answers.

    `rules_before` are the rules that held before it, where it is about rules.
    """

    kind: str
    who: str
    data: Mapping[str, Any]
    names: Mapping[str, str]
    rules_before: Mapping[str, object] | None = None

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - JSON of any shape
        return self.data.get(name)

    @property
    def actor(self) -> str:
        """Who did it, to begin a sentence with."""
        return begin(self.who or _("The server"))

    @property
    def proposal(self) -> str:
        """The proposal that it is about."""
        return _("proposal {amendment}").format(amendment=self["amendment"])

    @property
    def decision(self) -> str:
        """The decision that it is about."""
        return _("decision {round} on proposal {amendment}").format(
            round=self["round"], amendment=self["amendment"]
        )


def begin(sentence: str) -> str:
    """The same with a capital letter, to stand first."""
    return sentence[:1].upper() + sentence[1:]
