"""Temporary folders for databases: in memory where there is room, on disk otherwise."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2_000_000_000


def quick_folder(name: str) -> Path:
    """A new folder; files in it may be lost with the power, which no test minds."""
    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    if in_memory and shutil.disk_usage(MEMORY).free < ROOM:
        in_memory = False
    return Path(tempfile.mkdtemp(prefix=f"charter-{name}-", dir=MEMORY if in_memory else None))
