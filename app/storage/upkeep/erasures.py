"""The list of erasures, in the database and in a file beside it.

The file is there for the day when the database is lost and an older backup comes back: it names
nobody, but tells of each person in that backup whether they were erased since.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlmodel import col, select

from amendments.record.lines import timestamp
from app import private
from app.storage.engine.session import Reader, Writer
from app.storage.tables import ErasureRow, PersonRow

_BEGINNING = '{"at":'


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody who was erased: a digest of who, when, and whether their words went too."""

    person: str
    at: datetime
    words: bool

    def to_line(self) -> str:
        """As a line of the list."""
        said = {"at": timestamp(self.at), "person": self.person, "words": self.words}
        return json.dumps(said, separators=(",", ":")) + "\n"

    @classmethod
    def from_line(cls, line: str) -> Self:
        """From a line of the list.

        Raises:
            ValueError, LookupError, TypeError: it is none.
        """
        said = json.loads(line)
        return cls(str(said["person"]), datetime.fromisoformat(said["at"]), bool(said["words"]))


def digest_of(person: PersonRow) -> str:
    """Who somebody is in the list: the same in every copy of this database, and nowhere else."""
    said = f"erased:{person.id}:{timestamp(person.created_at)}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def keep(writer: Writer, erasure: Erasure) -> None:
    """Keep that somebody was erased."""
    writer.session.add(ErasureRow(person=erasure.person, at=erasure.at, words=erasure.words))
    writer.session.flush()


def every(reader: Reader) -> list[Erasure]:
    """Everyone who was erased, in order."""
    rows = reader.session.exec(
        select(ErasureRow).order_by(col(ErasureRow.at), col(ErasureRow.person))
    )
    return [Erasure(row.person, row.at, row.words) for row in rows]


def unfinished(reader: Reader) -> list[Erasure]:
    """Those of whom some words still stand in a decision that is open."""
    rows = reader.session.exec(select(ErasureRow).where(col(ErasureRow.finished_at).is_(None)))
    return [Erasure(row.person, row.at, row.words) for row in rows]


def finish(writer: Writer, person: str) -> None:
    """Keep that nothing of somebody stands anywhere any more; the file is to be cleaned again."""
    row = writer.session.get_one(ErasureRow, person)
    row.finished_at, row.cleaned_at = writer.now, None
    writer.session.flush()


def are_unclean(reader: Reader) -> bool:
    """Whether the file of the database may still hold what was erased."""
    wanted = select(ErasureRow.person).where(col(ErasureRow.cleaned_at).is_(None))
    return reader.session.exec(wanted.limit(1)).first() is not None


def note_cleaned(writer: Writer, before: datetime) -> None:
    """Keep that the file holds nothing any more of who was erased up to a moment."""
    wanted = select(ErasureRow).where(col(ErasureRow.cleaned_at).is_(None), ErasureRow.at <= before)
    for row in writer.session.exec(wanted):
        if row.finished_at is None or row.finished_at <= before:
            row.cleaned_at = writer.now


def still_here(reader: Reader, listed: Iterable[Erasure]) -> list[Erasure]:
    """Those of a list who are in the database all the same, not erased."""
    done = {one.person for one in every(reader)}
    wanted = {one.person: one for one in listed if one.person not in done}
    if not wanted:
        return []
    people = reader.session.exec(select(PersonRow)).all()
    return [wanted[one] for one in map(digest_of, people) if one in wanted]


def read_list(file: Path) -> list[Erasure]:
    """The list in a file; nobody where there is none.

    Raises:
        ValueError: it is no such list.
    """
    if not file.exists():
        return []
    found = []
    for line in file.read_text(encoding="ascii").splitlines():
        # A power cut can leave a line unfinished. Who it was about is listed again: see below.
        is_torn = line.startswith(_BEGINNING) and not line.endswith("}")
        if line and not is_torn:
            found.append(Erasure.from_line(line))
    return found


def append_missing(file: Path, erasures: Iterable[Erasure]) -> None:
    """Add those to the list in a file that it lacks. Nothing in it is ever changed."""
    there = {one.person for one in read_list(file)}
    wanted = {one.person: one for one in erasures}
    missing = [one.to_line() for person, one in wanted.items() if person not in there]
    if not missing and file.exists():
        return
    private.make_folder(file.parent)
    before = file.read_bytes() if file.exists() else b""
    is_torn = before and not before.endswith(b"\n")
    # At once, so that lines of several processes never mix.
    content = "".join(["\n" if is_torn else "", *missing])
    with open(file, "ab", opener=private.opener) as out:
        out.write(content.encode("ascii"))
        out.flush()
        os.fsync(out.fileno())
