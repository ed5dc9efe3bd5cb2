"""Making a new version of an amendment."""

from __future__ import annotations

from amendments import lifecycle, permissions
from amendments.refusals import demand
from app.services import entry
from app.services.entry import Room
from app.services.wording import Change, proposal_of
from app.storage import amendments, charters, record
from app.storage.amendments import Kept
from app.storage.database import Writer


def revise_amendment(
    writer: Writer,
    room: Room,
    number: int,
    wanted: Change,
    words: dict[str, str],
    expected_version: int | None = None,
) -> Kept:
    """Save a new version. Title, summary and reason stay as they were where none is given.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or it is not this person's.
        WrongState: it is decided or being decided, or the version is not the expected one.
        BadInput, TooLarge: the change or its words cannot be used.
    """
    kept = entry.amendment(writer, room, number)
    demand(permissions.may_revise(room.actor, kept.value.status, kept.value.authors))
    before = entry.newest_version(writer, kept)
    carried = {"title": before.title, "summary": before.summary, "reason": before.reason}
    head = entry.head(writer, room.charter)
    proposal, change_set = proposal_of(wanted, head, {**carried, **words})
    value, event = lifecycle.revise(kept.value, room.actor, proposal, expected_version)
    kept_words = record.append(writer, room.charter, event)
    charters.keep_change_set(writer, change_set)
    saved = amendments.save(writer, kept, value)
    assert room.actor.member is not None
    amendments.add_version(
        writer,
        saved,
        number=value.version,
        base=proposal.base,
        change_sha256=proposal.change_sha256,
        member=room.actor.member,
        words=kept_words,
    )
    return saved
