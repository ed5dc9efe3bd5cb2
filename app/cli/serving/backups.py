"""Backups: `backup`, `restore`, `drill`."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app import private
from app.cli.place import looked_at
from app.home import BACKUPS, SECRET
from app.services.upkeep import restoring
from app.services.upkeep.drill import Drilled
from app.services.upkeep.drill import drill as examine
from app.services.upkeep.starting import close_files, read_list
from app.settings import Settings
from app.storage.engine.database import Database, Unusable
from app.storage.upkeep import backup as files
from app.storage.upkeep.backup import Header
from app.storage.upkeep.erasures import Erasure

#: The names that --keep gives, and so the only files that it ever removes.
_DATED = re.compile(r"charter-\d{8}-\d{6}(-\d+)?\.backup")


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(help="The file to write; with --keep, the folder to write into."),
    ] = None,
    *,
    keep: Annotated[
        int | None,
        typer.Option(min=1, max=100_000, help="Name the file by the time; keep only so many."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file if it is there already.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing: see whether FILE is whole.")
    ] = False,
) -> None:
    """Write a consistent copy of everything, while others go on working.

    Without FILE, a file named by the time in the folder of backups.
    """
    if check:
        _check(file)
        return
    settings = Settings()
    target = _target(settings, file, keep)
    listed = read_list(settings.erasures_file())
    with looked_at(settings, any_form=True) as database:
        header = files.write(database, target, listed=listed, force=force)
    files.check(target)
    print(f"{_rows(header)} are in {target}. It holds names and addresses: keep it safe.")
    secret = settings.home.folder / SECRET
    if not settings.secret and secret.exists():
        print(f"The secret is not in it. Keep a copy of {secret} too, in another place.")
    if keep is not None:
        _forget_older(target.parent, keep)


def _target(settings: Settings, file: Path | None, keep: int | None) -> Path:
    """The file to write: the one that is named, or one that is named by the time."""
    if file is not None and keep is None:
        return file
    folder = file or settings.home.folder / BACKUPS
    if file is None:
        _refuse_no_home(settings)
    private.make_folder(folder)
    name = f"charter-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    names = (f"{name}.backup", *(f"{name}-{again}.backup" for again in range(2, 100)))
    return next(one for one in (folder / each for each in names) if not one.exists())


def _refuse_no_home(settings: Settings) -> None:
    """No folder is made for backups of nothing."""
    with looked_at(settings, any_form=True):
        pass


def _forget_older(folder: Path, keep: int) -> None:
    """Remove the oldest of the dated backups in a folder; others are never touched."""
    found = (one for one in folder.iterdir() if _DATED.fullmatch(one.name))
    dated = sorted(found, key=lambda one: one.stem)
    for one in dated[:-keep]:
        one.unlink()
    if len(dated) > keep:
        print(f"{len(dated) - keep} older in {folder} removed; {keep} are kept.")


def _check(file: Path | None) -> None:
    if file is None:
        msg = "Name the backup to look at: charter backup --check FILE."
        raise Unusable(msg)
    found = files.check(file)
    print(f"{file} is whole: {_rows(found.header, found.counted)}, {found.header.in_words()}.")
    if found.header.rows is None:
        print("Its form is that of early versions, which holds no digest: a change goes unseen.")


def _rows(header: Header, counted: dict[str, int] | None = None) -> str:
    return _many(sum((counted if counted is not None else header.rows or {}).values()), "row")


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote, also an older one.")],
    list_: Annotated[
        Path | None,
        typer.Option("--erasures", help="The list of erasures, if it is not in the data folder."),
    ] = None,
    *,
    moving: Annotated[
        bool,
        typer.Option("--moving", help="You only move: let sessions and tokens live."),
    ] = False,
) -> None:
    """Bring a backup back, into a database that is empty. Who was erased since is erased again."""
    settings = Settings()
    kept, home = settings.erasures_file(), settings.home.folder
    database = Database(settings.database_url)
    try:
        if restoring.is_done(database, home):
            print("It had come back whole already; nothing was left to do.")
            return
        listed = _lists(kept, list_)
        done = restoring.restore(
            database, file, home=home, kept=kept, listed=listed, signed_in=moving
        )
    finally:
        database.dispose()
    close_files(settings.home, database.file, kept)
    print(f"{_rows(done.backup.header, done.backup.counted)} are back from {file}.")
    if not moving:
        print("Everyone is signed out, and tokens of programs are ended.")
    if done.listed:
        print(f"{done.erased} people who were erased since the backup are erased again.")
    if not listed:
        print(
            f"There was no list of erasures in {kept}. If anyone was erased since the backup was "
            "made, put the list there before you serve: at the start, they are erased again.",
            file=sys.stderr,
        )
    if not (settings.secret or (home / SECRET).exists()):
        print(
            f"The secret is not in {home / SECRET}. If you have a copy, put it there before you "
            "serve. Without it a new one is made: calendar addresses, and links in letters that "
            "were sent, stop working."
        )


def _lists(kept: Path, named: Path | None) -> list[Erasure]:
    """Who was erased, by the list of this place and by the one that is named."""
    if named is not None and not named.is_file():
        msg = f"There is no list of erasures in {named}, so nothing was restored."
        raise Unusable(msg)
    return [*read_list(kept), *(read_list(named) if named is not None else [])]


def drill(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote, also an older one.")],
) -> None:
    """Bring a backup back aside, verify every record, count, and throw it away.

    Exit status 0 only if all is well. Nothing here is changed.
    """
    settings = Settings()
    found = examine(file, read_list(settings.erasures_file()))
    _tell(file, found)
    if not found.is_well:
        msg = f"{file} came back, but not all of it is well."
        raise Unusable(msg)
    print("All is well. What was brought back is thrown away again; nothing here was changed.")


def _tell(file: Path, found: Drilled) -> None:
    done = found.restored
    print(f"{file}, {done.backup.header.in_words()}")
    print(f"{_rows(done.backup.header, done.backup.counted)} came back, {found.people} people")
    for one in found.charters:
        state = "not consistent" if one.problems else "verified"
        held = f"{_many(one.revisions, 'revision')}, {_many(one.events, 'event')}"
        print(f"{one.slug}: {held}, {state}")
        for problem in one.problems:
            print(f"  {problem}")
    if done.listed:
        print(f"{done.erased} people who were erased since would be erased again")
