"""What a version of the data is, and who tells it."""

from __future__ import annotations

import itertools
from collections.abc import Hashable
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple, Protocol

#: Connections are numbered: what two of them call version 7 need not be the same data.
connection_numbers = itertools.count(1)
#: What the log says, with the reason, when a version cannot be told.
NOT_TOLD = "pages are not kept, as the version of the data is not told: %s"


class DataVersion(NamedTuple):
    """What the data were at a moment: equal `number`s mean equal data.

    `now` is that moment by the clock that pages go by, in seconds since 1970.
    """

    number: Hashable
    now: float


class DataVersions(Protocol):
    """Who can be asked for the version of a database."""

    async def ask(self) -> DataVersion | None:
        """The version now; None if it cannot be told, so that nothing may be kept."""

    def watched(self) -> AbstractAsyncContextManager[None]:
        """Be ready for as long as a service runs."""
