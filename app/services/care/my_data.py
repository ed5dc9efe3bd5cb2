"""Everything that is kept about one person, to hand it to them: as data, and to be read.

It follows `app.storage.upkeep.personal`, so no place can be forgotten. What nobody may read again,
such as the digests of secrets, is left out, and so is what only tells about others.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, RowMapping, Table
from sqlmodel import col, select

from amendments.record.lines import timestamp
from amendments.refusals import NotFound
from app.services.authentication.addresses import find_person, read_address
from app.storage.engine.session import Reader
from app.storage.record import lines_of_member
from app.storage.record.personal_words import texts
from app.storage.tables import (
    AmendmentRow,
    ChangeSetRow,
    CharterRow,
    MediationRow,
    MembershipRow,
    ObjectionRow,
    RoundRow,
    SeatRow,
    metadata,
)
from app.storage.texts import charters
from app.storage.upkeep import personal
from app.storage.upkeep.personal import Me, Spot
from charter.dates import day_in_words
from charter.language import gettext as _

FORMAT = "living-charter-my-data/1"
#: Columns that tell where a row belongs, by the table that they point to.
_PLACES = frozenset({"charter", "amendment", "round", "seat", "objection", "mediation"})
_PLACE_NAMES = frozenset({"charter", "proposal", "decision", "objection", "conversation"})
_LONGEST_LINE = 120
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T|$)")
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DataSection:
    """One kind of thing that is kept, and all of it."""

    title: str
    rows: tuple[Facts, ...]

    def first_lines(self, most: int) -> tuple[str, ...]:
        """How the newest things begin, each in a line."""
        return tuple(_first_line(row) for row in reversed(self.rows[-most:]))


@dataclass(frozen=True, slots=True)
class MyData:
    """Everything about one person."""

    name: str
    email: str
    at: datetime
    sections: tuple[DataSection, ...]

    def to_json(self) -> str:
        """As data."""
        body = {
            "format": FORMAT,
            "name": self.name,
            "email": self.email,
            "at": timestamp(self.at),
            "sections": [{"title": one.title, "items": one.rows} for one in self.sections],
        }
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"

    def to_text(self) -> str:
        """To be read, without any program."""
        about = _("Everything that is kept about {name} ({email})").format(
            name=self.name, email=self.email
        )
        parts = [about, "=" * len(about), ""]
        for section in self.sections:
            parts += [section.title, "-" * len(section.title), ""]
            for row in section.rows:
                parts += [*_in_lines(row), ""]
        return "\n".join(parts) + "\n"


def _first_line(row: Facts) -> str:
    """Where something stands, and how its words begin, or the first day that it knows of."""
    place = [str(row["charter"])] if "charter" in row else []
    if "proposal" in row:
        place.append(_("proposal {amendment}").format(amendment=row["proposal"]))
    told = {name: one for name, one in row.items() if name not in _PLACE_NAMES}
    words = [one for one in told.values() if isinstance(one, str) and " " in one.strip()]
    line = " ".join(words[0].split()) if words else _first_day(told.values())
    short = line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE].rsplit(" ", 1)[0] + " …"
    return ": ".join(filter(None, (", ".join(place), short)))


def _first_day(values: Iterable[object]) -> str:
    for one in values:
        if isinstance(one, str) and _DAY.match(one):
            return day_in_words(date.fromisoformat(one[:10]))
    return ""


def _in_lines(row: Mapping[str, object]) -> Iterator[str]:
    for name, value in row.items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        said = shown.replace("\n", "\n    ")
        yield f"{name.replace('_', ' ')}: {said}"


def collect(reader: Reader, person_id: int) -> MyData:
    """Everything about a person."""
    person = charters.person(reader, person_id)
    assert person is not None
    who = personal.me(reader, person)
    seeker = _Seeker(reader, who)
    sections = [
        DataSection(_(spot.title), tuple(seeker.facts(spot)))
        for spot in personal.SPOTS
        if spot.title
    ]
    sections.append(DataSection(_("What the record says of you"), tuple(_of_record(reader, who))))
    return MyData(person.name, person.email, reader.now, tuple(one for one in sections if one.rows))


def person_called(reader: Reader, email: str) -> int:
    """The person with an address.

    Raises:
        NotFound: nobody has it.
    """
    person = find_person(reader, email)
    if person is None or person.id is None:
        raise NotFound(
            _("Nobody with the address {email} is known here.").format(email=read_address(email))
        )
    return person.id


def as_zip(data: MyData) -> bytes:
    """Both forms in one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("my-data.json", data.to_json())
        archive.writestr("my-data.txt", data.to_text())
    return out.getvalue()


