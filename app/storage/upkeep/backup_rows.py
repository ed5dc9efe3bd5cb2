"""Rows as they stand in a backup: the same for both databases, and for tables of any form.

Which kind a value has is read from the column as it is in the database, not from what the program
knows today: so rows of older tables are written, and brought back, as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Date, DateTime, String, Table

from app.storage.tables import UTCDateTime

Row = Mapping[str, Any]
#: How long a moment is as the text that SQLite keeps: only moments have columns of this length.
_MOMENT = 27


def out(table: Table, row: Row) -> dict[str, Any]:
    """A row of a table as JSON can hold it."""
    return {name: _out(table.columns[name], value) for name, value in row.items()}


def back(table: Table, row: Row) -> dict[str, Any]:
    """A row of a backup as the database takes it.

    Raises:
        LookupError: the table has no such column.
        ValueError, TypeError: a value is not of the column's kind.
    """
    return {name: _back(table.columns[name], value) for name, value in row.items()}


def _out(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - of any column
    if value is None:
        return None
    if _is_moment(column):
        moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(dt.UTC).isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value


def _back(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - of any column
    if value is None:
        return None
    if _is_moment(column):
        moment = dt.datetime.fromisoformat(value)
        return UTCDateTime.as_text(moment) if isinstance(column.type, String) else moment
    return dt.date.fromisoformat(value) if isinstance(column.type, Date) else value


def _is_moment(column: Column[Any]) -> bool:
    kind = column.type
    return isinstance(kind, DateTime) or (isinstance(kind, String) and kind.length == _MOMENT)
