"""Counting what one caller tries to keep: see `trouble` for what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(slots=True)
class WriteAttempts:
    """How many COMMITs of one caller were sent that are not known to have been refused."""

    commits: int = 0
    committing: Connection | None = None


trying: ContextVar[WriteAttempts | None] = ContextVar("attempts", default=None)


@contextmanager
def following() -> Iterator[WriteAttempts]:
    """Count what is tried to be kept in here, in all its threads."""
    attempts = WriteAttempts()
    token = trying.set(attempts)
    try:
        yield attempts
    finally:
        trying.reset(token)


@contextmanager
def beside() -> Iterator[None]:
    """What is kept in here is not what the caller asked for: a note of use, what was due anyway."""
    token = trying.set(None)
    try:
        yield
    finally:
        trying.reset(token)
