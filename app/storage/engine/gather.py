"""Several questions to the database in one statement: what a page needs of a thing, read once.

A statement costs more than most of what it finds. The rows of each question come as one JSON array
of arrays, in one row for all of them; columns get their types back here. Rows come in no order.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Boolean,
    CompoundSelect,
    Date,
    Select,
    Subquery,
    bindparam,
    func,
)
from sqlalchemy import select as select_columns
from sqlalchemy.orm import Mapped
from sqlalchemy.sql import ColumnElement
from sqlmodel import SQLModel

from app.storage.engine.asking import up_to_date
from app.storage.engine.compiled import CompiledSelect
from app.storage.engine.session import Reader
from app.storage.tables import UTCDateTime, metadata

Decode = Callable[[Any], Any]
Ids = BindParameter[Any] | Select[Any]

#: The ids of the amendments that a question is about.
AMENDMENTS: BindParameter[Any] = bindparam("amendments", expanding=True)


class Gathered:
    """What was found, by the name of the question. Rows have the columns as attributes."""

    def __init__(self, found: Mapping[str, list[Any]]) -> None:
        self._found = found

    def __getitem__(self, name: str) -> list[Any]:
        return self._found[name]


class Gather:
    """Some questions that are asked together. What they are about is given by bound parameters."""

    def __init__(self, **questions: Select[*tuple[Any, ...]]) -> None:
        self._asked = {name: one.subquery(name) for name, one in questions.items()}
        self._readers = {name: _reader_of(name, one) for name, one in self._asked.items()}
        self._statements: dict[str, CompiledSelect] = {}

    def read(self, reader: Reader, **about: object) -> Gathered:
        """Ask all of them in one statement."""
        connection = up_to_date(reader)
        dialect = connection.dialect.name
        if dialect not in self._statements:
            together = select_columns(
                *(_as_json(one, dialect).label(name) for name, one in self._asked.items())
            )
            self._statements[dialect] = CompiledSelect(together)
        row = self._statements[dialect].execute(connection, about).one()
        return Gathered(
            {
                name: read(_arrays(found))
                for (name, read), found in zip(self._readers.items(), row, strict=True)
            }
        )


def columns_of(table: type[SQLModel]) -> list[ColumnElement[Any]]:
    """All columns of a table."""
    return list(metadata.tables[str(table.__tablename__)].c)


def rows(
    table: type[SQLModel], of: Mapped[Any], ids: Ids, *more: ColumnElement[bool]
) -> Select[Any]:
    """The question for the rows of a table in which a column is one of some ids."""
    return select_columns(*columns_of(table)).where(of.in_(ids), *more)


def values(column: Mapped[Any], of: Mapped[Any], ids: Ids) -> Select[Any]:
    """The question for what stands in a column, where another one is one of some ids."""
    return select_columns(column).where(of.in_(ids), column.is_not(None))


def words(ids: Select[Any] | CompoundSelect[Any]) -> Select[Any]:
    """The question for kept words by their ids; `words.as_said` reads what it finds."""
    kept = metadata.tables["words"].c
    return select_columns(kept.id, kept.text).where(kept.id.in_(ids))


def unindexed(column: Mapped[int]) -> ColumnElement[int]:
    """The same number, by which no index is searched: for a condition on few rows that another
    table names. SQLite, which counts no rows, would else read all that the condition holds for.
    """
    return column + 0


def hand_out(
    found: Gathered,
    order: Mapping[str, Callable[[Any], Any]],
    owners: Mapping[int, object],
    by: str,
) -> None:
    """Give the rows for some questions, each in its order, to what they belong to.

    `by` is the column that names the owner, which has a list by the name of each question.
    """
    for name, place in order.items():
        for row in sorted(found[name], key=place):
            getattr(owners[getattr(row, by)], name).append(row)


def _as_json(asked: Subquery, dialect: str) -> ColumnElement[Any]:
    """The rows of a question as one value."""
    as_row, as_rows = (
        (func.json_array, func.json_group_array)
        if dialect == "sqlite"
        else (func.json_build_array, func.json_agg)
    )
    every = as_rows(as_row(*asked.c, type_=JSON), type_=JSON)
    return select_columns(every).select_from(asked).scalar_subquery()


def _arrays(found: str | list[Any] | None) -> list[list[Any]]:
    """What came for a question: SQLite has no type for JSON, so it is text there."""
    arrays: list[list[Any]] = json.loads(found) if isinstance(found, str) else found or []
    return arrays


def _reader_of(name: str, asked: Subquery) -> Callable[[list[list[Any]]], list[Any]]:
    """What makes rows of the arrays that came for a question."""
    row = namedtuple(f"{name}_row", [one.name for one in asked.c])  # type: ignore[misc]  # noqa: PYI024
    decoders = [
        (place, decode)
        for place, one in enumerate(asked.c)
        if (decode := _DECODERS.get(type(one.type))) is not None
    ]

    def read(found: list[list[Any]]) -> list[Any]:
        for values in found:
            for place, decode in decoders:
                if values[place] is not None:
                    values[place] = decode(values[place])
        return [row._make(values) for values in found]

    return read


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)


#: What JSON has no type for.
_DECODERS: dict[type, Decode] = {UTCDateTime: _moment, Date: date.fromisoformat, Boolean: bool}
