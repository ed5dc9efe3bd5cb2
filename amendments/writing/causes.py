"""Why something ended: every end of a decision has a cause, and the record keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from charter.language import N_
from charter.language import gettext as _


class CauseKind(StrEnum):
    """What ended a decision."""

    DEADLINE = "deadline"
    EVERYONE_ANSWERED = "everyone_answered"
    PUBLICATION = "publication"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"
    REVIEWED = "reviewed"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a decision ended.

    `revision` is the one whose publication did it, and `amendment` the proposal that it came from.
    """

    kind: CauseKind
    revision: int | None = None
    amendment: int | None = None

    def to_dict(self) -> dict[str, object]:
        """The cause as the record keeps it: only what there is to say."""
        found = {"kind": self.kind.value, "revision": self.revision, "amendment": self.amendment}
        return {name: value for name, value in found.items() if value is not None}


def read_cause(kept: Mapping[str, object] | None) -> Cause | None:
    """A cause from what the record keeps; None for what ended before causes were kept."""
    if kept is None:
        return None
    revision, amendment = kept.get("revision"), kept.get("amendment")
    return Cause(
        CauseKind(str(kept["kind"])),
        revision if isinstance(revision, int) else None,
        amendment if isinstance(amendment, int) else None,
    )


def in_words(cause: Cause) -> str:
    """Why a decision ended, as a sentence. Where a revision came from is told with the revision."""
    return _(_IN_WORDS[cause.kind]).format(n=cause.revision)


_IN_WORDS = {
    CauseKind.DEADLINE: N_("Its time was over."),
    CauseKind.EVERYONE_ANSWERED: N_("Everyone had answered, and a steward closed it."),
    CauseKind.PUBLICATION: N_("Revision {n} changed what this proposal would change."),
    CauseKind.WITHDRAWN: N_("The proposal was withdrawn."),
    CauseKind.DISPUTED: N_("A member said that it changes the meaning."),
    CauseKind.REVIEWED: N_("Revision {n} decided the same review in another way."),
    CauseKind.ALTERED: N_("What is kept of the text is not what was frozen."),
}
