"""Where this place is served: noted in the data folder by who serves, read by other commands."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from app.setting_values import address as read_address

NAME = "served-at"


def note(folder: Path, base_url: str) -> None:
    """Note the address that is served now, for links that other commands print.

    Serving does not depend on it: where nothing can be written, the default stays.
    """
    unfinished = folder / f"{NAME}.{os.getpid()}"
    with contextlib.suppress(OSError):
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(base_url + "\n")
        unfinished.replace(folder / NAME)


def address(folder: Path) -> str | None:
    """The address that was served last, if one was noted and is an address."""
    try:
        return read_address((folder / NAME).read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
