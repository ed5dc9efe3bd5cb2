"""How the open proposals of a charter affect one another, and the charter if all of these pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import standing_of
from app.services.texts.workings import encounters_in, together_in
from app.storage.engine.session import Reader
from app.storage.texts import revisions
from app.storage.texts.revisions import Revision
from app.storage.writing.open_changes import open_changes
from charter import Meeting, OpenChange, Together


@dataclass(frozen=True, slots=True)
class Interplay:
    """The open proposals that meet others, by the numbers of both, and the text if those pass that
    meet no other.

    `fitting` are the numbers of those that apply to the revision in force; the others have to be
    fitted to it first and are not compared.
    """

    head: Revision
    fitting: tuple[int, ...]
    meetings: Mapping[int, Sequence[Meeting]]
    together: Together

    def pairs(self) -> Iterator[Meeting]:
        """Every pair, also of those that are independent, in the order of their numbers."""
        met = {frozenset((one.first, one.second)): one for one in self.encounters()}
        for first, second in combinations(self.fitting, 2):
            known = met.get(frozenset((first, second)))
            yield known or Meeting(first, second, "independent", ())

    def encounters(self) -> Iterator[Meeting]:
        """The pairs in which the two are not independent, in the order of their numbers."""
        for number in self.fitting:
            for one in self.meetings.get(number, ()):
                if number == min(int(one.first), int(one.second)):
                    yield one


def look_at_interplay(reader: Reader, access: CharterAccess) -> Interplay:
    """The interplay of the proposals that are in discussion or being decided."""
    head = entry.head(reader, access.charter)
    found = open_changes(reader, access.charter.id)
    revisions.read_together(reader, access.charter.id, {one.base for one in found})
    fitting = []
    for one in found:
        base = entry.revision(reader, access.charter, one.base)
        change_set = revisions.change_set_of(one.change)
        if standing_of(change_set, base, head).kind == "clean":
            fitting.append(OpenChange(one.number, change_set, base.document, base.number))
    meetings: dict[int, list[Meeting]] = defaultdict(list)
    for pair in encounters_in(head.document, fitting):
        meetings[int(pair.first)].append(pair)
        meetings[int(pair.second)].append(pair)
    alone = [one for one in fitting if one.key not in meetings]
    return Interplay(
        head=head,
        fitting=tuple(int(one.key) for one in fitting),
        meetings=meetings,
        together=together_in(head.document, head.number, alone),
    )
