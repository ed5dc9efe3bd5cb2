"""Why something ended: every end of a decision has a cause, and the record keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from charter.language import gettext as _


class CauseKind(StrEnum):
    """What ended a decision."""

    DEADLINE = "deadline"
    EVERYONE_ANSWERED = "everyone_answered"
    PUBLICATION = "publication"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"
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
    """Why a decision ended, as a sentence."""
    if cause.kind is CauseKind.PUBLICATION and cause.amendment is None:
        return _("Revision {n} changed what this proposal would change.").format(n=cause.revision)
    said = {
        CauseKind.DEADLINE: _("Its time was over."),
        CauseKind.EVERYONE_ANSWERED: _("Everyone had answered, and a steward closed it."),
        CauseKind.PUBLICATION: _(
            "Proposal {k} was published as revision {n}, and changed what this one would change."
        ),
        CauseKind.WITHDRAWN: _("The proposal was withdrawn."),
        CauseKind.DISPUTED: _("A member said that it changes the meaning."),
        CauseKind.ALTERED: _("What is kept of the text is not what was frozen."),
    }
    return said[cause.kind].format(k=cause.amendment, n=cause.revision)
