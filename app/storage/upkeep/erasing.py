"""Erasing the words of one person from every place where the program itself keeps or copied them.

Everything here can be done again without harm: after a restore, and when a decision has ended that
still needed a wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import col, delete, select

from amendments.status import UNDECIDED, Status
from app.storage.belonging import invitations
from app.storage.belonging.names import give_name
from app.storage.care import mediations
from app.storage.engine.session import Reader, Writer
from app.storage.mail import notices
from app.storage.record import lines_of_member
from app.storage.record import personal_words as words_kept
from app.storage.record.word_columns import ids_of_words
from app.storage.tables import (
    AmendmentRow,
    AuthorRow,
    ChangeSetRow,
    CommentRow,
    JoinRequestRow,
    KeptAnswerRow,
    MembershipRow,
    OutgoingMailRow,
    PersonRow,
    RevisionRow,
    VersionRow,
    WordsRow,
)
from app.storage.upkeep import personal
from app.storage.upkeep.personal import Me
from charter import ChangeSet

#: Sealed words that are no words of a person but facts of a decision.
FACTS = frozenset({"stance"})
#: Sealed words that say who somebody is.
NAMES = frozenset({"name", lines_of_member.SEALED_HANDLE})
NOTHING = ChangeSet(()).to_json()


@dataclass(frozen=True, slots=True)
class Versions:
    """What a person proposed: which versions can be erased, and which words of versions stay."""

    to_erase: tuple[VersionRow, ...]
    kept_words: frozenset[int]
    are_pending: bool


def erase_name(writer: Writer, person: PersonRow) -> None:
    """Leave a row that names nobody: what points to it stays as facts."""
    give_name(person, "")
    person.email = f"{person.id}@erased.invalid"
    person.language = None
    writer.session.flush()


def erase_traces(writer: Writer, person: PersonRow, who: Me) -> None:
    """Delete what lets a person in, what waits to be told, and copies made for a short time."""
    assert person.id is not None
    notices.forget_person(writer, person.id)
    personal.let_go(writer, who)
    # Copies that could hold their name or their words, kept for others: they live for a day, or
    # until the mail server answers.
    writer.session.exec(delete(KeptAnswerRow))
    unsent_letter = col(OutgoingMailRow.sent_at).is_(None) & col(OutgoingMailRow.headers).is_not(
        None
    )
    writer.session.exec(delete(OutgoingMailRow).where(unsent_letter))


def erase_words(writer: Writer, who: Me, *, words: bool) -> bool:
    """Erase what the record seals of a person: their name, or their name and words.

    Returns whether something has to wait for the end of a decision.
    """
    found = _versions(writer, who, words=words)
    gone: set[int] = set()
    for member in _members(writer, who):
        for line in lines_of_member.lines_of(writer, member):
            goes = words or not line.is_own
            gone |= {
                row.id
                for row in line.words
                if row.id is not None and row.name not in FACTS and (goes or row.name in NAMES)
            }
    gone |= invitations.words_of_requests(writer, col(JoinRequestRow.person_id) == who.person)
    for version in found.to_erase:
        gone |= set(ids_of_words(VersionRow, version))
        gone |= _quotes_of(writer, version)
    words_kept.empty(writer, gone - found.kept_words)
    _erase_changes(writer, found.to_erase)
    if words:
        mediations.erase_notes(writer, who.members)
    return found.are_pending


def _members(reader: Reader, who: Me) -> Sequence[MembershipRow]:
    return reader.session.exec(
        select(MembershipRow).where(col(MembershipRow.id).in_(who.members))
    ).all()


def _versions(reader: Reader, who: Me, *, words: bool) -> Versions:
    rows = reader.session.exec(
        select(VersionRow, AmendmentRow)
        .join(AmendmentRow, col(AmendmentRow.id) == VersionRow.amendment_id)
        .where(col(VersionRow.member_id).in_(who.members))
    ).all()
    shared = _with_others(reader, who, {one.id for _, one in rows if one.id is not None})
    erased, kept, are_pending = [], set(), False
    for version, amendment in rows:
        if _still_needed(amendment, is_shared=amendment.id in shared):
            are_pending = are_pending or words
            kept |= set(ids_of_words(VersionRow, version))
        elif words or amendment.submitted_at is None:
            erased.append(version)
            if amendment.status == Status.ADOPTED.value:
                # It is the name of a revision, which the community adopted.
                kept.add(version.title_id)
    return Versions(tuple(erased), frozenset(kept), are_pending)


def _still_needed(amendment: AmendmentRow, *, is_shared: bool) -> bool:
    """Whether others decide on it now, or write it too: then it is not one person's to erase."""
    if amendment.status == Status.ROUND.value:
        return True
    return is_shared and amendment.status in {one.value for one in UNDECIDED}


def _with_others(reader: Reader, who: Me, amendments: set[int]) -> set[int]:
    wanted = select(AuthorRow.amendment_id).where(
        col(AuthorRow.amendment_id).in_(amendments),
        col(AuthorRow.member_id).not_in(who.members),
        col(AuthorRow.left_at).is_(None),
    )
    return set(reader.session.exec(wanted))


def _quotes_of(reader: Reader, version: VersionRow) -> set[int]:
    """What others quoted of a wording, as far as it did not stand in the charter."""
    wanted = (
        select(WordsRow.id, WordsRow.text, RevisionRow.text)
        .join(CommentRow, col(CommentRow.quote_id) == WordsRow.id)
        .join(AmendmentRow, col(AmendmentRow.id) == CommentRow.amendment_id)
        .join(RevisionRow, col(RevisionRow.charter_id) == AmendmentRow.charter_id)
        .where(
            CommentRow.amendment_id == version.amendment_id,
            CommentRow.version == version.number,
            RevisionRow.number == version.base,
            col(WordsRow.text).is_not(None),
        )
    )
    rows = reader.session.exec(wanted).all()
    return {row for row, quote, base in rows if row is not None and quote and quote not in base}


def _erase_changes(writer: Writer, versions: Iterable[VersionRow]) -> None:
    """Put nothing in the place of changes that were never adopted and are nobody else's too."""
    mine = {version.id for version in versions}
    for digest in sorted({version.change_sha256 for version in versions}):
        published = select(RevisionRow.id).where(RevisionRow.change_sha256 == digest)
        others = select(VersionRow.id).where(
            VersionRow.change_sha256 == digest, col(VersionRow.id).not_in(mine)
        )
        if writer.session.exec(published).first() or writer.session.exec(others).first():
            continue
        writer.session.get_one(ChangeSetRow, digest).json_text = NOTHING
    writer.session.flush()
