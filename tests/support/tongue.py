"""A second language for tests: every sentence of the program, marked, read as any catalogue is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from app import language, paths
from tests.support.words import collect

CODE = "de"
OPEN, CLOSE = "⟦", "⟧"


def marked(message: str) -> str:
    return f"{OPEN}{message}{CLOSE}"


def marked_catalogue() -> Catalog:
    """Every sentence between marks. Patterns of dates are no sentences."""
    made = Catalog(locale=CODE, charset="utf-8")
    for message in collect():
        if isinstance(message.id, tuple):
            made.add(message.id, tuple(marked(one) for one in message.id), context=message.context)
        elif isinstance(message.id, str) and message.id and "MMMM" not in message.id:
            made.add(message.id, marked(message.id), context=message.context)
    return made


@contextmanager
def speaking_marked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As long as this lasts, German is the marked language."""
    (folder / CODE).mkdir()
    with (folder / CODE / "messages.po").open("wb") as file:
        write_po(file, marked_catalogue())
    _forget()
    monkeypatch.setattr(paths, "words", lambda: folder)
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    language.languages.cache_clear()
    language.words_of.cache_clear()
