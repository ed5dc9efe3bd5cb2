"""Names in a charter: as they are kept, and as they are shown."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Select, and_, or_, union
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from amendments.belonging.shown_names import likeness_of, tell_apart, to_be_told_apart
from amendments.record.events import EventKind
from app.storage.engine.session import Reader
from app.storage.tables import EventRow, MembershipRow, PersonRow, WordsRow
from charter.language import code_now

#: For how long the list of members tells by what name somebody went before.
TOLD_FOR = timedelta(days=60)


def give_name(person: PersonRow, name: str) -> None:
    """Let a person go by a name from now on; an empty one names nobody."""
    person.name = name
    person.likeness, person.other_likeness = likeness_of(name)


def names_in(reader: Reader, charter_id: int, *, but: int | None = None) -> list[str]:
    """The names that people go by in a charter, as they are kept, also of those who left.

    Without that of one person, `but`, and without those who were forgotten.
    """
    wanted = (
        select(PersonRow.name)
        .join(MembershipRow)
        .where(MembershipRow.charter_id == charter_id, PersonRow.name != "")
    )
    if but is not None:
        wanted = wanted.where(PersonRow.id != but)
    return list(reader.session.exec(wanted))


def shown_names(names: Mapping[int, str]) -> dict[int, str]:
    """The names of memberships, told apart; whoever came first goes by theirs as it is.

    Those who were forgotten have none, and are not in it.
    """
    known = [member for member in sorted(names) if names[member]]
    return dict(zip(known, _apart(code_now(), tuple(names[one] for one in known)), strict=True))


@lru_cache(maxsize=8)
def _apart(_language: str, names: tuple[str, ...]) -> list[str]:
    """Telling thousands of names apart takes a second, and the same ones are read again and again.

    Some are told in words, so it depends on the language that is spoken.
    """
    return tell_apart(names)


def shown_among_all(reader: Reader, charter_id: int, names: Mapping[int, str]) -> dict[int, str]:
    """As `shown_names`, of some memberships of a charter, told apart from all others in it."""
    every, asked = dict(names), set[str]()
    while wanted := to_be_told_apart([every[one] for one in sorted(every) if every[one]]) - asked:
        every |= looking_like(reader, charter_id, wanted)
        asked |= wanted
    shown = shown_names(every)
    return {member: shown[member] for member in names if member in shown}


def looking_like(reader: Reader, charter_id: int, likenesses: Collection[str]) -> dict[int, str]:
    """The names in a charter that look like one of these, as they are kept, by membership."""
    # Those who look so come first: they are few in any place, and a charter can have many people.
    alike = union(
        *(
            select_columns(col(PersonRow.id)).where(column.in_(likenesses))
            for column in (col(PersonRow.likeness), col(PersonRow.other_likeness))
        )
    )
    wanted = (
        select_columns(col(MembershipRow.id), col(PersonRow.name))
        .join(PersonRow, col(PersonRow.id) == MembershipRow.person_id)
        .where(col(MembershipRow.charter_id) == charter_id, col(MembershipRow.person_id).in_(alike))
    )
    found = reader.session.connection().execute(wanted)
    return {member: name for member, name in found if member is not None}


@dataclass(frozen=True, slots=True)
class Renamed:
    """A line of the record that tells of another name: whose, by handle, and the two names."""

    seq: int
    at: datetime
    handle: str
    was: str
    now: str


def renamings(
    reader: Reader, charter_id: int, handles: Collection[str] | None = None
) -> Iterator[Renamed]:
    """Who went by another name when, oldest first, as far as the names have not been erased.

    Of all, or of some by their handles.
    """
    renamed = EventKind.MEMBER_RENAMED.value
    ask = reader.session.connection().execute
    if not ask(_naming(charter_id).where(col(EventRow.kind) == renamed).limit(1)).all():
        return
    wanted = _naming(charter_id)
    if handles is not None:
        wanted = wanted.where(or_(*(col(EventRow.line).contains(f'"{one}"') for one in handles)))
    names: dict[str, str] = {}
    for seq, at, kind, line, name in ask(wanted):
        handle = json.loads(line)["data"]["member"]
        was, now = names.get(handle), name or ""
        names[handle] = now
        if kind == renamed and was and now and was != now:
            yield Renamed(seq, at, handle, was, now)


def _naming(charter_id: int) -> Select[int, datetime, str, str, str | None]:
    kinds = (EventKind.MEMBER_ADDED, EventKind.MEMBER_JOINED, EventKind.MEMBER_RENAMED)
    same = (col(WordsRow.charter_id) == EventRow.charter_id, col(WordsRow.seq) == EventRow.seq)
    return (
        select_columns(
            col(EventRow.seq),
            col(EventRow.at),
            col(EventRow.kind),
            col(EventRow.line),
            col(WordsRow.text),
        )
        .join(WordsRow, and_(*same))
        .where(
            col(EventRow.charter_id) == charter_id,
            col(EventRow.kind).in_([one.value for one in kinds]),
            col(WordsRow.name) == "name",
        )
        .order_by(col(EventRow.seq))
    )


def names_before(reader: Reader, charter_id: int, handles: Collection[str]) -> dict[str, str]:
    """The names that some people went by until lately, by handle: all while this is told."""
    since = reader.now - TOLD_FOR
    lately = select(EventRow.line).where(
        EventRow.charter_id == charter_id,
        EventRow.kind == EventKind.MEMBER_RENAMED.value,
        EventRow.at >= since,
    )
    renamed = {json.loads(line)["data"]["member"] for line in reader.session.exec(lately)}
    if not renamed & set(handles):
        return {}
    before: dict[str, list[str]] = {}
    for one in renamings(reader, charter_id, renamed & set(handles)):
        if one.at >= since:
            before.setdefault(one.handle, []).append(one.was)
    return {handle: ", ".join(dict.fromkeys(names)) for handle, names in before.items()}
