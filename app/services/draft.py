"""Drafting an amendment: its first version."""

from __future__ import annotations

from datetime import date

from amendments import lifecycle, permissions
from amendments.refusals import BadInput, demand
from amendments.status import UNDECIDED
from app.services import entry
from app.services.entry import Room
from app.services.wording import Change, change_set_of, proposal_of
from app.storage import amendments, charters, record
from app.storage.amendments import Kept
from app.storage.database import Writer


def draft_amendment(
    writer: Writer,
    room: Room,
    wanted: Change,
    words: dict[str, str],
    review_on: date | None = None,
) -> Kept:
    """Begin an amendment; only its author sees it until it is submitted.

    Raises:
        NotAllowed: the person is not a member.
        BadInput: the change or its words cannot be used, or nothing would change.
        TooLarge: the text is over the limit.
    """
    demand(permissions.may_propose(room.actor))
    if review_on is not None and review_on <= writer.now.astimezone(room.charter.zone).date():
        msg = "The day to review this has to be in the future."
        raise BadInput(msg, field="review_on")
    head = entry.head(writer, room.charter)
    proposal, change_set = proposal_of(wanted, head, words)
    number = amendments.next_number(writer, room.charter.id)
    value, event = lifecycle.draft(room.actor, number, proposal, review_on)
    kept_words = record.append(writer, room.charter, event)
    charters.keep_change_set(writer, change_set)
    kept = amendments.add(writer, room.charter.id, value)
    assert room.actor.member is not None
    amendments.add_version(
        writer,
        kept,
        number=1,
        base=proposal.base,
        change_sha256=proposal.change_sha256,
        member=room.actor.member,
        words=kept_words,
    )
    return kept


def own_with_change(writer: Writer, room: Room, wanted: Change) -> Kept | None:
    """An open amendment of this person that makes the very same change already.

    A form that is sent twice, by a double tap or from a page that one went back to, would make it
    twice.
    """
    digest = change_set_of(wanted).sha256
    own = [
        kept
        for kept in amendments.find_all(writer, room.charter.id, UNDECIDED)
        if room.actor.member in kept.value.authors
    ]
    newest = amendments.newest_versions(writer, [kept.id for kept in own])
    return next((kept for kept in own if newest[kept.id].change_sha256 == digest), None)
