"""Telling: a notice that is due becomes a letter, waits for a digest, or is dropped.

What a letter says is looked up at the last moment, as the person who gets it: who has answered
since, has left, or may not see it (any more) is told nothing, and no words wait anywhere.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import timedelta

from amendments.refusals import Refusal
from app.mail.kinds import KINDS, Later, Letter, MailKind, Occasion
from app.mail.post import Addressee, Post, send_digest, send_letter
from app.mail.reactions import occasion_of
from app.mail.timing import send_at
from app.services import entry
from app.storage import charters, mail
from app.storage.charters import Charter
from app.storage.database import Database, Writer
from app.storage.mail import Choice
from app.storage.tables import CharterRow, NoticeRow, PersonRow

log = logging.getLogger(__name__)

MOST_AT_ONCE = 1000
#: When a notice that cannot be told for a reason nobody thought of is tried again.
PAUSE = timedelta(hours=1)


def tell(database: Database, post: Post) -> None:
    """Tell what is due, each notice in a transaction of its own."""
    told = True
    while told:
        with database.reading() as reader:
            due = mail.due_notices(reader, MOST_AT_ONCE)
        told = sum(_tell(database, post, notice) for notice in due) > 0


def _tell(database: Database, post: Post, notice: int) -> bool:
    """Deal with a notice; whether that could be done here and now."""
    try:
        with database.writing() as writer:
            row = mail.take_notice(writer, notice)
            if row is not None:
                _deal_with(writer, post, row)
            return row is not None
    except Exception:
        log.exception("a notice could not be told; the others are, and it is tried again")
    with database.writing() as writer:
        kept = writer.session.get(NoticeRow, notice)
        if kept is not None:
            kept.due_at = writer.now + PAUSE
    return False


def _deal_with(writer: Writer, post: Post, row: NoticeRow) -> None:
    kind = KINDS.get(row.kind)
    charter = charters.find(writer, writer.session.get_one(CharterRow, row.charter_id).slug)
    if kind is None or charter is None:
        writer.session.delete(row)
    elif row.person_id is None:
        _find_people(writer, charter, kind, row)
    else:
        _tell_person(writer, post, charter, row.person_id, row)


def _find_people(writer: Writer, charter: Charter, kind: MailKind, row: NoticeRow) -> None:
    """Write a notice to each person whom it concerns, unless its moment has moved."""
    line = mail.line(writer, charter.id, row.seq)
    occasion = occasion_of(writer, charter, line)
    moments = (when(occasion) for event, when in kind.follows.items() if event == line.kind)
    moment = next(moments, None)
    if moment is not None and moment > writer.now:
        row.due_at = moment
        return
    writer.session.delete(row)
    if moment is not None:
        people = mail.persons_of(writer, charter.id, kind.people(occasion))
        mail.add_notice(writer, charter.id, row.seq, kind.name, writer.now, people=people)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A letter that can go out now."""

    row: NoticeRow
    kind: MailKind
    letter: Letter


def _tell_person(
    writer: Writer, post: Post, charter: Charter, person_id: int, first: NoticeRow
) -> None:
    """Tell a person what is due in one charter, all at once."""
    person = writer.session.get_one(PersonRow, person_id)
    choice = mail.choice(writer, person_id, charter.id)
    rows = mail.due_with(writer, first)
    try:
        to = Addressee(person, entry.enter(writer, charter.slug, person_id))
    except Refusal:
        to = None
    held: list[_Ready] = []
    for row in rows:
        ready = _ready(writer, to, choice, row) if to else None
        if to is not None and ready is not None:
            if choice.is_held(important=ready.kind.important):
                held.append(ready)
            else:
                send_letter(writer, post, to, ready.kind, ready.letter)
        if row.due_at <= writer.now:  # it has not been put off
            writer.session.delete(row)
    if to is not None and held:
        found = [(one.kind, one.letter) for one in held]
        send_digest(writer, post, to, choice.rhythm, found)


def _ready(writer: Writer, to: Addressee, choice: Choice, row: NoticeRow) -> _Ready | None:
    """The letter of a notice if it can go out now; otherwise the notice may be put off."""
    kind = KINDS.get(row.kind)
    if kind is None or not to.room.actor.is_member or not choice.wants(kind.name):
        return None
    letter = _look(writer, to, choice, kind, row)
    if isinstance(letter, Later):
        row.due_at = max(letter.moment, writer.now + timedelta(seconds=1))
    if not isinstance(letter, Letter):
        return None
    row.ready_at = row.ready_at or writer.now
    moment = send_at(
        choice,
        mail.quiet_of(writer, to.number),
        to.room.charter.zone,
        ready=row.ready_at,
        now=writer.now,
        important=kind.important,
        until=letter.until,
    )
    if moment > writer.now:
        row.due_at = moment
        return None
    return _Ready(row, kind, letter)


def _look(
    writer: Writer, to: Addressee, choice: Choice, kind: MailKind, row: NoticeRow
) -> Letter | Later | None:
    line = mail.line(writer, to.room.charter.id, row.seq)
    body = json.loads(line.line)
    occasion = Occasion(
        reader=writer,
        room=to.room,
        seq=line.seq,
        at=line.at,
        actor=body["actor"],
        data=body["data"],
        choice=choice,
    )
    try:
        return kind.look(occasion)
    except Refusal:
        return None
