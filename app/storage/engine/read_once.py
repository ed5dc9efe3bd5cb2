"""What a transaction that only reads has read already.

It sees one state of the database, so what it asks twice is found once: the identity map of a unit
of work, for values. A transaction that writes asks each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec, TypeVar

from app.storage.engine.session import Reader
from charter.language import code_now

P = ParamSpec("P")
R = TypeVar("R")


class read_once(Generic[P, R]):  # noqa: N801
    """Let a reader find the same thing once. Nobody changes what it finds."""

    def __init__(self, find: Callable[Concatenate[Reader, P], R]) -> None:
        self._find = find
        update_wrapper(self, find)

    def __call__(self, reader: Reader, /, *args: P.args, **more: P.kwargs) -> R:
        """What is found; a reader that has found it before does not look again."""
        if reader.memo is None:
            return self._find(reader, *args, **more)
        key = self._key(*args, **more)
        if key not in reader.memo:
            reader.memo[key] = self._find(reader, *args, **more)
        known: R = reader.memo[key]
        return known

    def know(self, reader: Reader, value: R, /, *args: P.args, **more: P.kwargs) -> None:
        """Let a reader know what it would find, as it was read together with something else."""
        if reader.memo is not None:
            reader.memo[self._key(*args, **more)] = value

    def knows(self, reader: Reader, /, *args: P.args, **more: P.kwargs) -> bool:
        """Whether a reader would not have to look."""
        return reader.memo is not None and self._key(*args, **more) in reader.memo

    def _key(self, *args: P.args, **more: P.kwargs) -> Hashable:
        # Some of what is found is words, in the language of whoever reads them.
        return self._find, args, tuple(sorted(more.items())), code_now()
