"""Lines that are held back from a record until their round ends: see
`amendments.deciding.held_lines`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, update
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from amendments.deciding.held_lines import place_of, told
from amendments.record.events import Event, EventKind
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.asking import ask
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.tables import EventRow, HeldLineRow, NoticeRow, WordsRow, metadata
from app.storage.texts.charters import Charter

#: The number of the line that words belong to which is yet to come.
TO_COME = 0
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class HeldEvent:
    """Something that has happened: a line of the record, or one that is held back.

    `seq` is the number of the line; below zero, that of a held one.
    """

    seq: int
    at: datetime
    kind: str
    actor: str | None
    data: Mapping[str, Any]


def of_line(line: EventRow) -> HeldEvent:
    """What a line of the record tells."""
    body = json.loads(line.line)
    return HeldEvent(line.seq, line.at, line.kind, body["actor"], body["data"])


def of_held(row: HeldLineRow) -> HeldEvent:
    """What a held line will tell."""
    assert row.id is not None
    return HeldEvent(-row.id, row.at, row.kind, row.actor, json.loads(row.data))


def happening(reader: Reader, charter_id: int, seq: int) -> HeldEvent:
    """What has happened, by the number of its line."""
    if seq < 0:
        return of_held(reader.session.get_one(HeldLineRow, -seq))
    wanted = select(EventRow).where(EventRow.charter_id == charter_id, EventRow.seq == seq)
    return of_line(reader.session.exec(wanted).one())


def ids_of_words(reader: Reader, charter_id: int, seq: int) -> dict[str, int]:
    """The ids of the kept words of what has happened, by the number of its line."""
    if seq < 0:
        return _ids(reader.session.get_one(HeldLineRow, -seq))
    return lines.ids_of_words(reader, charter_id, seq)


def _ids(row: HeldLineRow) -> dict[str, int]:
    found: dict[str, int] = json.loads(row.words)
    return found


_NEWEST = select_columns(func.max(EventRow.seq)).where(
    col(EventRow.charter_id) == bindparam("charter")
)
_HOLD = insert(metadata.tables["held_line"]).values(after=_NEWEST.scalar_subquery())


def append(writer: Writer, charter: Charter, decision: KeptRound, event: Event) -> dict[str, int]:
    """Record what is said in a round, or about it: held back until it ends, if it is one of those.

    Returns the id of the kept words by their name in the event. The charter has to be locked.

    Raises:
        RecordAhead: as in `record.append`; who comes in to write is told by `enter_to_write`.
    """
    if not (decision.value.held and decision.value.is_open):
        return lines.append(writer, charter, event)
    sealed = lines.seal(writer, charter.id, TO_COME, event.words)
    kept = {name: one.id for name, one in sealed.items()}
    ask(
        writer,
        _HOLD,
        charter=charter.id,
        charter_id=charter.id,
        round_id=decision.id,
        amendment_number=decision.value.amendment,
        at=writer.now,
        kind=event.kind.value,
        actor=event.actor,
        data=json.dumps(event.data),
        words=json.dumps(kept),
        is_told=False,
    )
    return kept


def write(writer: Writer, charter: Charter, round_id: int) -> None:
    """Write what was held back in a round into the record. Its end is to be the next line.

    Raises:
        RecordAhead: as in `append`.
    """
    wanted = select(HeldLineRow).where(
        HeldLineRow.round_id == round_id, col(HeldLineRow.seq).is_(None)
    )
    found = [(row, json.loads(row.data)) for row in writer.session.exec(wanted)]
    if not found:
        return
    found.sort(key=lambda one: (place_of(one[0].actor, one[1]), one[0].id))
    last = lines.last_line(writer, charter.id)
    assert last is not None
    writer.not_before(last.at)
    words = _words(writer, [row for row, _ in found])
    events = [
        (
            Event(
                EventKind(row.kind),
                row.actor,
                told(data, row.at, writer.now),
                dict.fromkeys(mine, ""),
            ),
            {name: words[one].digest for name, one in mine.items()},
        )
        for row, data in found
        for mine in (_ids(row),)
    ]
    lines.write(writer, charter, last, events, writer.now)
    for seq, (row, _) in enumerate(found, last.seq + 1):
        row.seq = seq
        for one in _ids(row).values():
            words[one].seq = seq
    writer.session.flush()


def _words(reader: Reader, rows: list[HeldLineRow]) -> dict[int, WordsRow]:
    ids = [one for row in rows for one in _ids(row).values()]
    found: dict[int, WordsRow] = {}
    for start in range(0, len(ids), _AT_ONCE):
        wanted = select(WordsRow).where(col(WordsRow.id).in_(ids[start : start + _AT_ONCE]))
        found |= {row.id: row for row in reader.session.exec(wanted) if row.id is not None}
    return found


def in_charter(reader: Reader, charter_id: int) -> Iterator[tuple[HeldLineRow, list[WordsRow]]]:
    """The lines of a charter that are held back now, oldest first, with their kept words."""
    wanted = select(HeldLineRow).where(
        HeldLineRow.charter_id == charter_id, col(HeldLineRow.seq).is_(None)
    )
    rows = list(reader.session.exec(wanted.order_by(col(HeldLineRow.id))))
    words = _words(reader, rows)
    for row in rows:
        yield row, [words[one] for one in _ids(row).values()]


# --- who is told of them


def untold(writer: Writer, charter_id: int) -> list[HeldLineRow]:
    """The held lines of which it has not been noted yet who is to be told, oldest first."""
    wanted = select(HeldLineRow).where(
        HeldLineRow.charter_id == charter_id,
        col(HeldLineRow.is_told).is_(False),
        col(HeldLineRow.seq).is_(None),
    )
    return list(writer.session.exec(wanted.order_by(col(HeldLineRow.id))))


def take_over(writer: Writer, charter_id: int, seq: int) -> bool:
    """Let a line that was held back go by itself, now that it is written.

    Returns whether it had been noted already who is to be told of it; those notices follow it.
    """
    wanted = select(HeldLineRow).where(HeldLineRow.charter_id == charter_id, HeldLineRow.seq == seq)
    row = writer.session.exec(wanted).first()
    if row is None or row.id is None:
        return True
    writer.session.exec(
        update(NoticeRow)
        .where(col(NoticeRow.charter_id) == charter_id, col(NoticeRow.seq) == -row.id)
        .values(seq=seq)
    )
    writer.session.delete(row)
    return row.is_told


def tell_nobody(writer: Writer, charter_id: int) -> None:
    """Let nobody be told of what is held back so far."""
    writer.session.exec(
        update(HeldLineRow).where(col(HeldLineRow.charter_id) == charter_id).values(is_told=True)
    )
