"""What several letters have in common, read once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar, cast

from app.storage.belonging.membership import Member
from app.storage.deciding import rounds
from app.storage.engine.session import Reader
from app.storage.texts import charters
from charter.language import code_now

P = ParamSpec("P")
T = TypeVar("T")


class SharedReading:
    """Answers of the database, each asked for once, for as long as one transaction lasts.

    A transaction sees one state, so asking again would give the same. Who may see what is not kept
    here: that is asked for each reader anew, of what was read. What storage says in words ("a
    former member") is kept for each language apart.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._kept: dict[object, object] = {}

    def read(self, ask: Callable[Concatenate[Reader, P], T], *args: P.args, **more: P.kwargs) -> T:
        """What a function of storage reads, for looking at only. The arguments are hashable."""
        return self._once(ask, args, more, lambda: ask(self.reader, *args, **more))

    def work_out(
        self, make: Callable[Concatenate[SharedReading, P], T], *args: P.args, **more: P.kwargs
    ) -> T:
        """What follows from what was read, and is the same for every reader too."""
        return self._once(make, args, more, lambda: make(self, *args, **more))

    def _once(
        self,
        what: object,
        args: tuple[object, ...],
        more: Mapping[str, object],
        make: Callable[[], T],
    ) -> T:
        key = code_now(), what, args, tuple(sorted(more.items()))
        if key not in self._kept:
            self._kept[key] = make()
        return cast("T", self._kept[key])


@dataclass(frozen=True, slots=True)
class KnownMembers:
    """The members of a charter for looking somebody up; `names` and handles of past ones too."""

    present: tuple[Member, ...]
    by_handle: Mapping[str, Member]
    names: Mapping[int, str]


def known_members(shared: SharedReading, charter_id: int) -> KnownMembers:
    """Who belongs to a charter, and who did."""
    everyone = shared.read(charters.members, charter_id, also_past=True)
    here = shared.read(charters.community, charter_id).members
    return KnownMembers(
        present=tuple(one for one in everyone if one.member in here),
        by_handle={one.handle: one for one in everyone},
        names={one.member: one.name for one in everyone},
    )


def seats(shared: SharedReading, amendment_id: int, number: int) -> Mapping[int, str]:
    """The seats of the members on the roll of a round."""
    found = shared.read(rounds.find, amendment_id, number)
    return {member: seat for seat, member in found.value.roll.items()} if found else {}
