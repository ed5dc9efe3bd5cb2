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

from sqlmodel import col, select

from amendments.record import timestamp
from app.storage.database import Reader, Writer
from app.storage.tables import ErasureRow, PersonRow


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


def read_list(file: Path) -> list[Erasure]:
    """The list in a file; nobody where there is none.

    Raises:
        ValueError: it is no such list.
    """
    if not file.exists():
        return []
    found = []
    for line in file.read_text(encoding="ascii").splitlines():
        said = json.loads(line)
        at = datetime.fromisoformat(said["at"])
        found.append(Erasure(str(said["person"]), at, bool(said["words"])))
    return found


def append_missing(file: Path, erasures: Iterable[Erasure]) -> None:
    """Add those to the list in a file that it lacks. Nothing in it is ever changed."""
    there = {one.person for one in read_list(file)}
    missing = [one for one in erasures if one.person not in there]
    if not missing:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="ascii") as out:
        out.writelines(one.to_line() for one in missing)
        out.flush()
        os.fsync(out.fileno())
