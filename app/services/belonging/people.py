"""The people of a charter as someone who came in may know them: by name, and by handle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from amendments.belonging.people import Actor, Community, Role
from amendments.belonging.shown_names import ShownName
from app.services.entry import CharterAccess
from app.services.views import amendment_view
from app.services.views.amendment_view import SOMEONE, Names
from app.services.views.outsider_view import speakers
from app.storage.belonging.membership import Directory
from app.storage.engine.session import Reader
from app.storage.writing.amendments import StoredAmendment
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class Who:
    """A person in a charter: their name in its record, and their own name for members.

    `role` is what they are there now; null for who left, and where nobody may know who it is.
    """

    member: str | None
    name: str
    role: Role | None = None

    @classmethod
    def called(cls, member: str | None, name: str) -> Self:
        """Somebody by their shown name, which knows the role."""
        return cls(member, name, name.role if isinstance(name, ShownName) else None)


class People:
    """Names and handles of a charter's people, for those who may know them."""

    def __init__(
        self, actor: Actor, names: Names, known: Directory | None, community: Community
    ) -> None:
        self._names = names
        self._known = known if actor.is_member else None
        self._handles = names.handles if actor.is_member else {}
        self._present = community.members

    def who(self, member: int) -> Who:
        """Someone, or `a member` for those who may not know."""
        return Who.called(self._handles.get(member), self._names.of(member))

    def has_left(self, member: int) -> bool:
        """Whether someone belongs to the charter no more, for those who may know who it is."""
        return member in self._handles and member not in self._present

    def member_of(self, handle: str) -> int | None:
        """The number of the member with a handle, None where there is none."""
        found = self._known.by_handles([handle]) if self._known is not None else {}
        return found[handle].member if handle in found else None


class RoundPeople:
    """The people of one round: nameless for whoever may not see names there, but for oneself."""

    def __init__(self, people: People, me: int | None, *, sees_names: bool) -> None:
        self._people = people
        self._me = me
        self.sees_names = sees_names

    def who(self, member: int, unnamed: str = SOMEONE) -> Who:
        """Someone; `unnamed` stands for those whose names are not shown."""
        if self.sees_names or member == self._me:
            return self._people.who(member)
        return Who(None, _(unnamed))

    def is_me(self, member: int) -> bool:
        """Whether this is the person who looks."""
        return member == self._me

    def all_of(self, members: Iterable[int]) -> tuple[Who, ...]:
        """Several people, in their order."""
        return tuple(self.who(one) for one in members)

    def has_left(self, member: int) -> bool:
        """Whether someone belongs to the charter no more, where their name is shown."""
        return self.sees_names and self._people.has_left(member)


def speakers_of(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> People:
    """The people in a discussion: for others than members those who spoke to everyone.

    Without their handles, which would tell of all else that they did in the record.
    """
    if access.actor.is_member:
        return people_of(reader, access)
    return People(access.actor, Names(speakers(reader, access, kept)), None, access.community)


def people_of(reader: Reader, access: CharterAccess) -> People:
    """The people of a charter as someone in this room may know them."""
    if not access.actor.is_member:
        return People(access.actor, Names({}), None, access.community)
    known = amendment_view.directory(reader, access)
    return People(access.actor, Names(known.names, known.handles), known, access.community)
