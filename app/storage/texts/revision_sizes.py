"""What the history shows of revisions, kept when they are published: no text is read for it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, insert
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from app.storage.engine.session import Reader, Writer
from app.storage.tables import HeadingNameRow, PassageChangeRow, RevisionSizeRow
from charter.history.measuring import Measured
from charter.history.sections import SectionsThen
from charter.reading.sizes import Size
from charter.text.canonical import digest


@dataclass(frozen=True, slots=True)
class RevisionSize:
    """How large a revision is and how much it changed: passages, operations, words, sections."""

    number: int
    passages: int
    changed: int
    added: int
    taken_out: int
    moved: int
    words: Size
    sections: SectionsThen


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A revision in which a passage came, changed or went (then it does not stand any more)."""

    number: int
    stands: bool


def keep_size(writer: Writer, charter_id: int, number: int, found: Measured) -> None:
    """Keep what was measured of a revision."""
    size = {
        "charter_id": charter_id,
        "number": number,
        "characters": found.characters,
        "lines": found.lines,
        "passages": found.passages,
        "changed": found.changed,
        "added": found.added,
        "taken_out": found.taken_out,
        "moved": found.moved,
        "words_added": found.size.added,
        "words_removed": found.size.removed,
        "sections": json.dumps(found.sections.to_dict(), separators=(",", ":")),
    }
    connection = writer.session.connection()
    connection.execute(insert(RevisionSizeRow), size)
    touched = [
        {"charter_id": charter_id, "block": block, "number": number, "stands": stands}
        for block, stands in found.touched.items()
    ]
    if touched:
        connection.execute(insert(PassageChangeRow), touched)


def keep_heading_names(
    writer: Writer, charter_id: int, number: int, before: Mapping[str, str], now: Mapping[str, str]
) -> None:
    """Keep which headings the names in a text lead to, as far as that is otherwise than before.

    `before` and `now`: the ids of headings by their names.
    """
    rows = [
        {
            "charter_id": charter_id,
            "name_sha256": digest(name),
            "number": number,
            "block": now.get(name),
        }
        for name in sorted(before.keys() | now.keys())
        if before.get(name) != now.get(name)
    ]
    if rows:
        writer.session.connection().execute(insert(HeadingNameRow), rows)


def headings_named(
    reader: Reader, charter_id: int, names: Collection[str], before: int
) -> dict[str, list[str]]:
    """The ids of the headings that names led to in revisions before a number, the newest first."""
    known = {digest(name): name for name in names}
    wanted = (
        select_columns(col(HeadingNameRow.name_sha256), col(HeadingNameRow.block))
        .where(
            col(HeadingNameRow.charter_id) == charter_id,
            col(HeadingNameRow.name_sha256).in_(known),
            col(HeadingNameRow.number) < before,
            col(HeadingNameRow.block).is_not(None),
        )
        .order_by(col(HeadingNameRow.number).desc())
    )
    found: dict[str, list[str]] = {name: [] for name in names}
    for name, block in reader.session.connection().execute(wanted):
        if block is not None:
            found[known[name]].append(block)
    return found


def sizes(reader: Reader, charter_id: int, first: int, last: int) -> list[RevisionSize]:
    """The sizes of the revisions from one number to another, both included, oldest first."""
    wanted = (
        select(RevisionSizeRow)
        .where(
            RevisionSizeRow.charter_id == charter_id,
            RevisionSizeRow.number >= first,
            RevisionSizeRow.number <= last,
        )
        .order_by(col(RevisionSizeRow.number))
    )
    return [
        RevisionSize(
            number=row.number,
            passages=row.passages,
            changed=row.changed,
            added=row.added,
            taken_out=row.taken_out,
            moved=row.moved,
            words=Size(row.words_added, row.words_removed),
            sections=SectionsThen.from_dict(json.loads(row.sections)),
        )
        for row in reader.session.exec(wanted)
    ]


def extent(reader: Reader, charter_id: int, last: int) -> tuple[int, int]:
    """How many characters and how many lines the revisions up to a number have together."""
    wanted = select_columns(
        func.coalesce(func.sum(RevisionSizeRow.characters), 0),
        func.coalesce(func.sum(RevisionSizeRow.lines), 0),
    ).where(col(RevisionSizeRow.charter_id) == charter_id, col(RevisionSizeRow.number) <= last)
    characters, lines = reader.session.connection().execute(wanted).one()
    return int(characters), int(lines)


def changes_of(
    reader: Reader, charter_id: int, block: str, before: int | None, limit: int
) -> list[PassageChange]:
    """The newest revisions that changed a passage, or the newest before a number, newest first."""
    if not block.isprintable():
        # An address may hold what no database takes.
        return []
    wanted = (
        select_columns(col(PassageChangeRow.number), col(PassageChangeRow.stands))
        .where(col(PassageChangeRow.charter_id) == charter_id, col(PassageChangeRow.block) == block)
        .order_by(col(PassageChangeRow.number).desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(col(PassageChangeRow.number) < before)
    found = reader.session.connection().execute(wanted)
    return [PassageChange(number, stands) for number, stands in found]
