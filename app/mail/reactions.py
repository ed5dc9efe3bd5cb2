"""What follows from an event: which notices are to be told. Services know nothing of it.

The line of the record is the message in its shortest form, and it is written in the transaction
of the event. Each charter has a cursor: lines after it are read in order, and the notices that
they cause are written in one transaction with the cursor's move, so that nothing is told twice or
forgotten, whichever process does it and whenever it dies.
"""

from __future__ import annotations

import json
from functools import partial

from sqlmodel import select

from amendments.events import Kind
from app.mail.kinds import ALL, KINDS, Occasion
from app.mail.kinds.mediation import MEDIATION
from app.services import entry
from app.services.attempts import Attempt, plainly
from app.services.entry import Room
from app.storage import charters, mail, mediations, record
from app.storage.charters import Charter
from app.storage.database import Database, Reader, Writer
from app.storage.mail import Choice
from app.storage.tables import CharterRow, EventRow

_FOLLOWING = {event: [one for one in ALL if event in one.follows] for event in Kind}
_WOKEN = {event: [one.name for one in ALL if event in one.woken_by] for event in Kind}


def forget(writer: Writer, charter: Charter) -> None:
    """Let nothing follow from what has happened so far."""
    last = record.last_line(writer, charter.id)
    row = writer.session.get_one(CharterRow, charter.id)
    row.reacted = last.seq if last else 0
    mediations.tell_nobody(writer, charter.id)
    mail.forget_notices(writer, charter.id)


def react(database: Database, attempt: Attempt = plainly) -> None:
    """Write the notices that follow from the events since the last time."""
    with database.reading() as reader:
        newest = (
            select(EventRow.id)
            .where(EventRow.charter_id == CharterRow.id, EventRow.seq > CharterRow.reacted)
            .exists()
        )
        waiting = list(reader.session.exec(select(CharterRow.slug).where(newest)))
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
            people = mail.persons_of(writer, note.charter_id, note.people)
            mail.add_missing_notices(writer, note.charter_id, note.number, MEDIATION.name, people)


def _react_in(writer: Writer, charter: Charter) -> None:
    row = writer.session.get_one(CharterRow, charter.id)
    for line in list(record.lines(writer, charter.id, after=row.reacted)):
        event = Kind(line.kind) if line.kind in _KNOWN else None
        if event is not None:
            _follow(writer, charter, line, event)
        row.reacted = line.seq


_KNOWN = frozenset(Kind)


def _follow(writer: Writer, charter: Charter, line: EventRow, event: Kind) -> None:
    kinds = _FOLLOWING[event]
    if kinds:
        occasion = occasion_of(entry.as_server(writer, charter), writer, line)
        for kind in kinds:
            moment = kind.follows[event](occasion)
            if moment is not None:
                mail.add_notice(writer, charter.id, line.seq, kind.name, moment)
    if _WOKEN[event]:
        mail.wake(writer, charter.id, _WOKEN[event])


def occasion_of(
    room: Room, reader: Reader, line: EventRow, choice: Choice | None = None
) -> Occasion:
    """A line of the record, looked at from a room."""
    body = json.loads(line.line)
    return Occasion(
        reader=reader,
        room=room,
        seq=line.seq,
        at=line.at,
        actor=body["actor"],
        data=body["data"],
        choice=choice or Choice(),
    )


assert len(KINDS) == len(ALL), "two kinds of mail have one name"
