"""How a process that serves deals with its memory."""

from __future__ import annotations

import contextlib
import ctypes
import gc

#: The number of the option that says how many heaps `malloc` may have (malloc.h of the GNU C
#: library, `mallopt(3)`).
_M_ARENA_MAX = -8


def settle() -> None:
    """Let this process need little from now on: it has read all that it will mostly use.

    By itself the C library gives each thread a heap of its own, up to eight for each processor,
    and what one has freed is of no use to the others. Here one thread runs at a time anyway. And
    the collector of garbage does not look any more at what stays.
    """
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
    gc.collect()
    gc.freeze()
