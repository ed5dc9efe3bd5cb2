"""What a transaction that only reads has read already.

It sees one state of the database, so what it asks twice is found once: the identity map of a unit
of work, for values. A transaction that writes asks each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from app.storage.database import Reader
from charter.language import code_now

P = ParamSpec("P")
R = TypeVar("R")


def read_once(
    find: Callable[Concatenate[Reader, P], R],
) -> Callable[Concatenate[Reader, P], R]:
    """Let a reader find the same thing once. Nobody changes what it finds."""

    @wraps(find)
    def found(reader: Reader, /, *args: P.args, **more: P.kwargs) -> R:
        if reader.memo is None:
            return find(reader, *args, **more)
        key = _key(find, args, more)
        if key not in reader.memo:
            reader.memo[key] = find(reader, *args, **more)
        known: R = reader.memo[key]
        return known

    return found


def _key(find: Callable[..., Any], args: tuple[Any, ...], more: dict[str, Any]) -> Hashable:
    # Some of what is found is words, in the language of whoever reads them.
    return find, args, tuple(sorted(more.items())), code_now()
