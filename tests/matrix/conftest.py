"""The service over both charters, in which nothing that is done is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from amendments.founding.founding import Founding
from app.main import create_app, make_installation
from app.services.authentication import sessions, tokens
from app.services.founding.found import found_charter
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.engine.session import Writer
from app.storage.texts import charters
from tests.matrix.asking import Asker
from tests.matrix.scene import ROLES, SECRET, VISIBILITIES, Scene, Undone
from tests.support.clock import Clock
from tests.support.databases import migrate_once
from tests.support.folders import quick_folder
from tests.support.house import FOUNDED


@dataclass(frozen=True)
class Stage:
    """Both charters, and everyone at the door."""

    app: Any
    database: Database
    scenes: dict[str, Scene]
    askers: dict[str, Asker]


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Built once; no test changes it."""
    folder = quick_folder("matrix")
    url = f"sqlite:///{folder / 'matrix.db'}"
    migrate_once(url)
    with staged(url) as made:
        yield made
    shutil.rmtree(folder)


@contextmanager
def staged(url: str) -> Iterator[Stage]:
    """Both charters in an empty database, and everyone at the door."""
    clock = Clock()
    database = Database(url, clock)
    scenes = {one: Scene(database, clock, one) for one in VISIBILITIES}
    with database.writing() as writer:
        text = "# Elsewhere\n\nWords.\n"
        found_charter(writer, Founding("elsewhere", "Elsewhere", text, FOUNDED, "zoe@example.org"))
        ways_in = {role: _ways_in(writer, name) for role, name in ROLES.items()}
    settings = Settings(database_url=url, secret=SECRET.decode(), tick_seconds=0)
    undone = Undone(url, clock)
    place = replace(
        make_installation(settings, clock=clock), database=undone, sender=lambda _: None
    )
    app = create_app(place)
    undone.queues = app.state.queues
    with TestClient(app, follow_redirects=False) as client:
        askers = {role: Asker(client, role, *ways_in[role]) for role in ROLES}
        yield Stage(app, undone, scenes, askers)
    undone.dispose()
    database.dispose()


def _ways_in(writer: Writer, name: str | None) -> tuple[str | None, str | None]:
    """A session and a token, both used today already."""
    if name is None:
        return None, None
    email = f"{name}@example.org"
    person = charters.find_person(writer, email)
    assert person is not None
    assert person.id is not None
    session = sessions.new_session(writer, person.id)
    token = tokens.new_token(writer, email, "matrix")
    writer.session.flush()
    found, kept = sessions.find_session(writer, session), tokens.find_token(writer, token)
    assert found is not None
    assert kept is not None
    sessions.note_use(writer, found.id)
    tokens.note_use(writer, kept.id)
    return session, token
