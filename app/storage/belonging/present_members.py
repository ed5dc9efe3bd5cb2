"""Who belongs to a charter now, as a set that is read as far as somebody asks.

A small community is read whole, in one statement, the first time that anything is asked of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any, Protocol, TypeVar

from sqlalchemy import BindParameter, ScalarSelect, Select, case, func
from sqlalchemy import select as select_columns
from sqlmodel import col

from app.storage.engine.session import Reader
from app.storage.tables import MembershipRow

#: A community of so many is small.
FEW = 500
#: How many people one statement asks for.
AT_A_TIME = 1000

Value = TypeVar("Value")


def in_parts(wanted: Iterable[Value]) -> Iterator[list[Value]]:
    """Some values, as many at a time as one statement asks for."""
    listed = list(wanted)
    for start in range(0, len(listed), AT_A_TIME):
        yield listed[start : start + AT_A_TIME]


def if_small(charter_id: int | BindParameter[int]) -> ScalarSelect[int]:
    """How many rows to read of everybody who ever belonged to a charter: none if they are many.

    As a limit it is worked out first, without counting further than that; as a condition it would
    be asked of every row.
    """
    some = (
        select_columns(col(MembershipRow.id))
        .where(col(MembershipRow.charter_id) == charter_id)
        .limit(FEW + 1)
        .subquery()
    )
    allowed = case((func.count() <= FEW, FEW), else_=0)
    return select_columns(allowed).select_from(some).scalar_subquery()


class KnowsPresent(Protocol):
    """What may know those who belong to a charter."""

    @property
    def present_if_known(self) -> frozenset[int] | None:
        """All of them, or None."""


class PresentMembers(AbstractSet[int]):
    """The numbers of those who belong to a charter now, as a set that is read when it is asked.

    Who meets it with a set of their own (`members & those`) asks for all of those at once. `people`
    may know them already.
    """

    def __init__(self, reader: Reader, charter_id: int, people: KnowsPresent | None = None) -> None:
        self._reader, self._charter, self._people = reader, charter_id, people
        self._known: dict[int, bool] = {}
        self._everyone: frozenset[int] | None = None
        self._count: int | None = None
        self._is_large = False

    @classmethod
    def _from_iterable(cls, found: Iterable[Any]) -> frozenset[Any]:
        return frozenset(found)

    def __contains__(self, member: object) -> bool:
        return isinstance(member, int) and member in self._among({member})

    def __and__(self, others: Iterable[Any]) -> frozenset[int]:
        return self._among(set(others))

    __rand__ = __and__

    def __iter__(self) -> Iterator[int]:
        return iter(self._all())

    def __len__(self) -> int:
        self._read_if_small()
        if self._everyone is not None:
            return len(self._everyone)
        if self._count is None:
            counted = self._present(func.count())
            self._count = self._reader.session.connection().execute(counted).scalar_one()
        return self._count

    def _among(self, wanted: set[int]) -> frozenset[int]:
        """Those of some who belong to it."""
        self._read_if_small()
        if self._everyone is not None:
            return self._everyone & wanted
        for part in in_parts(wanted - self._known.keys()):
            asked = select_columns(col(MembershipRow.id)).where(
                col(MembershipRow.id).in_(part),
                col(MembershipRow.charter_id) + 0 == self._charter,
                col(MembershipRow.left_at).is_(None),
            )
            found = set(self._reader.session.connection().execute(asked).scalars())
            self._known |= {one: one in found for one in part}
        return frozenset(one for one in wanted if self._known[one])

    def _all(self) -> frozenset[int]:
        self._read_if_small()
        if self._everyone is None:
            asked = self._present(col(MembershipRow.id))
            self._everyone = frozenset(self._reader.session.connection().execute(asked).scalars())
        return self._everyone

    def _read_if_small(self) -> None:
        if self._everyone is not None or self._is_large:
            return
        # Whoever was read with their names need not be read again.
        self._everyone = self._people.present_if_known if self._people is not None else None
        if self._everyone is not None:
            return
        asked = self._present(col(MembershipRow.id)).limit(if_small(self._charter))
        found = frozenset(self._reader.session.connection().execute(asked).scalars())
        # A charter that nobody belongs to any more is asked again each time, for nothing.
        self._everyone, self._is_large = found or None, not found

    def _present(self, what: Any) -> Select[Any]:  # noqa: ANN401 - a column of any kind
        return select_columns(what).where(
            col(MembershipRow.charter_id) == self._charter, col(MembershipRow.left_at).is_(None)
        )
