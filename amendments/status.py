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
    CLOSED = "closed"


#: The states in which an amendment can still come to be adopted.
UNDECIDED = frozenset({Status.DRAFT, Status.DISCUSSION, Status.ROUND})
#: The states in which the life of an amendment has come to its end.
ENDED = frozenset(Status) - UNDECIDED

IN_WORDS = {
    Status.DRAFT: N_("a draft"),
    Status.DISCUSSION: N_("in discussion"),
    Status.ROUND: N_("being decided"),
    Status.ADOPTED: N_("adopted"),
    Status.WITHDRAWN: N_("withdrawn"),
    Status.CLOSED: N_("closed"),
}
