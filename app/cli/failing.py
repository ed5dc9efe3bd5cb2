"""What is told of a command that could not be done: one line, and no traceback.

It is imported when something has failed: what it knows of is much, and most commands need none.
"""

from __future__ import annotations

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from app.setting_values import in_words as settings_in_words
from app.settings import Settings
from app.storage.engine import commit_fate
from app.storage.engine.clock_rules import ClockStopped
from app.storage.engine.database import Unusable
from charter import Refused


def in_words(error: Exception) -> str:
    """What went wrong, and what to do."""
    match error:
        case Refused():
            said = error.reason
        case ValidationError():
            said = settings_in_words(error, Settings)
        case ClockStopped():
            said = f"{error.reason} See: charter clock"
        case Unusable():
            said = str(error)
        case OSError():
            said = f"{error.filename or 'The file or address'}: {error.strerror or error}."
        case DBAPIError():
            why = _first_line(error.orig or error)
            said = f"{commit_fate.in_words(error)} The database said: {why}."
        case _:
            said = f"It could not be done: {_first_line(error)}."
    return said


def _first_line(error: BaseException) -> str:
    said = str(error).strip().splitlines()
    return said[0].rstrip(".") if said else type(error).__name__
