"""Telling: a notice that is due becomes a letter, waits for a digest, or is dropped.

What a letter says is looked up at the last moment, as the person who gets it: who has answered
since, has left, or may not see it (any more) is told nothing, and no words wait anywhere. That is
done while only reading; what comes of it is then kept in one short transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amendments.refusals import Refusal
from app.language import words_of
from app.mail.kinds import KINDS, Later, Letter, MailKind, Occasion
from app.mail.outbox import put
from app.mail.post import Addressee, Outgoing, Post, digest_for, letter_for
from app.mail.reactions import occasion_of
from app.mail.timing import send_at
from app.services import entry
from app.services.entry import Room
from app.storage import charters, mail
from app.storage.charters import Charter
from app.storage.database import Database, Reader, Writer
from app.storage.held import happening
from app.storage.mail import Choice
from app.storage.tables import CharterRow, NoticeRow, PersonRow
from charter.language import speaking

log = logging.getLogger(__name__)

MOST_AT_ONCE = 1000
#: When a notice that cannot be told for a reason nobody thought of is tried again.
PAUSE = timedelta(hours=1)


def tell(database: Database, post: Post) -> None:
    """Tell what is due, each person in a transaction of their own."""
    told = True
    while told:
        with database.reading() as reader:
            due = mail.due_notices(reader, MOST_AT_ONCE)
        told = sum(_tell(database, post, notice) for notice in due) > 0


def _tell(database: Database, post: Post, notice: int) -> bool:
    """Deal with a notice; whether that could be done here and now."""
    try:
        with database.reading() as reader:
            row = mail.due_notice(reader, notice)
            plan = _plan(reader, post, row) if row else None
        if plan is None:
            return False
        with database.writing() as writer:
            return _carry_out(writer, plan)
    except Exception:
        log.exception("a notice could not be told; the others are, and it is tried again")
    with database.writing() as writer:
        mail.put_off(writer, notice, writer.now + PAUSE)
    return False


@dataclass(slots=True)
class _Plan:
    """What comes of some notices to one person, or of one that is to nobody yet.

    All of `notices` end, but those that are `put_off`: until when, and since when they wait.
    """

    notices: list[int]
    person: int | None = None
    put_off: dict[int, tuple[datetime, datetime | None]] = field(default_factory=dict)
    new: tuple[int, str, list[int]] | None = None
    letters: list[Outgoing] = field(default_factory=list)


def _carry_out(writer: Writer, plan: _Plan) -> bool:
    """Keep what was planned, unless another process has dealt with it meanwhile."""
    if not mail.hold(writer, plan.person, plan.notices):
        return False
    for letter in plan.letters:
        put(
            writer,
            letter.to,
            letter.written.subject,
            letter.written.text,
            html=letter.written.html,
            headers=letter.headers,
            not_after=letter.not_after,
        )
    # A line that was held back may have been written since: its notices have its number now.
    seq = mail.seq_of(writer, plan.notices[0])
    for notice in plan.notices:
        if notice in plan.put_off:
            mail.put_off(writer, notice, *plan.put_off[notice])
        else:
            mail.end_notice(writer, notice)
    if plan.new is not None:
        charter_id, kind, people = plan.new
        mail.add_notice(writer, charter_id, seq, kind, writer.now, people=people)
    return True


def _plan(reader: Reader, post: Post, row: NoticeRow) -> _Plan:
    assert row.id is not None
    kind = KINDS.get(row.kind)
    charter = charters.find(reader, reader.session.get_one(CharterRow, row.charter_id).slug)
    if kind is None or charter is None:
        return _Plan([row.id], row.person_id)
    if row.person_id is None:
        return _people(reader, charter, kind, row)
    return _letters(reader, post, charter, row.person_id, row)


def _people(reader: Reader, charter: Charter, kind: MailKind, row: NoticeRow) -> _Plan:
    """A notice to each person whom it concerns, unless its moment has moved."""
    assert row.id is not None
    plan = _Plan([row.id])
    said = happening(reader, charter.id, row.seq)
    occasion = occasion_of(entry.as_server(reader, charter), reader, said)
    moments = (when(occasion) for event, when in kind.follows.items() if event == said.kind)
    moment = next(moments, None)
    if moment is not None and moment > reader.now:
        plan.put_off[row.id] = moment, None
    elif moment is not None:
        if kind.outside is not None:
            people = list(kind.outside(occasion))
        else:
            people = mail.persons_of(reader, charter.id, kind.people(occasion))
        plan.new = charter.id, kind.name, people
    return plan


def _letters(reader: Reader, post: Post, charter: Charter, person: int, row: NoticeRow) -> _Plan:
    """All that one person is told of one charter now."""
    rows = mail.due_with(reader, row)
    plan = _Plan([one.id for one in rows if one.id is not None], person)
    room = _room_of(reader, charter, person)
    if not room.actor.is_member:
        rows = [one for one in rows if _is_for_outside(one)]
    to = Addressee(reader.session.get_one(PersonRow, person), room)
    with speaking(words_of(to.person.language or post.language)):
        _write(reader, post, to, rows, plan)
    return plan


def _write(
    reader: Reader, post: Post, to: Addressee, rows: Sequence[NoticeRow], plan: _Plan
) -> None:
    """The letters of some notices to one person, in the language that is spoken now."""
    is_member = to.room.actor.is_member
    choice = mail.choice(reader, to.number, to.room.charter.id) if is_member else Choice()
    held: list[tuple[MailKind, Letter]] = []
    for one in rows:
        kind = KINDS.get(one.kind)
        letter = _letter(reader, to, choice, kind, one, plan) if kind else None
        if kind is None or letter is None:
            continue
        if choice.is_held(important=kind.important):
            held.append((kind, letter))
        else:
            plan.letters.append(letter_for(post, to, kind, letter))
    if held:
        plan.letters.append(digest_for(post, to, choice.rhythm, held))


def _room_of(reader: Reader, charter: Charter, person: int) -> Room:
    """The room from which a person looks at a charter, also where they may not come in."""
    try:
        return entry.enter(reader, charter.slug, person)
    except Refusal:
        return entry.as_server(reader, charter)


def _is_for_outside(row: NoticeRow) -> bool:
    kind = KINDS.get(row.kind)
    return kind is not None and kind.outside is not None


def _letter(
    reader: Reader, to: Addressee, choice: Choice, kind: MailKind, row: NoticeRow, plan: _Plan
) -> Letter | None:
    """The letter of a notice if it can go out now; otherwise the notice may be put off."""
    assert row.id is not None
    letter = _look(reader, to, choice, kind, row)
    if isinstance(letter, Later):
        # Never at once: whoever is asked too early would be asked for ever.
        moment = max(letter.moment, reader.now + timedelta(seconds=1))
        plan.put_off[row.id] = moment, row.ready_at
    if not isinstance(letter, Letter):
        return None
    ready = row.ready_at or reader.now
    moment = send_at(
        choice,
        mail.quiet_of(reader, to.number),
        to.room.charter.zone,
        ready=ready,
        now=reader.now,
        important=kind.important,
        until=letter.until,
    )
    if moment > reader.now:
        plan.put_off[row.id] = moment, ready
        return None
    return letter


def _look(
    reader: Reader, to: Addressee, choice: Choice, kind: MailKind, row: NoticeRow
) -> Letter | Later | None:
    if not choice.wants(kind.name):
        return None
    try:
        return kind.look(_occasion(reader, to, choice, kind, row))
    except Refusal:
        return None


def _occasion(
    reader: Reader, to: Addressee, choice: Choice, kind: MailKind, row: NoticeRow
) -> Occasion:
    if kind.apart:
        return Occasion(reader, to.room, row.seq, reader.now, None, {}, choice)
    said = happening(reader, to.room.charter.id, row.seq)
    return occasion_of(to.room, reader, said, choice)
