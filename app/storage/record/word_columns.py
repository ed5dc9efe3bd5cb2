"""The columns of a table that point to people's words, by the fields that are declared for it.

Whatever reads, keeps or erases the words of a row goes through here: a column that nobody declared,
or a field without a column, is refused as soon as a module asks for that table.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel

from amendments.record.personal_fields import PERSONAL
from app.storage.engine.gather import Ids, values
from app.storage.tables import metadata

_WORDS = "words"


def columns_in(table: str) -> dict[str, str]:
    """The columns of a table that point to words: by name, the field that each holds."""
    return {
        column.name: column.name.removesuffix("_id")
        for column in metadata.tables[table].columns
        if any(key.column.table.name == _WORDS for key in column.foreign_keys)
    }


@cache
def fields_in(row: type[SQLModel]) -> tuple[str, ...]:
    """The names of the fields whose words a row points to, as they are declared.

    Raises:
        TypeError: the table and what is declared for it do not agree.
    """
    table = str(row.__tablename__)
    declared = tuple(one.name for one in PERSONAL.get(table, ()))
    there = set(columns_in(table).values())
    if set(declared) != there:
        msg = f"the table {table} has columns for {sorted(there)}, declared are {sorted(declared)}"
        raise TypeError(msg)
    return declared


def all_words(row: type[SQLModel], of: Mapped[Any], ids: Ids) -> list[Select[Any]]:
    """The questions for the words of all fields of rows in which a column is one of some ids."""
    return [values(getattr(row, f"{name}_id"), of, ids) for name in fields_in(row)]


def column_values(row: type[SQLModel], words: Mapping[str, int]) -> dict[str, Any]:
    """What the columns of a new row hold: the ids of its kept words, which come by field."""
    return {f"{name}_id": words.get(name) for name in fields_in(row)}


def words_in(row: type[SQLModel], found: object, said: Mapping[int, str]) -> dict[str, str]:
    """The words of a row by their fields, empty where there are none; `said` has them by id.

    `found` is a row of that class, or what `Gather` found for it.
    """
    return {name: said.get(_id(found, name) or 0, "") for name in fields_in(row)}


def ids_of_words(row: type[SQLModel], found: object) -> list[int]:
    """The ids of all words that a row points to."""
    return [one for name in fields_in(row) if (one := _id(found, name)) is not None]


def _id(found: object, name: str) -> int | None:
    value: int | None = getattr(found, f"{name}_id")
    return value
