"""A charter that can grow beyond what is told in its record, and a browser that looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.main import create_app, make_installation
from app.services.authentication.sign_in import new_code
from app.services.authentication.tokens import new_token
from app.settings import Settings
from app.storage.engine.database import Database
from app.web.installation import Installation
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.statements import counted

API = "/api/v1/charters/care-charter"


@dataclass
class Looker:
    """Someone who looks at pages; `sent` are the statements that the last one took."""

    installation: Installation
    client: TestClient
    sent: list[str] = field(default_factory=list)

    @property
    def statements(self) -> int:
        """How many there were."""
        return len(self.sent)

    def sign_in(self, name: str | None) -> None:
        """Be someone, or nobody again."""
        self.client.cookies.clear()
        if name is None:
            return
        with self.installation.database.writing() as writer:
            code = new_code(writer, self.installation.secret, f"{name}@example.org")
        sent = {"email": f"{name}@example.org", "code": code or ""}
        assert self.client.post("/sign-in/code", data=sent).status_code == 303

    def token(self, name: str) -> dict[str, str]:
        """What a program sends along that acts for someone."""
        with self.installation.database.writing() as writer:
            return {"Authorization": f"Bearer {new_token(writer, f'{name}@example.org', 'it')}"}

    def get(self, path: str, status: int = 200, **more: Any) -> str:
        """What stands at an address, read twice so that what is kept in memory is there."""
        self.client.get(path, **more)
        with counted(self.installation.database) as sent:
            answer = self.client.get(path, **more)
        assert answer.status_code == status, answer.text
        self.sent = sent
        return answer.text


@pytest.fixture
def installation(database: Database, clock: Clock, tmp_path: Path) -> Iterator[Installation]:
    """An installation over the test's database, at the test's time."""
    settings = Settings(
        database_url=database.url,
        secret="a secret of the tests",
        tick_seconds=0,
        # What is kept in memory costs nothing at all: here it is made anew each time.
        cache_megabytes=0,
        erasures=str(tmp_path / "erasures.jsonl"),
    )
    made = make_installation(settings, clock=clock)
    yield made
    made.database.dispose()


@pytest.fixture
def looker(installation: Installation) -> Iterator[Looker]:
    """A browser of nobody known."""
    with TestClient(create_app(installation), follow_redirects=False) as client:
        yield Looker(installation, client)


@pytest.fixture
def found_large(database: Database, clock: Clock) -> Callable[..., Community]:
    """Found a charter that is to grow: its record will not tell of all that is in it."""

    def found(**wanted: Any) -> Community:
        return Community.found(database, clock, **wanted)

    return found
