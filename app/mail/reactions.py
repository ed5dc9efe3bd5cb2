"""What follows from an event: which notices are to be told. Services know nothing of it.

The line of the record is the message in its shortest form, and it is written in the transaction
of the event. Each charter has a cursor: lines after it are read in order, and the notices that
they cause are written in one transaction with the cursor's move, so that nothing is told twice or
forgotten, whichever process does it and whenever it dies.

What is held back from the record is told at once all the same: a held line says of itself whether
it has been. Once it is written, what waits to be told of it is told of the line.
"""

from __future__ import annotations

from functools import partial

from sqlmodel import col, select

from amendments.deciding.held_lines import was_held
from amendments.record.events import EventKind
from app.mail.kinds import ALL, KINDS, Occasion
from app.mail.kinds.mediation import MEDIATION
from app.mail.shared import SharedReading
from app.services import entry
from app.services.entry import CharterAccess
from app.services.upkeep.attempts import Attempt, plainly
from app.storage.care import mediations
from app.storage.engine.database import Database
from app.storage.engine.session import Writer
from app.storage.mail import notices
from app.storage.mail.notices import Choice
from app.storage.record import held_lines, lines
from app.storage.record.held_lines import HeldEvent
from app.storage.tables import CharterRow, EventRow, HeldLineRow
from app.storage.texts import charters
from app.storage.texts.charters import Charter

_FOLLOWING = {event: [one for one in ALL if event in one.follows] for event in EventKind}
_WOKEN = {event: [one.name for one in ALL if event in one.woken_by] for event in EventKind}


def forget(writer: Writer, charter: Charter) -> None:
    """Let nothing follow from what has happened so far."""
    last = lines.last_line(writer, charter.id)
    row = writer.session.get_one(CharterRow, charter.id)
    row.reacted = last.seq if last else 0
    held_lines.tell_nobody(writer, charter.id)
    mediations.tell_nobody(writer, charter.id)
    notices.forget_notices(writer, charter.id)


def react(database: Database, attempt: Attempt = plainly) -> None:
    """Write the notices that follow from the events since the last time."""
    with database.reading() as reader:
        newest = (
            select(EventRow.id)
            .where(EventRow.charter_id == CharterRow.id, EventRow.seq > CharterRow.reacted)
            .exists()
        )
        unnoted = (
            select(HeldLineRow.id)
            .where(HeldLineRow.charter_id == CharterRow.id, col(HeldLineRow.is_told).is_(False))
            .exists()
        )
        waiting = list(reader.session.exec(select(CharterRow.slug).where(newest | unnoted)))
    for slug in waiting:
        attempt(f"seeing who is to be told of {slug}", partial(_react_to_record, database, slug))
    # The same for notes in private conversations, which are not in the record.
    with database.reading() as reader:
        notes = mediations.untold(reader)
    for note in notes:
        what = f"seeing who is to be told of note {note.id}"
        attempt(what, partial(_react_to_note, database, note))


def _react_to_record(database: Database, slug: str) -> None:
    with database.writing() as writer:
        charter = charters.lock(writer, slug)
        if charter is not None:
            _react_in(writer, charter)


def _react_to_note(database: Database, note: mediations.Untold) -> None:
    with database.writing() as writer:
        if mediations.note_told(writer, note.id):
            people = notices.persons_of(writer, note.charter_id, note.people)
            notices.add_missing_notices(
                writer, note.charter_id, note.number, MEDIATION.name, people
            )


def _react_in(writer: Writer, charter: Charter) -> None:
    # Nothing that is asked for here changes until the transaction ends.
    access, shared = entry.as_server(writer, charter), SharedReading(writer)
    for one in held_lines.untold(writer, charter.id):
        _follow(writer, access, shared, held_lines.of_held(one))
        one.is_told = True
    row = writer.session.get_one(CharterRow, charter.id)
    for line in list(lines.lines(writer, charter.id, after=row.reacted)):
        held = held_lines.of_line(line)
        if not (
            was_held(held.kind, held.data) and held_lines.take_over(writer, charter.id, line.seq)
        ):
            _follow(writer, access, shared, held)
        row.reacted = line.seq


_KNOWN = frozenset(EventKind)


def _follow(writer: Writer, access: CharterAccess, shared: SharedReading, held: HeldEvent) -> None:
    if held.kind not in _KNOWN:
        return
    event = EventKind(held.kind)
    kinds = _FOLLOWING[event]
    if kinds:
        occasion = occasion_of(access, shared, held)
        for kind in kinds:
            moment = kind.follows[event](occasion)
            if moment is not None:
                notices.add_notice(writer, access.charter.id, held.seq, kind.name, moment)
    if _WOKEN[event]:
        notices.wake(writer, access.charter.id, _WOKEN[event])


def occasion_of(
    access: CharterAccess, shared: SharedReading, held: HeldEvent, choice: Choice | None = None
) -> Occasion:
    """Something that has happened, looked at with an access."""
    return Occasion(
        shared=shared,
        access=access,
        seq=held.seq,
        at=held.at,
        actor=held.actor,
        data=held.data,
        choice=choice or Choice(),
    )


assert len(KINDS) == len(ALL), "two kinds of mail have one name"
