"""Ending a round: its outcome is kept and recorded, whatever it is."""

from __future__ import annotations

from gettext import NullTranslations

from amendments.belonging.people import Actor
from amendments.deciding import closing, tally
from amendments.deciding.rounds import Round
from amendments.deciding.tally import Outcome
from amendments.refusals import demand
from amendments.writing.causes import Cause
from app.storage.deciding import rounds
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Writer
from app.storage.record import held_lines, lines
from app.storage.texts.charters import Charter
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment
from charter.language import speaking


def end_round(
    writer: Writer,
    charter: Charter,
    kept: StoredAmendment,
    decision: KeptRound,
    *,
    publishable: bool,
    by: Actor | None,
    cause: Cause | None = None,
) -> tuple[StoredAmendment, Outcome]:
    """End a round. `by` is the steward who closed it, None when a deadline or an event did.

    `cause` is that event.
    """
    value, ended, event = closing.close(
        decision.value,
        kept.value,
        writer.now,
        publishable=publishable,
        by=by.handle if by else None,
        cause=cause,
    )
    assert ended.outcome is not None
    held_lines.write(writer, charter, decision.id)
    lines.append(writer, charter, event)
    keep_end(writer, decision, ended, by=by)
    return amendments.save(writer, kept, value), ended.outcome


def keep_end(writer: Writer, decision: KeptRound, ended: Round, *, by: Actor | None) -> None:
    """Keep a round that has ended, with its outcome in words."""
    assert ended.outcome is not None
    # What is kept is in the language of the code; people are told in theirs.
    with speaking(NullTranslations()):
        words = tally.in_words(
            ended.tally(), ended.outcome, editorial=ended.editorial, cause=ended.cause
        )
    rounds.save(writer, decision, ended, closed_by=by.member if by else None, statement=words)


def void_open_round(
    writer: Writer,
    charter: Charter,
    kept: StoredAmendment,
    cause: Cause,
    *,
    even_if_due: bool = False,
) -> StoredAmendment:
    """End the open round of an amendment, if there is one, as void.

    Raises:
        WrongState: its deadline has passed, so that it has its outcome already.
    """
    for decision in rounds.find_all(writer, kept.id):
        if not even_if_due:
            demand(decision.value.before_deadline(writer.now))
        if decision.value.is_open:
            kept, _outcome = end_round(
                writer, charter, kept, decision, publishable=False, by=None, cause=cause
            )
    return kept
