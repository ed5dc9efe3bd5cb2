"""Who acts: roles, and the people of a charter as the rules see them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from charter.language import N_


class Role(StrEnum):
    """What a person is in one charter. `reader` needs no account."""

    READER = "reader"
    MEMBER = "member"
    STEWARD = "steward"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts in one charter.

    `member` is the number of the membership and `handle` its random name in the record; both are
    None for a reader.
    """

    role: Role = Role.READER
    member: int | None = None
    handle: str | None = None

    @property
    def is_member(self) -> bool:
        """Whether this is a member; a steward is one."""
        return self.member is not None and self.role is not Role.READER

    @property
    def is_steward(self) -> bool:
        """Whether this is a steward."""
        return self.member is not None and self.role is Role.STEWARD


READER = Actor()


@dataclass(frozen=True, slots=True)
class Community:
    """The present members of a charter (stewards among them) and its stewards, by number.

    Rules ask for few of the members: who is one, who of some are, how many there are.
    """

    members: AbstractSet[int]
    stewards: frozenset[int]

    @property
    def has_one_steward(self) -> bool:
        """Whether there is one steward only, who then may act on their own amendment."""
        return len(self.stewards) == 1


ROLES_IN_WORDS = {Role.MEMBER: N_("member"), Role.STEWARD: N_("steward")}
