"""Closing a round. A round that passed publishes in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.belonging.people import Actor
from amendments.deciding import closing
from amendments.deciding.tally import Outcome
from amendments.refusals import demand
from amendments.writing.causes import Cause, CauseKind
from app.services import entry
from app.services.deciding.after_publishing import end_other_reviews, settle_others
from app.services.deciding.end_round import end_round
from app.services.deciding.open_round import publishable
from app.services.deciding.publish import Decision, publish
from app.services.entry import CharterAccess
from app.services.texts.change_rules import adopt_rules
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Reader, Writer
from app.storage.texts import revisions
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment, Version


@dataclass(frozen=True, slots=True)
class Closed:
    """How a round ended; `revision` is the number it published, if it did."""

    outcome: Outcome
    revision: int | None


def close_round(writer: Writer, access: CharterAccess, amendment: int, number: int) -> Closed:
    """Close a round, as a steward: at its deadline, or once the whole roll has answered.

    Raises:
        NotFound, NotAllowed: there is no such round, or it is not for this person to close.
        WrongState: it is too early, or it is closed already.
    """
    kept = entry.amendment(writer, access, amendment)
    decision = entry.decision(writer, kept, number)
    demand(
        closing.may_close(
            access.actor,
            decision.value,
            kept.value.authors,
            access.community,
            writer.now,
            access.charter.zone,
        )
    )
    return _close(writer, access, kept, decision, by=access.actor)


def close_due_round(
    writer: Writer, access: CharterAccess, amendment: int, number: int
) -> Closed | None:
    """Close a round whose deadline has passed; None if there is nothing to close (any more)."""
    kept = entry.amendment(writer, access, amendment)
    decision = entry.decision(writer, kept, number)
    if not decision.value.is_due(writer.now):
        return None
    return _close(writer, access, kept, decision, by=None)


def _close(
    writer: Writer,
    access: CharterAccess,
    kept: StoredAmendment,
    decision: KeptRound,
    *,
    by: Actor | None,
) -> Closed:
    version = entry.newest_version(writer, kept)
    fits = _is_pinned(writer, decision, version) and publishable(writer, access, version) is True
    saved, outcome = end_round(
        writer,
        access.charter,
        kept,
        decision,
        publishable=fits,
        by=by,
        # Every publication ends at once what does not fit any more: here somebody wrote in what is
        # kept.
        cause=None if fits else Cause(CauseKind.ALTERED),
    )
    if outcome is not Outcome.PASSED:
        return Closed(outcome, None)
    before, number = entry.head(writer, access.charter), decision.value.number
    after = publish(writer, access.charter, Decision(saved, version, decision), before)
    if version.rules:
        adopt_rules(
            writer, access.charter, version.rules, amendment=saved.value.number, number=number
        )
    if saved.value.review_of is not None:
        amendments.set_reviewed(writer, access.charter.id, saved.value.review_of)
        end_other_reviews(writer, access.charter, saved.value.review_of, after)
    settle_others(writer, access.charter, before, after)
    return Closed(outcome, after.number)


def _is_pinned(reader: Reader, decision: KeptRound, version: Version) -> bool:
    """Whether what is kept is what the round froze, should anyone have written in the database."""
    pinned = decision.value.change_sha256
    kept = revisions.change_set(reader, version.change_sha256)
    return version.number == decision.value.version and kept.sha256 == pinned
