"""How the open proposals of a charter affect one another, and the charter if all of these pass."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.status import Status
from app.services import entry
from app.services.entry import CharterAccess
from app.storage.engine.session import Reader
from app.storage.texts import revisions
from app.storage.texts.revisions import Revision
from app.storage.writing.amendment_lists import listed
from charter import Meeting, OpenChange, Together, independent, meetings, standings, together


@dataclass(frozen=True, slots=True)
class Interplay:
    """Every pair of open proposals, and the text if those pass that meet no other.

    `fitting` are the numbers of those that apply to the revision in force; the others have to be
    fitted to it first and are not compared.
    """

    head: Revision
    fitting: tuple[int, ...]
    pairs: tuple[Meeting, ...]
    together: Together

    def meeting(self, number: int) -> list[Meeting]:
        """The pairs of one proposal in which the two are not independent."""
        return [
            one
            for one in self.pairs
            if number in {one.first, one.second} and one.kind != "independent"
        ]


def look_at_interplay(reader: Reader, access: CharterAccess) -> Interplay:
    """The interplay of the proposals that are in discussion or being decided."""
    head = entry.head(reader, access.charter)
    found = listed(reader, access.charter.id, None, [Status.DISCUSSION, Status.ROUND])
    revisions.read_together(reader, access.charter.id, {one.version.base for one in found})
    opens = []
    for one in reversed(found):
        version = one.version
        base = entry.revision(reader, access.charter, version.base)
        change_set = revisions.change_set(reader, version.change_sha256)
        opens.append(OpenChange(one.kept.value.number, change_set, base.document, base.number))
    clean = {key for key, found in standings(head.document, opens).items() if found.kind == "clean"}
    fitting = [one for one in opens if one.key in clean]
    pairs = meetings(head.document, fitting)
    alone = set(independent(pairs, [one.key for one in fitting]))
    return Interplay(
        head=head,
        fitting=tuple(int(one.key) for one in fitting),
        pairs=pairs,
        together=together(head.document, head.number, [one for one in fitting if one.key in alone]),
    )
