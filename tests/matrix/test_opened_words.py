"""A charter for members that is opened: what was planted before is found where its authors agreed.

Every address is walked as someone who is no member, whether or not they are let in.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from amendments.belonging.visibility import NOTICE, CharterPart, Openness
from app.main import create_app, make_installation
from app.services.authentication import sessions, tokens
from app.services.belonging import change_visibility as acts
from app.services.upkeep.tick import do_due_things
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.tables import AmendmentRow
from tests.matrix.asking import Asker, cells
from tests.matrix.scene import SECRET, STATES, Scene, canary
from tests.support.clock import Clock
from tests.support.databases import migrate_once
from tests.support.folders import quick_folder

SHARED = [state for state in STATES if state != "draft"]


@dataclass
class Opened:
    """The charter, and those who are no members of it."""

    scene: Scene
    askers: dict[str, Asker]

    def say(self, who: str, part: str) -> None:
        """Somebody agrees."""
        with self.scene.house.writing(who) as (writer, access):
            acts.answer(writer, access, {CharterPart(part): True})

    def read(self, role: str) -> str:
        """All that somebody is answered, at every address."""
        asker = self.askers[role]
        answers = [asker.ask(cell, self.scene) for cell in cells() if cell.act.startswith("GET ")]
        own = ("/", "/me", "/api/v1/charters", f"/{self.scene.slug}/calendar.ics")
        answers += [asker.send("GET", path) for path in own]
        assert len(answers) > 100
        assert {one.status_code for one in answers} <= {200, 302, 303, 401, 403, 404}
        return "\n".join(one.text for one in answers)


@pytest.fixture(scope="module")
def opened():
    folder = quick_folder("opened")
    url, clock = f"sqlite:///{folder / 'opened.db'}", Clock()
    migrate_once(url)
    database = Database(url, clock)
    scene = Scene(database, clock, "members")
    with database.writing() as writer:
        number = scene.numbers["adopted"]
        wanted = select(AmendmentRow).where(AmendmentRow.number == number)
        writer.session.exec(wanted).one().review_on = clock().date()
    with scene.house.writing("ada") as (writer, access):
        acts.change_visibility(writer, access.charter, Openness.OPEN, by=access.actor)
    clock.advance(NOTICE)
    do_due_things(database)
    assert scene.house.charter.openness is Openness.OPEN
    gil = scene.house.people["gil"]
    with database.writing() as writer:
        way_in = sessions.new_session(writer, gil.person), tokens.new_token(writer, gil.email, "t")
    settings = Settings(database_url=url, secret=SECRET.decode(), tick_seconds=0)
    place = make_installation(settings, clock=clock)
    with TestClient(create_app(place), follow_redirects=False) as client:
        askers = {
            "reader": Asker(client, "reader", None, None),
            "former": Asker(client, "former", *way_in),
        }
        yield Opened(scene, askers)
    place.database.dispose()
    database.dispose()
    shutil.rmtree(folder)


def found(text: str) -> set[tuple[str, str]]:
    """What was planted in which state and stands there."""
    kinds = ("title", "reason", "comment", "suggestion", "concern", "summary", "statement")
    return {(state, kind) for state in STATES for kind in kinds if canary(state, kind) in text}


def test_what_was_said_before_is_found_where_its_authors_agreed_and_nowhere_else(opened):
    text = opened.read("reader")
    assert found(text) == set()
    assert [name for name in ("Finn", "Cleo", "Ada") if name in text] == []
    for who in ("cleo", "dov", "bela"):
        opened.say(who, "proposals")
    proposed = {(state, kind) for state in SHARED for kind in ("title", "reason")}
    text = opened.read("former")
    assert found(text) == proposed
    assert "Said among members" in text
    # Gil reads the own name on his own pages alone.
    assert [name for name in ("Finn", "Cleo", "Ada") if name in text] == []
    opened.say("finn", "discussion")
    opened.say("ada", "proposals")
    said = {(state, kind) for state in SHARED for kind in ("comment", "suggestion")}
    text = opened.read("reader")
    assert found(text) == proposed | said | {("adopted", "statement")}
    assert [name for name in ("Finn", "Cleo", "Ada") if name in text] == ["Finn"]
