"""A long statement, compiled once: SQLAlchemy would go through all of its text at each execution.

Where a list is asked about, it is lengthened to a power of two by its last value, which is found
twice and changes nothing, so that there are few texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Select

Process = Callable[[Any], Any]


class CompiledSelect:
    """A question in the language of one kind of database."""

    def __init__(self, asked: Select[Any]) -> None:
        self._asked = asked
        self._texts: dict[tuple[tuple[str, int], ...], _Text] = {}

    def execute(self, connection: Connection, about: Mapping[str, Any]) -> CursorResult[Any]:
        """Send it. Values come as the driver gives them."""
        given = {
            name: _lengthened(value) if isinstance(value, list) else value
            for name, value in about.items()
        }
        lengths = tuple((name, len(one)) for name, one in given.items() if isinstance(one, list))
        text = self._texts.get(lengths)
        if text is None:
            text = self._texts[lengths] = _Text(self._asked, connection.dialect, given)
        return connection.exec_driver_sql(text.sql, text.parameters(given))


def _lengthened(values: list[Any]) -> list[Any]:
    if not values:
        return values
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))


class _Text:
    """The text for lists of some lengths."""

    def __init__(self, asked: Select[Any], dialect: Dialect, given: Mapping[str, Any]) -> None:
        compiled: Any = asked.compile(dialect=dialect)
        found = compiled.construct_expanded_state(given)
        self.sql = found.statement
        self._places: list[str] | None = found.positiontup
        single = {
            name: one.type.dialect_impl(dialect).bind_processor(dialect)
            for name, one in compiled.binds.items()
        }
        self._processes: Mapping[str, Process | None] = {**single, **found.processors}
        self._names: Mapping[str, list[str]] = found.parameter_expansion
        self._always = {
            name: self._processed(name, value) for name, value in found.parameters.items()
        }

    def parameters(self, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as the driver has them
        """What is sent with it."""
        sent = dict(self._always)
        for name, value in given.items():
            if name in self._names:
                for each, one in zip(self._names[name], value, strict=True):
                    sent[each] = self._processed(each, one)
            else:
                sent[name] = self._processed(name, value)
        return sent if self._places is None else tuple([sent[one] for one in self._places])

    def _processed(self, name: str, value: Any) -> Any:  # noqa: ANN401 - a value of any column
        process = self._processes.get(name)
        return value if process is None else process(value)
