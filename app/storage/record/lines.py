"""Appending to a charter's record, and reading it back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, insert
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from amendments.record.events import Event, EventKind
from amendments.record.lines import sealed_digest, write_line
from app.storage.engine.asking import ask
from app.storage.engine.session import Reader, Writer
from app.storage.tables import EventRow, WordsRow, metadata
from app.storage.texts.charters import Charter

#: How many lines are in memory at a time.
AT_A_TIME = 500


class LastLine(NamedTuple):
    """The number of a record's newest line, its date and its digest."""

    seq: int
    at: datetime
    digest: str


_NEWEST = (
    select_columns(col(EventRow.seq), col(EventRow.at), col(EventRow.digest))
    .where(col(EventRow.charter_id) == bindparam("charter"))
    .order_by(col(EventRow.seq).desc())
    .limit(1)
)


def last_line(reader: Reader, charter_id: int) -> LastLine | None:
    """The newest line of a charter's record."""
    found = ask(reader, _NEWEST, charter=charter_id).first()
    return LastLine(found.seq, found.at, found.digest) if found else None


def append(
    writer: Writer,
    charter: Charter,
    event: Event,
    *,
    goes_back: bool = False,
    dated: datetime | None = None,
) -> dict[str, int]:
    """Write an event as the next line, and keep its personal words apart.

    Returns the id of the kept words by their name in the event. The charter has to be locked.
    `goes_back`: it says itself that it is dated before the line in front of it. `dated`: it is
    dated then, or as the line in front of it where that is later; else with the time of the
    transaction.

    Raises:
        RecordAhead: the line in front of it is dated in a time that has not come.
    """
    last = last_line(writer, charter.id)
    if last is not None and not goes_back:
        writer.not_before(last.at)
    at = writer.now if dated is None else max(dated, last.at if last is not None else dated)
    kept = seal(writer, charter.id, (last.seq if last else 0) + 1, event.words)
    digests = {name: one.digest for name, one in kept.items()}
    write(writer, charter, last, [(event, digests)], at)
    return {name: one.id for name, one in kept.items()}


_LINES = insert(metadata.tables["event"])


def write(
    writer: Writer,
    charter: Charter,
    last: LastLine | None,
    events: Iterable[tuple[Event, Mapping[str, str]]],
    at: datetime,
) -> int:
    """Write events, with the digests of their sealed words, as the lines after the last one.

    Returns the number of the last of them.
    """
    seq, previous = (last.seq, last.digest) if last else (0, None)
    rows = []
    for event, digests in events:
        seq += 1
        line = write_line(
            event, charter=charter.handle, seq=seq, previous=previous, at=at, words=digests
        )
        previous = line.digest
        amendment = event.data.get("amendment")
        rows.append(
            {
                "charter_id": charter.id,
                "seq": seq,
                "at": line.at,
                "kind": event.kind.value,
                "line": line.text,
                "digest": line.digest,
                "amendment_number": amendment if isinstance(amendment, int) else None,
            }
        )
    if rows:
        writer.session.flush()
        writer.session.connection().execute(_LINES, rows)
    return seq


class Sealed(NamedTuple):
    """Words that were sealed: the id under which they are kept, and their salted digest."""

    id: int
    digest: str


_WORDS = metadata.tables["words"]
_KEPT = insert(_WORDS).returning(_WORDS.c.name, _WORDS.c.id, _WORDS.c.digest)


def seal(writer: Writer, charter_id: int, seq: int, words: Mapping[str, str]) -> dict[str, Sealed]:
    """Keep personal words apart, each with a salted digest; in one statement."""
    if not words:
        return {}
    rows = [_sealed(charter_id, seq, name, text) for name, text in words.items()]
    found = writer.session.connection().execute(_KEPT, rows).all()
    sealed = {name: Sealed(words_id, digest) for name, words_id, digest in found}
    return {name: sealed[name] for name in words}


def _sealed(charter_id: int, seq: int, name: str, text: str) -> dict[str, str | int]:
    salt = secrets.token_hex(16)
    return {
        "charter_id": charter_id,
        "seq": seq,
        "name": name,
        "digest": sealed_digest(salt, text),
        "salt": salt,
        "text": str(text),
    }


