"""What a new revision means for the decisions that are still under way."""

from __future__ import annotations

from amendments import answering
from amendments.extending import Cause
from amendments.status import Status
from app.services import entry
from app.services.end_round import void_open_round
from app.services.wording import standing_of
from app.storage import amendments, record, round_notes, rounds, texts
from app.storage.amendments import Kept
from app.storage.charters import Charter
from app.storage.database import Writer
from app.storage.texts import Revision
from charter import neighbours_changed


def settle_others(writer: Writer, charter: Charter, before: Revision, after: Revision) -> None:
    """Give every open round its new standing.

    One whose change no longer fits is void at once. One whose neighbouring text changed stays
    open long enough for everyone to look again.
    """
    for kept in amendments.find_all(writer, charter.id, [Status.ROUND]):
        version = entry.newest_version(writer, kept)
        change_set = texts.change_set(writer, version.change_sha256)
        base = entry.revision(writer, charter, version.base)
        if standing_of(change_set, base, after).kind != "clean":
            void_open_round(writer, charter, kept, even_if_due=True)
        elif neighbours_changed(
            after.document, change_set, base=before.document, base_number=before.number
        ):
            _give_notice(writer, charter, kept, before, after)


def _give_notice(
    writer: Writer, charter: Charter, kept: Kept, before: Revision, after: Revision
) -> None:
    for decision in rounds.find_all(writer, kept.id):
        # What is due has its outcome already: no new time for it, and no new answers.
        if not decision.value.is_open or decision.value.is_due(writer.now):
            continue
        value, event = answering.give_notice(
            decision.value, writer.now, charter.zone, before=before.number, after=after.number
        )
        record.append(writer, charter, event)
        if value.closes_at > decision.value.closes_at:
            round_notes.add_move(
                writer, decision.id, value.closes_at, Cause.TEXT_MOVED, after.number
            )
        rounds.save(writer, decision, value)
