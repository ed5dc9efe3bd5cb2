"""The one vocabulary for where an amendment stands."""

from __future__ import annotations

from enum import StrEnum

from charter.language import N_


class Status(StrEnum):
    """Where an amendment stands in its life."""

    DRAFT = "draft"
    DISCUSSION = "discussion"
    ROUND = "round"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


#: The states in which an amendment can still come to be adopted.
UNDECIDED = frozenset({Status.DRAFT, Status.DISCUSSION, Status.ROUND})

IN_WORDS = {
    Status.DRAFT: N_("a draft"),
    Status.DISCUSSION: N_("in discussion"),
    Status.ROUND: N_("being decided"),
    Status.ADOPTED: N_("adopted"),
    Status.WITHDRAWN: N_("withdrawn"),
}
