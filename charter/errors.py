"""Refusals: every error of this package carries a reason that can be shown to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charter.change.part_standing import PartStanding


class Refused(ValueError):
    """Something was not done. `reason` is one plain sentence that says what and why."""

    def __init__(self, reason: str) -> None:
        """Keep the sentence as the message as well."""
        super().__init__(reason)
        self.reason = reason


class TextRefused(Refused):
    """A text cannot be brought into canonical form without changing what it means."""


class ChangeSetInvalid(Refused):
    """A change set has a bad shape, or says something that cannot be meant."""


class DoesNotApply(Refused):
    """A change set does not apply to this document. `parts` tells why, part by part."""

    def __init__(self, reason: str, parts: tuple[PartStanding, ...] = ()) -> None:
        """Keep the parts beside the sentence; they are empty when the whole result was refused."""
        super().__init__(reason)
        self.parts = parts
