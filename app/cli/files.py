"""Files that are named on the command line."""

from __future__ import annotations

from pathlib import Path

from amendments.refusals import BadInput


def read_file(file: Path) -> bytes:
    """The bytes of a file that was named on the command line.

    Raises:
        BadInput: it is missing, no file, or cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        msg = f"{file} cannot be read: {error.strerror}."
        raise BadInput(msg) from error
