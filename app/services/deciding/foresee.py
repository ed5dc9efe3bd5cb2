"""Working out beforehand what an act will ask of the texts, so that its transaction is short.

Nothing is decided here: the act asks everything again, and finds it ready (`workings`) unless
something has changed meanwhile. So what cannot be found is for the act to refuse.
"""

from __future__ import annotations

from contextlib import suppress

from amendments.refusals import Refusal
from amendments.status import Status
from app.services import entry
from app.services.deciding.open_round import publishable
from app.services.entry import CharterAccess
from app.services.texts.workings import applied, standing_in
from app.services.writing.proposed import resulting
from app.storage.engine.session import Reader
from app.storage.texts import revisions
from app.storage.writing import amendments
from charter import Document, Refused


def foresee_opening(reader: Reader, access: CharterAccess, number: int) -> None:
    """Whether the newest version of an amendment could be published as it stands."""
    with suppress(Refusal, Refused):
        kept = entry.amendment(reader, access, number)
        version = entry.newest_version(reader, kept)
        if publishable(reader, access, version) is True:
            resulting(reader, access.charter, version, entry.head(reader, access.charter))


def foresee_closing(reader: Reader, access: CharterAccess, number: int) -> None:
    """What publishing an amendment would make of the charter, and of what else is being decided."""
    with suppress(Refusal, Refused):
        kept = entry.amendment(reader, access, number)
        version = entry.newest_version(reader, kept)
        if publishable(reader, access, version) is not True:
            return
        head = entry.head(reader, access.charter)
        after = resulting(reader, access.charter, version, head)
        _foresee_others(reader, access, number, after, head.number)


def _foresee_others(
    reader: Reader, access: CharterAccess, number: int, after: Document, head: int
) -> None:
    for other in amendments.find_all(reader, access.charter.id, [Status.ROUND]):
        if other.value.number == number:
            continue
        version = entry.newest_version(reader, other)
        change_set = revisions.change_set(reader, version.change_sha256)
        base = entry.revision(reader, access.charter, version.base)
        found = standing_in(after, change_set, base=base.document, base_number=base.number)
        if found.kind == "clean":
            applied(
                after,
                change_set,
                base_number=base.number,
                number=head + 2,
                base=base.document,
            )
