"""Answers that are being made: who wants the same, of the same data, waits for one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass

from app.storage.data_version import DataVersion
from app.web.answer_cache.entries import CachedAnswer


@dataclass(eq=False, slots=True)
class Flight:
    """One that is being made, from the data of a version."""

    key: Hashable
    number: Hashable
    answer: asyncio.Future[CachedAnswer | None]


class Flights:
    """Those of a process. The first who makes an answer is waited for, in the same event loop."""

    def __init__(self) -> None:
        self._made_now: dict[Hashable, Flight] = {}

    def __contains__(self, key: Hashable) -> bool:
        return key in self._made_now

    def begin(self, key: Hashable, version: DataVersion) -> Flight | None:
        """Let others wait for an answer from now on; None if they wait for another's already."""
        if key in self._made_now:
            return None
        answer = asyncio.get_running_loop().create_future()
        flight = self._made_now[key] = Flight(key, version.number, answer)
        return flight

    def end(self, flight: Flight, made: CachedAnswer | None) -> None:
        """Give those who wait what came of it; with None, each makes their own."""
        if not flight.answer.done():
            del self._made_now[flight.key]
            flight.answer.set_result(made)

    async def join(self, key: Hashable, asked: DataVersion) -> CachedAnswer | None:
        """Wait for what another makes; None if there is nothing of use."""
        flight = self._made_now.get(key)
        if flight is None or flight.number != asked.number:
            return None
        if asyncio.get_running_loop() is not flight.answer.get_loop():
            return None
        # Who goes away must not take the answer from all others.
        return await asyncio.shield(flight.answer)
