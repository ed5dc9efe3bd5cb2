"""Somebody goes: they leave, are removed or are erased. What waits for them alone ends by rule.

Their open objections are kept as concerns, since nobody else could end them, and drafts that nobody
else has seen are withdrawn. What they brought before the members can be taken up by any member.
"""

from __future__ import annotations

from amendments.deciding import objection_hearing
from amendments.record.events import Event
from amendments.refusals import demand
from amendments.writing import authorship, lifecycle
from app.storage.deciding import objections, rounds
from app.storage.engine.session import Writer
from app.storage.record import held_lines, lines
from app.storage.texts import charters
from app.storage.texts.charters import Charter
from app.storage.writing import amendments, lives
from app.storage.writing.amendments import StoredAmendment
from app.storage.writing.lives import End


def depart(writer: Writer, charter: Charter, member: int, event: Event) -> None:
    """Let a member go: `event` says how. What waits for them alone ends first.

    Raises:
        WrongState: a decision in which an objection of theirs is open is just being closed.
    """
    end_what_waits_for(writer, charter, member)
    lines.append(writer, charter, event)
    charters.end_membership(writer, member)


def end_what_waits_for(writer: Writer, charter: Charter, member: int) -> None:
    """End by rule what waits for a member who goes, or has gone.

    Raises:
        WrongState: as in `depart`.
    """
    for number, objection in objections.open_of(writer, member):
        kept = amendments.find(writer, charter.id, number)
        assert kept is not None
        _keep_as_concern(writer, charter, kept, objection)
    for number in amendments.undecided_of(writer, member):
        kept = amendments.find(writer, charter.id, number)
        assert kept is not None
        if authorship.goes_with(kept.value, member, charters.community(writer, charter.id)):
            _end_draft(writer, charter, kept)


def _keep_as_concern(writer: Writer, charter: Charter, kept: StoredAmendment, number: int) -> None:
    newest = rounds.find_all(writer, kept.id)[-1]
    demand(newest.value.before_deadline(writer.now))
    every = objections.of_amendment(writer, kept.id)
    before = next(one.value for one in every if one.value.number == number)
    after, event = objection_hearing.keep_as_author_left(newest.value, before)
    held_lines.append(writer, charter, newest, event)
    version = kept.value.version
    objections.save(writer, kept.id, after, round_number=newest.value.number, version=version)


def _end_draft(writer: Writer, charter: Charter, kept: StoredAmendment) -> None:
    value, event = lifecycle.withdraw_unseen(kept.value)
    lines.append(writer, charter, event)
    lives.add_end(writer, kept.id, End(value.status, writer.now, None, None, None, ""), None)
    amendments.save(writer, kept, value)
