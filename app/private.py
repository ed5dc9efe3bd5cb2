"""Files that are their owner's alone.

What is kept here is about people: no other account of the machine may read it, whatever the umask
is. SQLite gives the files that it makes beside a database the rights of that database.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

FILE = 0o600
FOLDER = 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, with what is above it; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)


def make_file(file: Path) -> None:
    """Make an empty file for its owner alone; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    os.close(opener(str(file), os.O_WRONLY | os.O_CREAT))


def opener(name: str, flags: int) -> int:
    """For `open(…, opener=opener)`: a file that is made is its owner's alone."""
    return os.open(name, flags, FILE)


def write(file: Path, content: bytes) -> None:
    """Write a file for its owner alone, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    write_parts(file, [content])


def write_parts(file: Path, parts: Iterable[bytes]) -> None:
    """Write a file for its owner alone, piece by piece, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    if file.exists() and not file.is_file():
        # A terminal or a pipe keeps nothing.
        with file.open("wb") as there:
            there.writelines(parts)
        return
    try:
        handle, unfinished = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(parts)
            out.flush()
            os.fsync(out.fileno())
        Path(unfinished).replace(file)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def is_open_to_others(path: Path) -> bool:
    """Whether other accounts of the machine may do anything with a file or a folder."""
    return bool(path.stat().st_mode & _OTHERS)


def close_to_others(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Take from other accounts what they may do with files and folders.

    Returns those that were open until now, and those of somebody else, which stay open.
    """
    closed, left = [], []
    for path in paths:
        try:
            if not is_open_to_others(path):
                continue
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
            closed.append(path)
        except FileNotFoundError:
            continue
        except OSError:
            left.append(path)
    return closed, left


def sync_folder(folder: Path) -> None:
    """Let a name that was given in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
