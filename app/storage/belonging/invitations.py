"""Invitations and requests to join, as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, update
from sqlmodel import col, delete, select

from amendments.belonging.joining import Invitation, JoinRequest
from app.storage.engine.session import Reader, Writer
from app.storage.record import personal_words
from app.storage.tables import InvitationRow, JoinRequestRow, PersonRow, WordsRow

#: How long it is kept that a request was answered: a no has to be remembered for a while.
ANSWERS_ARE_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class KeptRequest:
    """A request to join that waits for its answer."""

    number: int
    name: str
    why: str
    asked_at: datetime


def value_of(row: InvitationRow) -> Invitation:
    """An invitation as the rules see it."""
    # Without its address, one that was for somebody alone is for nobody any more.
    is_over = row.over_at is not None or (row.is_personal and row.address is None)
    return Invitation(row.number or 0, row.uses, row.used, row.ends_at, is_over)


def invitation_by(reader: Reader, charter_id: int, digest: str) -> InvitationRow | None:
    """The invitation of a charter whose secret has this digest."""
    wanted = select(InvitationRow).where(
        InvitationRow.charter_id == charter_id, InvitationRow.token_digest == digest
    )
    return reader.session.exec(wanted).first()


def invitation(reader: Reader, charter_id: int, number: int) -> InvitationRow | None:
    """The invitation of a charter with a number."""
    wanted = select(InvitationRow).where(
        InvitationRow.charter_id == charter_id, InvitationRow.number == number
    )
    return reader.session.exec(wanted).first()


def open_invitations(reader: Reader, charter_id: int) -> Sequence[InvitationRow]:
    """The invitations that somebody can still say yes to, the newest first."""
    wanted = select(InvitationRow).where(
        InvitationRow.charter_id == charter_id,
        col(InvitationRow.number).is_not(None),
        col(InvitationRow.over_at).is_(None),
        InvitationRow.ends_at > reader.now,
        col(InvitationRow.used) < InvitationRow.uses,
    )
    rows = reader.session.exec(wanted.order_by(col(InvitationRow.number).desc())).all()
    return [one for one in rows if value_of(one).is_open(reader.now)]


def next_number(reader: Reader, table: type[InvitationRow | JoinRequestRow], charter: int) -> int:
    """The next number in a charter that is locked."""
    highest = select(func.max(table.number)).where(table.charter_id == charter)
    return (reader.session.exec(highest).one() or 0) + 1


def add(writer: Writer, row: InvitationRow | JoinRequestRow) -> None:
    """Keep a new row."""
    writer.session.add(row)
    writer.session.flush()


def end(writer: Writer, row: InvitationRow) -> None:
    """Keep that an invitation is over; whose it was is nobody's business any more."""
    row.over_at, row.address = writer.now, None


def use(writer: Writer, row: InvitationRow) -> None:
    """Count one more who said yes."""
    row.used += 1
    if row.used >= row.uses:
        end(writer, row)


# --- requests


def request_row(reader: Reader, charter_id: int, number: int) -> JoinRequestRow | None:
    """The request with a number."""
    wanted = select(JoinRequestRow).where(
        JoinRequestRow.charter_id == charter_id, JoinRequestRow.number == number
    )
    return reader.session.exec(wanted).first()


def asked_before(reader: Reader, charter_id: int, person_id: int) -> JoinRequest:
    """What a person asked of a charter before."""
    wanted = select(JoinRequestRow).where(
        JoinRequestRow.charter_id == charter_id, JoinRequestRow.person_id == person_id
    )
    last = reader.session.exec(wanted.order_by(col(JoinRequestRow.number).desc())).first()
    if last is None:
        return JoinRequest()
    return JoinRequest(
        last.answered_at is None, last.answered_at if last.granted is False else None
    )


def end_request(writer: Writer, charter_id: int, person_id: int) -> None:
    """Keep that a person belongs now, in whichever way: their request waits no more."""
    wanted = select(JoinRequestRow).where(
        JoinRequestRow.charter_id == charter_id,
        JoinRequestRow.person_id == person_id,
        col(JoinRequestRow.answered_at).is_(None),
    )
    for row in writer.session.exec(wanted):
        row.answered_at, row.granted = writer.now, True


def waiting_requests(reader: Reader, charter_id: int) -> list[KeptRequest]:
    """The requests that wait for their answer, the oldest first."""
    wanted = (
        select(JoinRequestRow, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == JoinRequestRow.person_id)
        .where(JoinRequestRow.charter_id == charter_id, col(JoinRequestRow.answered_at).is_(None))
    )
    found = reader.session.exec(wanted.order_by(col(JoinRequestRow.number))).all()
    texts = personal_words.texts(reader, (row.why_id for row, _ in found))
    return [
        KeptRequest(row.number, name, texts.get(row.why_id or 0, ""), row.asked_at)
        for row, name in found
    ]


# --- forgetting


def forget_what_is_over(writer: Writer, now: datetime) -> None:
    """Forget addresses of invitations that are over, and who asked long ago."""
    session = writer.session
    over = (col(InvitationRow.ends_at) <= now) | col(InvitationRow.over_at).is_not(None)
    session.exec(delete(InvitationRow).where(col(InvitationRow.number).is_(None), over))
    named = col(InvitationRow.address).is_not(None)
    session.exec(update(InvitationRow).where(named, over).values(address=None))
    long_ago = col(JoinRequestRow.answered_at) < now - ANSWERS_ARE_KEPT
    # Afterwards nothing tells whose words they were, so they go now.
    personal_words.empty(writer, words_of_requests(writer, long_ago))
    session.exec(update(JoinRequestRow).where(long_ago).values(person_id=None))


def words_of_requests(reader: Reader, which: ColumnElement[bool]) -> set[int]:
    """The kept words of some requests, also the name, which nothing but its line points to."""
    why = (
        select(WordsRow.charter_id, WordsRow.seq)
        .join(JoinRequestRow, col(JoinRequestRow.why_id) == WordsRow.id)
        .where(which, col(JoinRequestRow.person_id).is_not(None))
    )
    found: set[int] = set()
    for charter_id, seq in reader.session.exec(why).all():
        wanted = select(WordsRow.id).where(WordsRow.charter_id == charter_id, WordsRow.seq == seq)
        found |= {one for one in reader.session.exec(wanted) if one is not None}
    return found
