"""How many statements a page takes, and how many bytes it has, with little and with ten times that.

Nothing here depends on how quick a machine is: what is counted is the same in each run.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from starlette.testclient import TestClient

from app.main import create_app, make_installation
from app.services.authentication.sessions import new_session
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.upkeep.migrate import migrate
from bench.figures import Figure
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.growing import grow_people, grow_talk
from tests.support.statements import counted
from tests.support.texts import KINDNESS

PAGES = {
    "charter": ("", 8),
    "history": ("/revisions", 15),
    "list of proposals": ("/amendments", 15),
    "proposal": ("/amendments/1", 15),
    "decision": ("/amendments/1/rounds/1", 15),
    "calendar": ("/calendar", 15),
}
#: So many comments fill a page; so many people are read at once.
COMMENTS, PEOPLE = 60, 45
TIMES = 10
#: Beyond 500 people names are read as they are asked for. Some views ask for one after the other,
#: so that there each person who is named takes two statements more; five are here.
BEYOND = 26
#: How many times as many bytes a page with ten times as much may have.
LONGER = 1.2


@dataclass(frozen=True, slots=True)
class Counted:
    """What a page took."""

    statements: int
    size: int


def _grown(folder: str) -> list[dict[str, Counted]]:
    """What each page takes with a few comments and members, with ten times as many, and with
    more members than are read at once.
    """
    url, clock = f"sqlite:///{Path(folder) / 'bench.db'}", Clock()
    database = Database(url, clock)
    database.make()
    migrate(database)
    community = Community.found(database, clock, members=4)
    _decide(community, clock)
    with database.writing() as writer:
        session = new_session(writer, community.people["dov"].person)
    settings = Settings(
        database_url=url, secret="secret of the bench", tick_seconds=0, cache_megabytes=0
    )
    place, found = make_installation(settings, clock=clock), []
    cookies, here = {"charter_session": session}, "http://127.0.0.1"
    with TestClient(create_app(place), base_url=here, cookies=cookies) as client:
        for comments, people in ((1, 1), (TIMES - 1, TIMES - 1), (0, TIMES)):
            if comments:
                grow_talk(community, 1, comments * COMMENTS)
            grow_people(community, people * PEOPLE)
            at = f"/{community.slug}"
            found.append(
                {
                    name: _look(client, place.database, at + page)
                    for name, (page, _) in PAGES.items()
                }
            )
    database.dispose()
    return found


def _decide(community: Community, clock: Clock) -> None:
    community.submit("cleo", community.propose("cleo", community.with_words(KINDNESS)))
    clock.advance(timedelta(days=6))
    community.open("ada", 1)
    community.answer("dov", 1)


def _look(client: TestClient, database: Database, path: str) -> Counted:
    client.get(path)
    with counted(database) as sent:
        answer = client.get(path)
    answer.raise_for_status()
    return Counted(len(sent), len(answer.content))


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        few, many, large = _grown(folder)
    figures = []
    for name, (_, budget) in PAGES.items():
        one, ten = few[name], many[name]
        print(
            f"{name}: {one.statements} statements and {one.size:,} bytes;"
            f" with ten times as much {ten.statements} and {ten.size:,}"
        )
        figures += [
            Figure(f"statements: {name}", max(one.statements, ten.statements), budget),
            Figure(f"statements beyond 500 people: {name}", large[name].statements, BEYOND),
            Figure(f"bytes of ten times as much: {name}", ten.size / one.size, LONGER),
        ]
    return figures


if __name__ == "__main__":
    main()