def texts_of_lines(reader: Reader, charter_id: int) -> Iterator[tuple[int, str, str]]:
    """The number, the text and the digest of each line, oldest first, a few at a time."""
    wanted = (
        select_columns(col(EventRow.seq), col(EventRow.line), col(EventRow.digest))
        .where(col(EventRow.charter_id) == charter_id)
        .order_by(col(EventRow.seq))
        .execution_options(yield_per=AT_A_TIME)
    )
    for row in reader.session.connection().execute(wanted):
        seq, line, digest = row
        yield seq, line, digest


def lines(reader: Reader, charter_id: int, *, after: int = 0) -> Iterator[EventRow]:
    """The lines with a number greater than `after`, oldest first."""
    wanted = select(EventRow).where(EventRow.charter_id == charter_id, EventRow.seq > after)
    yield from reader.session.exec(
        wanted.order_by(col(EventRow.seq)).execution_options(yield_per=AT_A_TIME)
    )


def words_of(reader: Reader, charter_id: int, seq: int) -> dict[str, str]:
    """The kept words of one line that have not been erased, by their names."""
    wanted = select(WordsRow).where(WordsRow.charter_id == charter_id, WordsRow.seq == seq)
    rows = reader.session.exec(wanted)
    return {row.name: row.text for row in rows if row.text is not None}


def ids_of_words(reader: Reader, charter_id: int, seq: int) -> dict[str, int]:
    """The ids of the kept words of one line, by their names; also of those that were erased."""
    wanted = select(WordsRow).where(WordsRow.charter_id == charter_id, WordsRow.seq == seq)
    return {row.name: row.id for row in reader.session.exec(wanted) if row.id is not None}


def ruleset_before(reader: Reader, charter_id: int, seq: int) -> dict[str, object] | None:
    """The rules that held before a line of the record, None if it does not say."""
    wanted = select(EventRow.line).where(
        EventRow.charter_id == charter_id,
        EventRow.seq < seq,
        col(EventRow.kind).in_([EventKind.FOUNDED.value, EventKind.RULES_CHANGED.value]),
    )
    line = reader.session.exec(wanted.order_by(col(EventRow.seq).desc()).limit(1)).first()
    rules = json.loads(line)["data"].get("ruleset") if line else None
    return rules if isinstance(rules, dict) else None


def last_changes(
    reader: Reader, charter_id: int, kinds: Iterable[EventKind]
) -> dict[int | None, datetime]:
    """When the newest event of some kinds was, by the number of the amendment it is about."""
    wanted = (
        select(EventRow.amendment_number, func.max(EventRow.at))
        .where(
            EventRow.charter_id == charter_id,
            col(EventRow.kind).in_([one.value for one in kinds]),
        )
        .group_by(col(EventRow.amendment_number))
    )
    return dict(reader.session.exec(wanted).all())


@dataclass(frozen=True, slots=True)
class SealedWords:
    """Kept words that have not been erased, with the line that holds their digest."""

    seq: int
    at: datetime
    kind: str
    line: str
    name: str
    digest: str
    salt: str | None
    text: str


def sealed_words(reader: Reader, charter_id: int) -> Iterator[SealedWords]:
    """The kept words of a record with their lines, in the order of `openings`, a few at a time."""
    wanted = (
        select_columns(
            col(EventRow.seq),
            col(EventRow.at),
            col(EventRow.kind),
            col(EventRow.line),
            col(WordsRow.name),
            col(WordsRow.digest),
            col(WordsRow.salt),
            col(WordsRow.text),
        )
        .join(
            EventRow,
            and_(
                col(EventRow.charter_id) == WordsRow.charter_id, col(EventRow.seq) == WordsRow.seq
            ),
        )
        .where(
            col(WordsRow.charter_id) == charter_id,
            col(WordsRow.seq) > 0,
            col(WordsRow.text).is_not(None),
        )
        .order_by(col(WordsRow.seq), col(WordsRow.id))
        .execution_options(yield_per=AT_A_TIME)
    )
    for row in reader.session.connection().execute(wanted):
        seq, at, kind, line, name, digest, salt, words = row
        yield SealedWords(seq, at, kind, line, name, digest, salt, words or "")


def openings(reader: Reader, charter_id: int) -> Iterator[WordsRow]:
    """The kept words of a record that have not been erased, in the order of its lines.

    Those of a line that was held back were kept before, in an order that it does not tell.
    """
    wanted = select(WordsRow).where(
        WordsRow.charter_id == charter_id, WordsRow.seq > 0, col(WordsRow.text).is_not(None)
    )
    ordered = wanted.order_by(col(WordsRow.seq), col(WordsRow.id))
    yield from reader.session.exec(ordered.execution_options(yield_per=AT_A_TIME))
