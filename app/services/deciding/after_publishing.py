"""What a new revision means for the decisions that are still under way."""

from __future__ import annotations

from amendments.deciding import answering
from amendments.deciding.extending import MoveCause
from amendments.deciding.rounds import Round
from amendments.status import Status
from amendments.texts import publishing
from amendments.writing.causes import Cause, CauseKind
from app.services import entry
from app.services.deciding.end_round import void_open_round
from app.services.texts.wording import standing_of
from app.services.texts.workings import where_published
from app.services.writing.proposed import resulting
from app.storage.deciding import round_notes, rounds
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.texts import revisions
from app.storage.texts.charters import Charter
from app.storage.texts.revisions import Revision
from app.storage.writing import amendments
from app.storage.writing.amendments import Version
from charter import neighbours_changed


def settle_others(writer: Writer, charter: Charter, before: Revision, after: Revision) -> None:
    """Give every open round its new standing.

    One whose change no longer fits is void at once. One whose neighbouring text changed stays
    open long enough for everyone to look again.
    """
    for kept in amendments.find_all(writer, charter.id, [Status.ROUND]):
        version = entry.newest_version(writer, kept)
        change_set = revisions.change_set(writer, version.change_sha256)
        base = entry.revision(writer, charter, version.base)
        if standing_of(change_set, base, after).kind != "clean":
            cause = Cause(CauseKind.PUBLICATION, after.number, after.amendment)
            void_open_round(writer, charter, kept, cause, even_if_due=True)
            continue
        decision = next(one for one in rounds.find_all(writer, kept.id) if one.value.is_open)
        _keep_result(writer, charter, decision.value, version, before, after)
        # What is due has its outcome already: no new time for it, and no new answers.
        if not decision.value.is_due(writer.now) and neighbours_changed(
            after.document, change_set, base=before.document, base_number=before.number
        ):
            _give_notice(writer, charter, decision, before, after)


def end_other_reviews(writer: Writer, charter: Charter, review_of: int, after: Revision) -> None:
    """End the other rounds that review the same amendment: it has been decided."""
    cause = Cause(CauseKind.REVIEWED, after.number, after.amendment)
    for kept in amendments.find_all(writer, charter.id, [Status.ROUND]):
        if kept.value.review_of == review_of:
            void_open_round(writer, charter, kept, cause, even_if_due=True)


def _keep_result(
    writer: Writer,
    charter: Charter,
    decision: Round,
    version: Version,
    before: Revision,
    after: Revision,
) -> None:
    """Record what text would result now: what was consented to is in it, and all that is new."""
    if decision.result_sha256 is None:
        # It was opened before that was kept, and its record does not begin with it.
        return
    change_set = revisions.change_set(writer, version.change_sha256)
    where = where_published(before.document, after.document, change_set, before.number)
    digest = resulting(writer, charter, version, after).sha256
    lines.append(writer, charter, publishing.result_changed(decision, after.number, where, digest))


def _give_notice(
    writer: Writer, charter: Charter, decision: KeptRound, before: Revision, after: Revision
) -> None:
    value, event = answering.give_notice(
        decision.value, writer.now, charter.zone, before=before.number, after=after.number
    )
    lines.append(writer, charter, event)
    if value.closes_at > decision.value.closes_at:
        round_notes.add_move(
            writer, decision.id, value.closes_at, MoveCause.TEXT_MOVED, after.number
        )
    rounds.save(writer, decision, value)
