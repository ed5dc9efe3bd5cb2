"""Notices that wait, and how people want their mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update
from sqlmodel import col, delete, select

from app.storage.engine.session import Reader, Writer
from app.storage.tables import (
    MailChoiceRow,
    MembershipRow,
    NoticeRow,
    OutgoingMailRow,
    PersonRow,
    QuietHoursRow,
)

#: More memberships than so many are not named one by one in a question: some databases refuse it.
MOST_NAMED = 500


class Rhythm(StrEnum):
    """How often a person wants the mail of a charter."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which a person wants no mail; none if both are the same.

    Without a time zone they are meant in the time zone of each charter.
    """

    begins: int = 22
    ends: int = 7
    zone: ZoneInfo | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """How a person wants the mail of one charter."""

    rhythm: Rhythm = Rhythm.AT_ONCE
    holds_important: bool = False
    off: frozenset[str] = frozenset()

    def wants(self, kind: str) -> bool:
        """Whether mail of this kind is wanted at all."""
        return self.rhythm is not Rhythm.NOTHING and kind not in self.off

    def is_held(self, *, important: bool) -> bool:
        """Whether mail waits for the next digest."""
        held = self.rhythm in {Rhythm.DAILY, Rhythm.WEEKLY}
        return held and (self.holds_important or not important)


# --- choices


def choice(reader: Reader, person_id: int, charter_id: int) -> Choice:
    """How a person wants the mail of a charter."""
    row = _choice_row(reader, person_id, charter_id)
    return _choice(row) if row is not None else Choice()


def choices(reader: Reader, charter_id: int, people: Collection[int]) -> dict[int, Choice]:
    """How some people want the mail of a charter, by person; who has not said is not in it."""
    wanted = select(MailChoiceRow).where(
        MailChoiceRow.charter_id == charter_id, col(MailChoiceRow.person_id).in_(people)
    )
    return {row.person_id: _choice(row) for row in reader.session.exec(wanted)}


def _choice(row: MailChoiceRow) -> Choice:
    return Choice(Rhythm(row.rhythm), row.holds_important, frozenset(row.switched_off.split()))


def _choice_row(reader: Reader, person_id: int, charter_id: int) -> MailChoiceRow | None:
    wanted = select(MailChoiceRow).where(
        MailChoiceRow.person_id == person_id, MailChoiceRow.charter_id == charter_id
    )
    return reader.session.exec(wanted).first()


def save_choice(writer: Writer, person_id: int, charter_id: int, wanted: Choice) -> None:
    """Keep how a person wants the mail of a charter; what waits is looked at again.

    The person has to be locked.
    """
    row = _choice_row(writer, person_id, charter_id)
    if row is None:
        row = MailChoiceRow(
            person_id=person_id,
            charter_id=charter_id,
            rhythm="",
            holds_important=False,
            switched_off="",
        )
    row.rhythm = wanted.rhythm.value
    row.holds_important = wanted.holds_important
    row.switched_off = " ".join(sorted(wanted.off))
    writer.session.add(row)
    _look_again(writer, person_id)


def quiet_of(reader: Reader, person_id: int) -> Quiet:
    """The hours in which a person wants no mail."""
    row = reader.session.get(QuietHoursRow, person_id)
    return _quiet(row) if row is not None else Quiet()


def quiet_hours(reader: Reader, people: Collection[int]) -> dict[int, Quiet]:
    """The hours in which some people want no mail, by person; who has not said is not in it."""
    wanted = select(QuietHoursRow).where(col(QuietHoursRow.person_id).in_(people))
    return {row.person_id: _quiet(row) for row in reader.session.exec(wanted)}


def _quiet(row: QuietHoursRow) -> Quiet:
    return Quiet(row.begins, row.ends, ZoneInfo(row.timezone) if row.timezone else None)


def save_quiet(writer: Writer, person_id: int, quiet: Quiet) -> None:
    """Keep the hours in which a person wants no mail. The person has to be locked."""
    row = writer.session.get(QuietHoursRow, person_id) or QuietHoursRow(
        person_id=person_id, begins=0, ends=0
    )
    row.begins, row.ends = quiet.begins, quiet.ends
    row.timezone = quiet.zone.key if quiet.zone else None
    writer.session.add(row)
    _look_again(writer, person_id)


def lock_person(writer: Writer, person_id: int) -> PersonRow | None:
    """A person, held until the transaction ends: what concerns their mail comes in turn."""
    wanted = select(PersonRow).where(PersonRow.id == person_id).with_for_update()
    return writer.session.exec(wanted).first()


def forget_person(writer: Writer, person_id: int) -> None:
    """Remove all that is kept about a person's mail, also the messages on their way."""
    person = writer.session.get(PersonRow, person_id)
    if person is not None:
        to_them = col(OutgoingMailRow.to_address) == person.email
        writer.session.exec(delete(OutgoingMailRow).where(to_them))
    for table in (NoticeRow, MailChoiceRow, QuietHoursRow):
        writer.session.exec(delete(table).where(col(table.person_id) == person_id))


# --- notices


def add_notice(
    writer: Writer,
    charter_id: int,
    seq: int,
    kind: str,
    due_at: datetime,
    *,
    people: Iterable[int | None] = (None,),
) -> None:
    """Let somebody be told; without people, whoever it concerns when it is due."""
    same = {"charter_id": charter_id, "seq": seq, "kind": kind, "due_at": due_at}
    if rows := [{**same, "person_id": person} for person in people]:
        writer.session.connection().execute(insert(NoticeRow), rows)


def add_missing_notices(
    writer: Writer, charter_id: int, seq: int, kind: str, people: Iterable[int]
) -> None:
    """Let people be told of something, but those who are about to be told of it already."""
    wanted = select(NoticeRow.person_id).where(
        NoticeRow.charter_id == charter_id, NoticeRow.seq == seq, NoticeRow.kind == kind
    )
    waiting = set(writer.session.exec(wanted))
    missing = [one for one in people if one not in waiting]
    add_notice(writer, charter_id, seq, kind, writer.now, people=missing)


def wake(writer: Writer, charter_id: int, kinds: Iterable[str]) -> None:
    """Look again at what waits for one person each, because something has happened."""
    writer.session.exec(
        update(NoticeRow)
        .where(
            col(NoticeRow.charter_id) == charter_id,
            col(NoticeRow.kind).in_(list(kinds)),
            col(NoticeRow.person_id).is_not(None),
        )
        .values(due_at=writer.now)
    )


def _look_again(writer: Writer, person_id: int) -> None:
    mine = col(NoticeRow.person_id) == person_id
    writer.session.exec(update(NoticeRow).where(mine).values(due_at=writer.now))
    writer.session.flush()


def forget_notices(writer: Writer, charter_id: int) -> None:
    """Let nobody be told of what has happened in a charter so far."""
    writer.session.exec(delete(NoticeRow).where(col(NoticeRow.charter_id) == charter_id))


def persons_of(reader: Reader, charter_id: int, members: Iterable[int]) -> list[int]:
    """The people behind some memberships, without those who have left."""
    wanted = select(MembershipRow.id, MembershipRow.person_id).where(
        MembershipRow.charter_id == charter_id, col(MembershipRow.left_at).is_(None)
    )
    asked = frozenset(members)
    if len(asked) <= MOST_NAMED:
        wanted = wanted.where(col(MembershipRow.id).in_(asked))
    found = reader.session.exec(wanted.order_by(col(MembershipRow.id)))
    return [person for member, person in found if member in asked]
