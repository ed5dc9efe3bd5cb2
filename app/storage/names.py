"""Names in a charter: as they are kept, and as they are shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Select, and_
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from amendments.events import Kind
from amendments.shown_names import tell_apart
from app.storage.database import Reader
from app.storage.tables import EventRow, MembershipRow, PersonRow, WordsRow
from charter.language import code_now

#: For how long the list of members tells by what name somebody went before.
TOLD_FOR = timedelta(days=60)


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


@dataclass(frozen=True, slots=True)
class Renamed:
    """A line of the record that tells of another name: whose, by handle, and the two names."""

    seq: int
    at: datetime
    handle: str
    was: str
    now: str


def renamings(reader: Reader, charter_id: int) -> Iterator[Renamed]:
    """Who went by another name when, oldest first, as far as the names have not been erased."""
    renamed = Kind.MEMBER_RENAMED.value
    ask = reader.session.connection().execute
    if not ask(_naming(charter_id).where(col(EventRow.kind) == renamed).limit(1)).all():
        return
    names: dict[str, str] = {}
    for seq, at, kind, line, name in ask(_naming(charter_id)):
        handle = json.loads(line)["data"]["member"]
        was, now = names.get(handle), name or ""
        names[handle] = now
        if kind == renamed and was and now and was != now:
            yield Renamed(seq, at, handle, was, now)


def _naming(charter_id: int) -> Select[int, datetime, str, str, str | None]:
    kinds = (Kind.MEMBER_ADDED, Kind.MEMBER_JOINED, Kind.MEMBER_RENAMED)
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


def names_before(reader: Reader, charter_id: int) -> dict[str, str]:
    """The names that people went by until lately, by handle: all of them while this is told."""
    since = reader.now - TOLD_FOR
    before: dict[str, list[str]] = {}
    for one in renamings(reader, charter_id):
        if one.at >= since:
            before.setdefault(one.handle, []).append(one.was)
    return {handle: ", ".join(dict.fromkeys(names)) for handle, names in before.items()}