def _of_record(reader: Reader, who: Me) -> Iterable[Facts]:
    wanted = select(MembershipRow, CharterRow.slug).join(
        CharterRow, col(CharterRow.id) == MembershipRow.charter_id
    )
    rows = reader.session.exec(
        wanted.where(MembershipRow.person_id == who.person).order_by(col(MembershipRow.id))
    )
    for member, slug in rows.all():
        for line in lines_of_member.lines_of(reader, member):
            words = {row.name: row.text for row in line.words if row.text}
            data = {k: v for k, v in line.data.items() if k not in {"change_set", "ruleset"}}
            yield {
                "charter": slug,
                **({"line": line.seq} if line.seq else {}),
                "at": timestamp(line.at),
                "event": line.kind,
                "yours": line.is_own,
                **{name: one for name, one in data.items() if one is not None},
                **words,
            }


class _Seeker:
    """Turns rows into facts that mean something outside of this database."""

    def __init__(self, reader: Reader, who: Me) -> None:
        self._reader = reader
        self._who = who
        self._known: dict[tuple[str, int], Facts] = {}

    def facts(self, spot: Spot) -> Iterator[Facts]:
        """The rows of a spot, as facts."""
        table = metadata.tables[spot.table]
        rows = list(personal.rows_of(self._reader, spot, self._who))
        words = texts(self._reader, (row[one.name] for one in _of_words(table) for row in rows))
        for row in rows:
            place: Facts = {}
            told: Facts = {}
            for column in table.columns:
                if column.name in spot.without or _tells_nothing(column):
                    continue
                self._tell(column, row, words, place, told)
            yield place | told

    def _tell(
        self, column: Column[Any], row: RowMapping, words: dict[int, str], place: Facts, told: Facts
    ) -> None:
        value = row[column.name]
        target = _target(column)
        if value is None or target in {"person", "membership"}:
            return
        if target in _PLACES:
            place.update(self._place(target, value))
        elif target == "words":
            told[column.name.removesuffix("_id")] = words.get(value, "")
        elif target == "change_set":
            told["change"] = json.loads(self._reader.session.get_one(ChangeSetRow, value).json_text)
        else:
            told[column.name] = _plain(value)

    def _place(self, table: str, row_id: int) -> Facts:
        key = (table, row_id)
        if key not in self._known:
            self._known[key] = self._look_up(table, row_id)
        return self._known[key]

    def _look_up(self, table: str, row_id: int) -> Facts:
        session = self._reader.session
        if table == "charter":
            return {"charter": session.get_one(CharterRow, row_id).slug}
        if table == "amendment":
            amendment = session.get_one(AmendmentRow, row_id)
            return self._place("charter", amendment.charter_id) | {"proposal": amendment.number}
        if table == "round":
            decision = session.get_one(RoundRow, row_id)
            return self._place("amendment", decision.amendment_id) | {"decision": decision.number}
        if table == "seat":
            return self._place("round", session.get_one(SeatRow, row_id).round_id)
        if table == "mediation":
            talk = session.get_one(MediationRow, row_id)
            return self._place("charter", talk.charter_id) | {"conversation": talk.number}
        objection = session.get_one(ObjectionRow, row_id)
        return self._place("amendment", objection.amendment_id) | {"objection": objection.number}


def _target(column: Column[Any]) -> str:
    return next((key.column.table.name for key in column.foreign_keys), "")


def _of_words(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if _target(column) == "words"]


def _tells_nothing(column: Column[Any]) -> bool:
    """Numbers of rows, digests of secrets, and numbers of people."""
    name = str(column.name)
    own_number = name == "id" and not column.foreign_keys
    return (
        own_number
        or name.endswith("_digest")
        or name in {"answered_by", "recorded_by", "settled_by"}
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return timestamp(value)
    return value.isoformat() if isinstance(value, date) else value
