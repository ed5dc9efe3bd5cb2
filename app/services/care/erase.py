"""Erasing a person: their name, or their name and their words, from everywhere at once.

Decisions stay, with their answers as facts of nobody; so does text that was adopted. What is erased
is listed without a name, so that a restored backup can be brought to the same state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import col, select

from amendments.belonging import erasing as rules
from amendments.belonging.people import Actor, Role
from amendments.refusals import Refusal
from amendments.status import Status
from app.services import entry
from app.services.authentication import sessions
from app.services.care.departing import end_what_waits_for
from app.services.entry import CharterAccess
from app.services.writing.withdraw import withdraw_amendment
from app.storage.deciding import objections
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.tables import CharterRow, MembershipRow, PersonRow
from app.storage.texts import charters
from app.storage.texts.charters import Charter
from app.storage.upkeep import erasing, erasures, personal
from app.storage.upkeep.erasures import Erasure
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment

Place = tuple[MembershipRow, Charter]


@dataclass(frozen=True, slots=True)
class Preview:
    """What erasing somebody would mean. `refused` says why it cannot be done yet, if so."""

    refused: Refusal | None
    charters: tuple[str, ...]
    open_objections: int
    open_proposals: int
    being_decided: int


def preview(reader: Reader, person_id: int) -> Preview:
    """What erasing a person would mean now."""
    places = _places(reader, person_id)
    undecided = _own(reader, places)
    return Preview(
        refused=_refusal(reader, places),
        charters=tuple(charter.title for member, charter in places if member.left_at is None),
        open_objections=len(_objected(reader, places)),
        open_proposals=sum(kept.value.status is not Status.ROUND for kept in undecided),
        being_decided=sum(kept.value.status is Status.ROUND for kept in undecided),
    )


def erase_person(writer: Writer, person_id: int, *, words: bool, by_operator: bool = False) -> None:
    """Erase a person's name, or their name and their `words`.

    Raises:
        WrongState: a charter would be left without a steward, or a decision is just being closed.
    """
    places = _places(writer, person_id)
    refused = _refusal(writer, places)
    if refused is not None:
        raise refused
    _carry_out(writer, person_id, Erasure("", writer.now, words), by_operator=by_operator)


def erase_again(writer: Writer, done: Erasure) -> bool:
    """Erase somebody of whom a list says that they were. Whether they were there, and not yet."""
    if any(one.person == done.person for one in erasures.every(writer)):
        return False
    for person in writer.session.exec(select(PersonRow)):
        if person.id is not None and erasures.digest_of(person) == done.person:
            _carry_out(writer, person.id, done, by_operator=True)
            return True
    return False


def _carry_out(writer: Writer, person_id: int, wanted: Erasure, *, by_operator: bool) -> None:
    person = writer.session.get_one(PersonRow, person_id)
    who = personal.me(writer, person)
    sessions.end_all_sessions(writer, person_id)
    for member, charter in _places(writer, person_id):
        with writer.following_records():
            _leave(writer, member, charter, words=wanted.words, by_operator=by_operator)
    is_pending = erasing.erase_words(writer, who, words=wanted.words)
    erasing.erase_traces(writer, person, who)
    digest = erasures.digest_of(person)
    erasures.keep(writer, Erasure(digest, wanted.at, wanted.words))
    if not is_pending:
        erasures.finish(writer, digest)
    erasing.erase_name(writer, person)


def finish_erasures(writer: Writer) -> int:
    """Erase what had to wait for the end of a decision. Returns for how many people it was done."""
    waiting = {one.person: one for one in erasures.unfinished(writer)}
    done = 0
    for person in writer.session.exec(select(PersonRow)).all() if waiting else ():
        erasure = waiting.get(erasures.digest_of(person))
        if erasure is None:
            continue
        who = personal.me(writer, person)
        if not erasing.erase_words(writer, who, words=erasure.words):
            erasures.finish(writer, erasure.person)
            done += 1
    return done


def _places(reader: Reader, person_id: int) -> list[Place]:
    wanted = (
        select(MembershipRow, CharterRow.slug)
        .join(CharterRow, col(CharterRow.id) == MembershipRow.charter_id)
        .where(MembershipRow.person_id == person_id)
        .order_by(col(CharterRow.id))
    )
    found = []
    for member, slug in reader.session.exec(wanted).all():
        # Always in the same order, so that two who are erased at once wait for one another.
        charter = (
            charters.lock(reader, slug)
            if isinstance(reader, Writer)
            else charters.find(reader, slug)
        )
        assert charter is not None
        found.append((member, charter))
    return found


def _refusal(reader: Reader, places: Sequence[Place]) -> Refusal | None:
    for member, charter in places:
        if member.left_at is not None or member.id is None:
            continue
        community = charters.community(reader, charter.id)
        allowed = rules.may_be_erased_from(charter.title, member.id, community)
        if allowed is not True:
            return allowed
    return None


def _own(reader: Reader, places: Sequence[Place]) -> list[StoredAmendment]:
    """The undecided proposals that a person writes alone."""
    mine = [(member.id, charter) for member, charter in places if member.id is not None]
    found = (
        amendments.find(reader, charter.id, number)
        for member, charter in mine
        for number in amendments.undecided_of(reader, member)
    )
    members = {member for member, _ in mine}
    return [kept for kept in found if kept is not None and kept.value.authors <= members]


def _objected(reader: Reader, places: Sequence[Place]) -> list[tuple[int, int]]:
    """The open objections of a person: the proposal's number and their own."""
    return [
        one
        for member, _ in places
        if member.id is not None
        for one in objections.open_of(reader, member.id)
    ]


def _leave(
    writer: Writer, member: MembershipRow, charter: Charter, *, words: bool, by_operator: bool
) -> None:
    # Also who has left already says this as the author and the objector that they are.
    actor = Actor(Role.MEMBER, member.id, member.handle)
    access = replace(entry.enter_to_write(writer, charter.slug, member.person_id), actor=actor)
    _settle(writer, access, (member, charter), words=words)
    event = rules.erase(member.handle, words=words, by_operator=by_operator)
    lines.append(writer, charter, event)
    if member.left_at is None and member.id is not None:
        charters.end_membership(writer, member.id)


def _settle(writer: Writer, access: CharterAccess, place: Place, *, words: bool) -> None:
    """What nobody could read any more asks for no answer either.

    With their words, a person's own proposals are withdrawn unless they are being decided. What
    waits for them alone ends as it does for everyone who goes.
    """
    for kept in _own(writer, [place]) if words else ():
        if kept.value.submitted_at is not None and kept.value.status is not Status.ROUND:
            withdraw_amendment(writer, access, kept.value.number)
    member = place[0].id
    if member is not None:
        end_what_waits_for(writer, access.charter, member)
