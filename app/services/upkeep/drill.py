"""A drill: bringing a backup back aside, seeing whether all is well, and throwing it away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import rfc8785
from sqlmodel import func, select

from amendments.replay.verify import verify
from app.services.upkeep import restoring
from app.services.upkeep.restoring import Restored
from app.storage.engine.database import Database
from app.storage.engine.session import Reader
from app.storage.record import lines
from app.storage.tables import PersonRow
from app.storage.texts import charters
from app.storage.texts import revisions as texts
from app.storage.upkeep.erasures import Erasure


@dataclass(frozen=True, slots=True)
class Examined:
    """A charter that came back: what its record holds, and what is wrong with it, if anything."""

    slug: str
    revisions: int
    events: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drilled:
    """What a drill found."""

    restored: Restored
    people: int
    charters: tuple[Examined, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong with any charter."""
        return not any(one.problems for one in self.charters)


def drill(file: Path, listed: Iterable[Erasure]) -> Drilled:
    """Bring a backup back into a folder that is thrown away, and examine all of it.

    Raises:
        Unusable: it cannot be brought back.
        OSError: it cannot be read, or there is no room for it.
    """
    with tempfile.TemporaryDirectory(prefix="charter-drill-") as folder:
        aside = Path(folder) / "charter.db"
        restored = restoring.restore_aside(file, aside, listed)
        database = Database(f"sqlite:///{aside}", only_look=True)
        try:
            with database.reading() as reader:
                people = reader.session.exec(select(func.count()).select_from(PersonRow)).one()
                found = [examined(reader, one) for one in charters.all_charters(reader)]
        finally:
            database.dispose()
    return Drilled(restored, people, tuple(found))


def examined(reader: Reader, charter: charters.Charter) -> Examined:
    """Check the record of a charter as `charter verify` does, and the text of each revision."""
    report = verify(_whole_record(reader, charter.id))
    problems, revisions = [*report.problems], 0
    for one in texts.each_revision(reader, charter.id):
        revisions += 1
        if one.document.sha256 != one.text_sha256:
            problems.append(f"The text of revision {one.number} is not the one that was published.")
    if report.revisions != revisions:
        problems.append(f"There are {revisions} revisions, and {report.revisions} in the record.")
    return Examined(charter.slug, revisions, report.events, tuple(problems))


def _whole_record(reader: Reader, charter_id: int) -> Iterator[str]:
    """The lines of a record, and all that opens sealed words in them: nobody else reads it."""
    for row in lines.lines(reader, charter_id):
        yield row.line
    for kept in lines.openings(reader, charter_id):
        body = {"digest": kept.digest, "salt": kept.salt, "text": kept.text}
        yield rfc8785.dumps(body).decode()
