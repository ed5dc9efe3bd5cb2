"""Asking what was written down once: making a statement takes longer than most databases answer.

A module builds its statement when it is imported, with `bindparam` for what is asked about.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, CursorResult
from sqlalchemy.sql import Executable

from app.storage.engine.session import Reader


def ask(reader: Reader, statement: Executable, /, **about: object) -> CursorResult[Any]:
    """Send a statement of Core in this transaction, which knows then all that was done in it."""
    return up_to_date(reader).execute(statement, about)


def up_to_date(reader: Reader) -> Connection:
    """The connection of a transaction; it knows all that was done in it."""
    session = reader.session
    if session.autoflush:
        session.flush()
    return session.connection()
