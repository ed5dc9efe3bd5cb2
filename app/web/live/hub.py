"""The hub: one thread of a process watches the database for all pages that are open in it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from app.storage.engine.database import Database
from app.storage.record.watch import newest_lines, watch

#: How many pages can be open in a process, and how many of one person.
MOST = 1000
MOST_EACH = 12


@dataclass(eq=False)
class OpenPage:
    """A page that is open. `woken` is set, in its own loop, when its charter's record has grown."""

    slug: str
    person: int
    loop: asyncio.AbstractEventLoop
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class Hub:
    """The pages that are open in this process."""

    def __init__(self, database: Database, most: int = MOST, most_each: int = MOST_EACH) -> None:
        self._database = database
        self._most, self._most_each = most, most_each
        self._pages: set[OpenPage] = set()
        self._lines: dict[str, tuple[int, int]] = {}
        self._lock = Lock()
        self._stop = Event()
        self._thread: Thread | None = None

    def has_room(self, person: int) -> bool:
        """Whether one more page of this person can be open."""
        with self._lock:
            mine = sum(one.person == person for one in self._pages)
            return len(self._pages) < self._most and mine < self._most_each

    def enter(self, slug: str, person: int) -> OpenPage:
        """A new page. Whoever calls this calls `leave` too."""
        page = OpenPage(slug, person, asyncio.get_running_loop())
        with self._lock:
            self._pages.add(page)
            if self._thread is None and not self._stop.is_set():
                # Nobody watches where no page has been open yet.
                self._thread = Thread(target=self._watch, name="live", daemon=True)
                self._thread.start()
        return page

    def leave(self, page: OpenPage) -> None:
        """A page is gone."""
        with self._lock:
            self._pages.discard(page)

    def close(self) -> None:
        """Stop watching, and let every page go."""
        self._stop.set()
        self._wake(None)
        if self._thread is not None:
            self._thread.join()

    @property
    def is_closed(self) -> bool:
        """Whether pages have to go."""
        return self._stop.is_set()

    def __len__(self) -> int:
        return len(self._pages)

    def _watch(self) -> None:
        watch(self._database, self._stop, self._changed)

    def _changed(self) -> None:
        with self._database.reading() as reader:
            lines = newest_lines(reader)
        grown = {slug for slug, seq in lines.items() if seq != self._lines.get(slug)}
        self._lines = lines
        if grown:
            self._wake(grown)

    def _wake(self, slugs: set[str] | None) -> None:
        with self._lock:
            pages = [one for one in self._pages if slugs is None or one.slug in slugs]
        for page in pages:
            if not page.loop.is_closed():
                page.loop.call_soon_threadsafe(page.woken.set)
