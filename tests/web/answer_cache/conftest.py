"""Browsers that see whether an answer came from memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from app.main import create_app
from app.services.authentication.sessions import new_session
from tests.support.texts import KINDNESS


class Browser:
    """Somebody who asks; `statements` counts what the database was asked for the last answer.

    What an answer gives to keep is not kept, so that each request is made as it is said here.
    """

    def __init__(self, installation, client, session=None):
        self.installation, self.client, self.session = installation, client, session
        self.cookies = f"charter_session={session}" if session else ""
        self.statements = 0

    def ask(self, path, method="GET", /, **headers):
        """An answer. Headers as names: `If_None_Match`."""
        sent = {"Accept-Encoding": "identity"}
        if self.cookies:
            sent["Cookie"] = self.cookies
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send(path, method, sent)

    def send(self, path, method, headers):
        """An answer to a request with these headers."""
        with counted(self.installation.database) as statements:
            answer = self.client.request(method, path, headers=headers)
        self.client.cookies.clear()
        self.statements = len(statements)
        return answer

    def from_memory(self, path, method="GET", /, **headers):
        """Ask; whether the answer came from memory."""
        self.ask(path, method, **headers)
        return not self.statements

    def keeps(self, path, /, **headers):
        """Ask more than once; whether an answer came from memory."""
        return any(self.from_memory(path, **headers) for _ in range(3))


@contextmanager
def counted(database) -> Iterator[list[str]]:
    """The statements that a database is asked meanwhile, but for those of who keeps answers."""
    found: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def number(three):
    """The number of a proposal that is being decided."""
    return three.decide("cleo", three.with_words(KINDNESS))


@pytest.fixture
def service():
    """Start services; each is asked until it has a connection to ask for the version of the data.

    `keeps`: as far as it keeps anything at all.
    """
    running = []

    def start(installation, *, keeps=True):
        client = TestClient(create_app(installation), follow_redirects=False)
        client.__enter__()
        running.append(client)
        if keeps:
            stranger = Browser(installation, client)
            assert any(stranger.from_memory("/api/v1/charters?limit=1") for _ in range(500))
        return client

    yield start
    for one in running:
        one.__exit__(None, None, None)


@pytest.fixture
def browsers(installation, three, number, service):
    """Make browsers of one service: of a member, or of a stranger."""
    client = service(installation)

    def of(who=None):
        if who is None:
            return Browser(installation, client)
        with installation.database.writing() as writer:
            session = new_session(writer, three.people[who].person)
        return Browser(installation, client, session)

    return of


@pytest.fixture
def stranger(browsers):
    """Somebody who is not signed in."""
    return browsers()
