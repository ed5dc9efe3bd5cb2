"""Telling: a notice that is due becomes a letter, waits for a digest, or is dropped.

What a letter says is looked up at the last moment, as the person who gets it: who has answered
since, has left, or may not see it (any more) is told nothing, and no words wait anywhere. That is
done while only reading, for many people at a time; what comes of it is then kept in one short
transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from amendments.refusals import Refusal
from app.language import words_of
from app.mail.addressees import Waiting, waiting
from app.mail.kinds import KINDS, Later, Letter, MailKind, Occasion
from app.mail.reactions import occasion_of
from app.mail.sending import outbox
from app.mail.sending.outbox import Message
from app.mail.sending.post import Outgoing, Post, digest_for, letter_for
from app.mail.sending.timing import send_at
from app.mail.shared import SharedReading
from app.services import entry
from app.services.entry import CharterAccess
from app.storage.engine.database import Database
from app.storage.engine.session import Reader, Writer
from app.storage.mail import due_notices
from app.storage.mail import notices as mail
from app.storage.mail.due_notices import Batch
from app.storage.record.held_lines import happening
from app.storage.tables import NoticeRow
from app.storage.texts import charters
from app.storage.texts.charters import Charter
from charter.language import speaking

log = logging.getLogger(__name__)

#: How many people are told in one transaction: what they have in common is read once for them.
#: It is half a second of work; whoever serves pages meanwhile waits no longer than that.
MOST_AT_ONCE = 200
#: How many notices are written in one transaction at most, give or take those of one event.
MOST_NOTICES = 5000
#: When a notice that cannot be told for a reason nobody thought of is tried again.
PAUSE = timedelta(hours=1)


def tell(database: Database, post: Post) -> None:
    """Tell all that is due."""
    while tell_some(database, post):
        pass


def tell_some(database: Database, post: Post) -> int:
    """Tell what is due to some people of one charter. How many notices or people that was.

    It is 0 when nothing is due, or nothing that could be dealt with here and now.
    """
    with database.reading() as reader:
        batch = due_notices.next_batch(reader, MOST_AT_ONCE)
    return _tell(database, post, batch) if batch is not None else 0


def _tell(database: Database, post: Post, batch: Batch) -> int:
    """Deal with a batch. Where it cannot be done as a whole, each notice or person comes alone."""
    try:
        with database.reading() as reader:
            plans = _plans(reader, post, batch)
        with database.writing() as writer:
            return _carry_out(writer, plans)
    except Exception:
        if len(batch) > 1:
            return sum(_tell(database, post, one) for one in batch.apart())
        log.exception("a notice could not be told; the others are, and it is tried again")
    with database.writing() as writer:
        notices = due_notices.first_of(writer, batch)
        due_notices.put_off(writer, dict.fromkeys(notices, (writer.now + PAUSE, None)))
    return len(notices)


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


def _carry_out(writer: Writer, plans: Sequence[_Plan]) -> int:
    """Keep what was planned, but for what another process has dealt with meanwhile."""
    people = {one.person for one in plans if one.person is not None}
    lines = due_notices.hold(writer, people, [each for one in plans for each in one.notices])
    plans = [one for one in plans if lines.keys() >= set(one.notices)]
    put(writer, [letter for one in plans for letter in one.letters])
    later = {notice: until for one in plans for notice, until in one.put_off.items()}
    due_notices.put_off(writer, later)
    due_notices.end(writer, {each for one in plans for each in one.notices} - later.keys())
    for plan in plans:
        if plan.new is not None:
            charter_id, kind, told = plan.new
            # A line that was held back may have been written since: its notices have its number.
            seq = lines[plan.notices[0]]
            mail.add_notice(writer, charter_id, seq, kind, writer.now, people=told)
    return len(plans)


def put(writer: Writer, letters: Sequence[Outgoing]) -> None:
    """Keep letters until they can be sent."""
    outbox.put_all(
        writer,
        [
            Message(
                one.to,
                one.written.subject,
                one.written.text,
                html=one.written.html,
                headers=one.headers,
                not_after=one.not_after,
            )
            for one in letters
        ],
    )


def _plans(reader: Reader, post: Post, batch: Batch) -> list[_Plan]:
    shared, charter = SharedReading(reader), charters.by_id(reader, batch.charter)
    if batch.unaddressed:
        return _plans_for_nobody(shared, charter, due_notices.rows(reader, batch.unaddressed))
    found = waiting(reader, charter, batch.people)
    return [
        _or_later(reader, one.notices, partial(_letters, shared, post, one))
        for one in found.values()
    ]


def _or_later(reader: Reader, notices: Sequence[NoticeRow], plan: Callable[[], _Plan]) -> _Plan:
    """A plan; or, where it cannot be made, one that tries again later, from the next notice on."""
    try:
        return plan()
    except Exception:
        log.exception("a notice could not be told; the others are, and it is tried again")
    first = notices[0]
    assert first.id is not None
    return _Plan([first.id], first.person_id, {first.id: (reader.now + PAUSE, None)})


def _plans_for_nobody(
    shared: SharedReading, charter: Charter, rows: Sequence[NoticeRow]
) -> list[_Plan]:
    """Plans for notices to nobody yet, until they make as many as one transaction takes."""
    access, plans, many = entry.as_server(shared.reader, charter), list[_Plan](), 0
    for row in rows:
        plan = _or_later(shared.reader, [row], partial(_people, shared, access, row))
        many += len(plan.new[2]) if plan.new is not None else 0
        plans.append(plan)
        if many >= MOST_NOTICES:
            break
    return plans


def _people(shared: SharedReading, access: CharterAccess, row: NoticeRow) -> _Plan:
    """A notice to each person whom it concerns, unless its moment has moved."""
    assert row.id is not None
    plan, kind, reader = _Plan([row.id]), KINDS.get(row.kind), shared.reader
    if kind is None:
        return plan
    said = shared.read(happening, access.charter.id, row.seq)
    occasion = occasion_of(access, shared, said)
    moments = (when(occasion) for event, when in kind.follows.items() if event == said.kind)
    moment = next(moments, None)
    if moment is not None and moment > reader.now:
        plan.put_off[row.id] = moment, None
    elif moment is not None:
        if kind.outside is not None:
            people = list(kind.outside(occasion))
        else:
            people = mail.persons_of(reader, access.charter.id, kind.people(occasion))
        plan.new = access.charter.id, kind.name, people
    return plan


def _letters(shared: SharedReading, post: Post, person: Waiting) -> _Plan:
    """All that one person is told of one charter now, in the language that they speak."""
    plan = _Plan([one.id for one in person.notices if one.id is not None], person.to.number)
    with speaking(words_of(person.to.person.language or post.language)):
        _write(shared, post, person, plan)
    return plan


def _write(shared: SharedReading, post: Post, person: Waiting, plan: _Plan) -> None:
    """The letters of some notices to one person, in the language that is spoken now."""
    to, choice = person.to, person.choice
    held: list[tuple[MailKind, Letter]] = []
    for one in person.notices:
        kind = KINDS.get(one.kind)
        if kind is None or (kind.outside is None and not to.access.actor.is_member):
            continue
        letter = _letter(shared, person, kind, one, plan)
        if letter is None:
            continue
        if choice.is_held(important=kind.important):
            held.append((kind, letter))
        else:
            plan.letters.append(letter_for(post, to, kind, letter))
    if held:
        plan.letters.append(digest_for(post, to, choice.rhythm, held))


def _letter(
    shared: SharedReading, person: Waiting, kind: MailKind, row: NoticeRow, plan: _Plan
) -> Letter | None:
    """The letter of a notice if it can go out now; otherwise the notice may be put off."""
    assert row.id is not None
    now, letter = shared.reader.now, _look(shared, person, kind, row)
    if isinstance(letter, Later):
        # Never at once: whoever is asked too early would be asked for ever.
        plan.put_off[row.id] = max(letter.moment, now + timedelta(seconds=1)), row.ready_at
    if not isinstance(letter, Letter):
        return None
    ready = row.ready_at or now
    moment = send_at(
        person.choice,
        person.quiet,
        person.to.access.charter.zone,
        ready=ready,
        now=now,
        important=kind.important,
        until=letter.until,
    )
    if moment > now:
        plan.put_off[row.id] = moment, ready
        return None
    return letter


def _look(
    shared: SharedReading, person: Waiting, kind: MailKind, row: NoticeRow
) -> Letter | Later | None:
    if not person.choice.wants(kind.name):
        return None
    try:
        return kind.look(_occasion(shared, person, kind, row))
    except Refusal:
        return None


def _occasion(shared: SharedReading, person: Waiting, kind: MailKind, row: NoticeRow) -> Occasion:
    access, choice = person.to.access, person.choice
    if kind.apart:
        return Occasion(shared, access, row.seq, shared.reader.now, None, {}, choice)
    return occasion_of(access, shared, shared.read(happening, access.charter.id, row.seq), choice)
