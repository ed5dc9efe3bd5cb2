"""What a database's tables are like, so that two of them can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

_TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) "
    "FROM pg_trigger WHERE NOT tgisinternal",
}
_FUNCTIONS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'view'",
    "postgresql": "SELECT proname, pg_get_functiondef(oid) FROM pg_proc "
    "WHERE pronamespace = 'public'::regnamespace",
}


def shape(engine: Engine) -> dict[str, Any]:
    """All columns, keys, uniques, references, indexes, checks, triggers and functions, by table."""
    dialect = engine.dialect.name
    with engine.connect() as connection:
        found = inspect(connection)
        return {
            "columns": _by_name(found.get_multi_columns()),
            "keys": _by_name(found.get_multi_pk_constraint()),
            "uniques": _by_name(found.get_multi_unique_constraints()),
            "references": _by_name(found.get_multi_foreign_keys()),
            "indexes": _by_name(found.get_multi_indexes()),
            "checks": _by_name(found.get_multi_check_constraints()),
            "triggers": _statements(connection, _TRIGGERS[dialect]),
            "functions": _statements(connection, _FUNCTIONS[dialect]),
        }


def _by_name(found: Mapping[Any, Any]) -> dict[str, Any]:
    """What was found of each table, by the names of what it is; their order is of no matter."""
    return {
        table: {one["name"]: _plain(one) for one in (many if isinstance(many, list) else [many])}
        for (_, table), many in found.items()
    }


def _plain(value: Any) -> Any:
    """A value that can be compared: types and conditions of indexes are objects."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, bool | int | None) else str(value)


def _statements(connection: Connection, wanted: str) -> dict[str, str]:
    found = connection.execute(text(wanted))
    return {name: re.sub(r"\s+", " ", statement).strip() for name, statement in found}
