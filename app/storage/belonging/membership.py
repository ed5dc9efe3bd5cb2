"""The people of a charter, read as far as somebody asks: a few at once, never everybody.

A small community is read whole, in one statement, the first time that anything is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Integer, Select, bindparam, or_
from sqlalchemy import select as select_columns
from sqlmodel import col

from amendments.belonging.people import Role
from amendments.belonging.shown_names import LONGEST_KEY, ODD, ShownName, to_be_told_apart
from amendments.belonging.skeleton import likenesses
from app.storage.belonging.names import looking_like, shown_among_all, shown_names
from app.storage.belonging.present_members import FEW, if_small, in_parts
from app.storage.engine.session import Reader
from app.storage.tables import MembershipRow, PersonRow
from charter.language import N_
from charter.language import gettext as _

#: Who is called nothing any more.
FORMER = N_("a former member")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Member:
    """A person's place in a charter. `member` is its number, `role` what they are now.

    `name` is how they are shown there, like nobody else: see `amendments.belonging.shown_names`.

    `term_ends_at` is when a steward's term ends or, if nobody else is a steward, has ended.
    """

    member: int
    person: int
    handle: str
    name: ShownName
    email: str
    role: Role
    joined_at: datetime
    term_ends_at: datetime | None = None
    left_at: datetime | None = None


def _holds(search: str) -> ColumnElement[bool]:
    """Whether a name holds something, whatever its letters are written like."""
    likely = [
        column.contains(one, autoescape=True)
        for one in sorted(likenesses(search))
        for column in (col(PersonRow.likeness), col(PersonRow.other_likeness))
        if one
    ]
    is_odd = col(PersonRow.likeness) == ODD
    return or_(*likely, is_odd & col(PersonRow.name).icontains(search, autoescape=True))


_EVERY_ROW: Select[*tuple[Any, ...]] = select_columns(
    col(MembershipRow.id),
    col(MembershipRow.person_id),
    col(MembershipRow.handle),
    col(PersonRow.name),
    col(PersonRow.email),
    col(MembershipRow.joined_at),
    col(MembershipRow.term_ends_at),
    col(MembershipRow.left_at),
).join(PersonRow, col(PersonRow.id) == MembershipRow.person_id)
_CHARTER = bindparam("charter", type_=Integer)
# Built once: it is what most pages begin with.
_IF_SMALL = _EVERY_ROW.where(col(MembershipRow.charter_id) == _CHARTER).limit(if_small(_CHARTER))


class Directory(Mapping[int, Member]):
    """The members of a charter by number, also those who left, read when they are asked for.

    Who is going to ask for many says so first, with `know`: then they are read at once.
    """

    def __init__(self, reader: Reader, charter_id: int, stewards: Collection[int]) -> None:
        self._reader, self._charter, self._stewards = reader, charter_id, stewards
        self._known: dict[int, Member | None] = {}
        self._is_whole = False
        self._is_large = False

    @property
    def present_if_known(self) -> frozenset[int] | None:
        """Those who belong to it now, if all of them are known already."""
        if not self._is_whole:
            return None
        here = [one for one in self._known.values() if one is not None and one.left_at is None]
        return frozenset(one.member for one in here)

    def know(self, members: Iterable[int]) -> None:
        """Read some members, unless they are known."""
        self._read_if_small()
        if self._is_whole:
            return
        for part in in_parts(set(members) - self._known.keys()):
            self._known |= dict.fromkeys(part)
            self._keep(self._some(col(MembershipRow.id).in_(part)))

    def by_handles(self, handles: Iterable[str]) -> dict[str, Member]:
        """Some members by their names in the record."""
        self._read_if_small()
        wanted = set(handles)
        for part in in_parts(wanted) if not self._is_whole else ():
            self._keep(self._some(col(MembershipRow.handle).in_(part)))
        return {one.handle: one for one in self._known.values() if one and one.handle in wanted}

    def those_present(self) -> list[Member] | None:
        """Those who belong to it now, by name; None where they are too many to be listed."""
        self._read_if_small()
        if not self._is_whole:
            return None
        here = [one for one in self._known.values() if one is not None and one.left_at is None]
        return sorted(here, key=lambda one: (one.name, one.member))

    def page(self, after: int, limit: int, search: str = "") -> list[Member]:
        """Some of those who belong to it now, longest here first, behind the member `after`.

        `search` asks for those whose names hold what looks like it.
        """
        wanted = (
            self._rows()
            .where(col(MembershipRow.left_at).is_(None), col(MembershipRow.id) > after)
            .order_by(col(MembershipRow.id))
            .limit(limit)
        )
        if search:
            wanted = wanted.where(_holds(search))
        return self._keep(wanted)

    def first_but(self, others: Collection[int], limit: int) -> list[Member]:
        """The first of those who belong to it now and are not among some others."""
        here = self.those_present()
        if here is not None:
            return [one for one in here if one.member not in others][:limit]
        return self.longest_here_but(others, limit)

    def longest_here_but(self, others: Collection[int], limit: int, after: int = 0) -> list[Member]:
        """Those who are not among some others, longest here first, behind the member `after`."""
        found = list[int]()
        wanted = (
            select_columns(col(MembershipRow.id))
            .where(
                col(MembershipRow.charter_id) == self._charter, col(MembershipRow.left_at).is_(None)
            )
            .order_by(col(MembershipRow.id))
            .limit(limit + FEW)
        )
        ask = self._reader.session.connection().execute
        while len(found) < limit:
            asked = ask(wanted.where(col(MembershipRow.id) > after)).scalars()
            some = [one for one in asked if one is not None]
            if not some:
                break
            found += [one for one in some if one not in others]
            after = some[-1]
        self.know(found[:limit])
        return [self[one] for one in found[:limit]]

    def beginning_with(self, words: Iterable[str]) -> dict[int, str]:
        """The names of present members that begin with one of some words; of all, if few."""
        here = self.those_present()
        if here is None:
            wanted = {one for word in words for one in likenesses(word) if one}
            like = [
                column.startswith(one[:LONGEST_KEY], autoescape=True)
                for one in sorted(wanted)
                for column in (col(PersonRow.likeness), col(PersonRow.other_likeness))
            ]
            asked = self._rows().where(or_(col(PersonRow.likeness) == ODD, *like))
            here = [one for one in self._keep(asked) if one.left_at is None]
        return {one.member: one.name for one in here}

    def present(self, who: str) -> Member | None:
        """The present member whom a handle means, or the name by which they alone are shown."""
        found = list(self.by_handles([who]).values()) or (self._named(who) if who else [])
        here = [one for one in found if one.left_at is None]
        return here[0] if len(here) == 1 else None

    def _named(self, name: str) -> list[Member]:
        alike = looking_like(self._reader, self._charter, to_be_told_apart([name]))
        self.know(alike)
        return [self[one] for one in alike if self[one].name == name]

    def everyone(self) -> list[Member]:
        """All of them, by name. Nothing that serves a page asks for that."""
        by_name = self._rows().order_by(col(PersonRow.name), col(MembershipRow.id))
        found = self._keep(by_name, everyone=True)
        self._is_whole = True
        return found

    @property
    def names(self) -> Mapping[int, ShownName]:
        """Their names, by number."""
        return MemberFacts(self, lambda one: one.name)

    @property
    def handles(self) -> Mapping[int, str]:
        """Their names in the record, by number."""
        return MemberFacts(self, lambda one: one.handle)

    def __getitem__(self, member: int) -> Member:
        self.know([member])
        found = self._known.get(member)
        if found is None:
            raise KeyError(member)
        return found

    def __iter__(self) -> Iterator[int]:
        self._read_all()
        return iter([number for number, one in self._known.items() if one is not None])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        # It is there, whoever is in it: nobody is counted for that.
        return True

    def _read_if_small(self) -> None:
        if self._is_whole or self._is_large:
            return
        found = self._keep(_IF_SMALL, everyone=True, charter=self._charter)
        self._is_whole, self._is_large = bool(found), not found

    def _read_all(self) -> None:
        self._read_if_small()
        if not self._is_whole:
            self._is_whole = bool(self._keep(self._rows(), everyone=True))

    def _some(self, which: ColumnElement[bool]) -> Select[Any]:
        # A sum is in no index: else SQLite goes through all of a charter's people to find a few.
        return _EVERY_ROW.where(which, col(MembershipRow.charter_id) + 0 == self._charter)

    def _rows(self) -> Select[Any]:
        return _EVERY_ROW.where(col(MembershipRow.charter_id) == self._charter)

    def _keep(
        self, wanted: Select[Any], *, everyone: bool = False, **about: object
    ) -> list[Member]:
        """Keep those that are found, and give them in their order."""
        found = self._reader.session.connection().execute(wanted, about).all()
        names = {member: name for member, _, _, name, *_ in found}
        if everyone:
            shown = shown_names(names)
        else:
            shown = shown_among_all(self._reader, self._charter, names)
        listed = [self._member(row, shown.get(row[0])) for row in found]
        self._known |= {one.member: one for one in listed}
        return listed

    def _member(self, row: Any, shown: str | None) -> Member:  # noqa: ANN401 - a row of `_rows`
        member, person, handle, _name, email, joined_at, term, left_at = row
        role = Role.STEWARD if member in self._stewards else Role.MEMBER
        return Member(
            member,
            person,
            handle,
            ShownName(shown or _(FORMER), role if left_at is None else None),
            email,
            role,
            joined_at,
            term if member in self._stewards else None,
            left_at,
        )


class MemberFacts(Mapping[int, Value], Generic[Value]):
    """One fact of each member, by number."""

    def __init__(self, members: Directory, fact: Callable[[Member], Value]) -> None:
        self._members, self._fact = members, fact

    def know(self, members: Iterable[int]) -> None:
        """Read some members, unless they are known."""
        self._members.know(members)

    def __getitem__(self, member: int) -> Value:
        return self._fact(self._members[member])

    def __iter__(self) -> Iterator[int]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __bool__(self) -> bool:
        return True
