"""What `start` and `serve` do before anybody is served."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from app.cli.place import opened
from app.services.upkeep.starting import close_files, replay
from app.settings import Settings
from app.storage.engine.database import Database

WithoutList = Annotated[
    bool,
    typer.Option(
        "--without-erasures-list",
        help="Only once, if the list of erasures is lost: write it anew from the database.",
    ),
]


@contextmanager
def begun(settings: Settings, *, without_list: bool) -> Iterator[Database]:
    """The database, made if there is none, with who was erased erased, and files closed to others.

    Raises:
        Unusable: a restore did not finish, or the list of erasures is missing.
    """
    if settings.home.is_here:
        _say(
            f"Data is in {settings.home.folder}, which is found only from here. Set "
            f"CHARTER_DATA={settings.home.folder}, so that commands find it from everywhere."
        )
    listed = settings.erasures_file()
    with opened(settings, make=True, without_list=without_list) as database:
        for line in close_files(settings.home, database.file, listed):
            _say(line)
        erased = replay(database, listed)
        if erased:
            _say(f"An older database was put back: {erased} people on the list are erased again.")
        yield database


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
