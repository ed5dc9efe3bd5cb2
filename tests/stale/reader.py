"""A process that reads while another one acts. Run as a script, with its settings as JSON.

It serves the place twice: once as it is, and once with nothing kept, so that each answer is made.
It is asked in lines of JSON: what to do, the time that it is, and addresses, each with the cookie
of who asks for it.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime
from typing import Any

from fastapi.routing import iter_route_contexts
from sqlalchemy import event
from starlette.testclient import TestClient

from app.main import create_app, make_installation
from app.settings import Settings
from app.web.answer_cache.pending import is_cached
from tests.support.clock import Clock

#: How often it is asked for what is to be kept, until there is a connection to ask for the version.
OFTEN = 300
#: What an answer is compared by, besides its status and its body.
TOLD = ("content-type", "location")


class Service:
    """A place that is served in this process. `statements` counts what its database was asked."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.installation = make_installation(settings, clock=clock)
        self.client = TestClient(
            create_app(self.installation), settings.base_url, follow_redirects=False
        )
        self.statements = 0
        event.listen(self.installation.database.engine, "before_cursor_execute", self._count)

    def _count(self, *_statement: object) -> None:
        self.statements += 1

    def ask(self, path: str, cookie: str) -> tuple[Any, ...]:
        """What it answers."""
        answer = self.client.get(path, headers={"Cookie": cookie} if cookie else {})
        # What an answer gives to keep would make the next one another request.
        self.client.cookies.clear()
        return answer.status_code, *(answer.headers.get(one) for one in TOLD), answer.content

    def from_memory(self, path: str, cookie: str) -> bool:
        """Ask; whether the answer came from memory."""
        before = self.statements
        self.ask(path, cookie)
        return self.statements == before


class Reading:
    """What can be asked for."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.clock = Clock()
        self.keeping, self.making = (
            Service(Settings(**told, tick_seconds=0, cache_megabytes=megabytes), self.clock)
            for megabytes in (64, 0)
        )

    def patterns(self, _asked: object) -> list[str]:
        """The addresses of all endpoints whose answers are kept."""
        contexts = iter_route_contexts(self.keeping.client.app.router.routes)  # type: ignore[attr-defined]
        return sorted(one.path for one in contexts if is_cached(one.endpoint))

    def forget(self, _asked: object) -> None:
        """Hold no connection, as the database is made anew."""
        for one in (self.keeping, self.making):
            one.installation.database.engine.dispose()

    def warm(self, asked: list[tuple[str, str]]) -> list[tuple[int, bool, int]]:
        """Ask until it is kept: the status, whether it is, and what names the answer."""
        told = []
        for path, cookie in asked:
            answer = self.keeping.ask(path, cookie)
            tries = range(OFTEN if answer[0] == 200 else 1)
            kept = any(self.keeping.from_memory(path, cookie) for _ in tries)
            told.append((answer[0], kept, hash(answer)))
        return told

    def compare(self, asked: list[tuple[str, str]]) -> list[tuple[bool, int]]:
        """Ask once: whether it is what is made anew, and what names it."""
        told = []
        for path, cookie in asked:
            answer = self.keeping.ask(path, cookie)
            told.append((answer == self.making.ask(path, cookie), hash(answer)))
        return told


def main(settings: dict[str, Any]) -> None:
    """Do what is asked, until there is nothing more. That databases go and come fills no log."""
    logging.disable(logging.CRITICAL)
    reading = Reading(settings)
    with reading.keeping.client, reading.making.client:
        for line in sys.stdin:
            what, moment, asked = json.loads(line)
            reading.clock.set(datetime.fromisoformat(moment))
            sys.stdout.write(json.dumps(getattr(reading, what)(asked)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
