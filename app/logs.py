"""The log: one line of JSON for each event, without anything about people.

Of an exception the line tells its kind and where it was raised, not its message: that may hold
words, addresses, or what a query was about.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any


class JsonLines(logging.Formatter):
    """Writes a record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage().partition("\n")[0],
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line.update(_where(*record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _where(
    kind: type[BaseException] | None, _error: BaseException | None, trace: TracebackType | None
) -> dict[str, Any]:
    if kind is None:
        return {}
    frames = traceback.extract_tb(trace)[-12:]
    return {
        "error": f"{kind.__module__}.{kind.__qualname__}",
        "trace": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def configuration(level: str) -> dict[str, Any]:
    """What `logging.config` and uvicorn are told."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "app.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"app": {"level": level.upper()}},
    }
