"""The one vocabulary for where an amendment stands."""

from __future__ import annotations

from enum import StrEnum


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
    Status.DRAFT: "a draft",
    Status.DISCUSSION: "in discussion",
    Status.ROUND: "being decided",
    Status.ADOPTED: "adopted",
    Status.WITHDRAWN: "withdrawn",
}
