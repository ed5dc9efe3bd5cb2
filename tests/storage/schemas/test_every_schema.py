"""Databases of every schema that ever landed, with life in them, come up and are used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby

import pytest
from sqlalchemy import MetaData, Table, select, text
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient

from amendments.deciding.stances import StanceKind
from amendments.replay.verify import verify
from app.mail.due import do_what_is_due
from app.mail.sending.post import Post
from app.main import create_app, make_installation
from app.services.authentication.sign_in import new_code
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.upkeep.migrate import migrate
from app.storage.upkeep.upgrading import newest_schema, schema_of
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import Source
from tests.support.laws import check_laws
from tests.support.schemas.fixtures import FIXTURES, Fixture
from tests.support.schemas.shape import shape
from tests.support.schemas.telling import UNTIL

SLUG = "care-charter"
#: Codes to sign in last ten minutes: 0004 lets those go that it finds.
GOES = {"sign_in"}
#: Renamed by 0016, with more in it.
RENAMED = {("round", "counts")}
BASE = "/care-charter"
API = "/api/v1/charters/care-charter"
PAGES = (
    *(BASE + page for page in ("", "/revisions", "/revisions/1", "/revisions/4")),
    *(BASE + page for page in ("/compare/1...4", "/record", "/rules", "/members", "/desk")),
    *(BASE + page for page in ("/glossary", "/calendar", "/amendments", "/amendments/1")),
    *(BASE + page for page in ("/amendments/1/rounds/1", "/amendments/{k}")),
    *(BASE + page for page in ("/amendments/{k}/rounds/1",)),
    *(API + answer for answer in ("", "/amendments", "/amendments/{k}/rounds/1")),
    *("/me", "/me/mail", "/health", "/ready"),
)

#: Looked at while the decision is still open, too.
FEW = (BASE, BASE + "/amendments/{k}", BASE + "/amendments/{k}/rounds/1", BASE + "/record")


#: Databases that came out of the earlier forms of these migrations.
FIRST_0001 = [one for one in FIXTURES if {"0001_first", "0001_second"} & set(one.first)]
FIRST_0002 = [one for one in FIXTURES if "0002_first" in one.first and one.rows != "0001-first"]


@pytest.fixture
def clock() -> Clock:
    return Clock(UNTIL + timedelta(hours=1))


# Of the module, so that the tests of one follow each other, and it is made once and then copied.
@pytest.fixture(scope="module", params=FIXTURES, ids=str)
def old(request) -> Fixture:
    return request.param


@pytest.fixture
def came_up(source: Source, old: Fixture, clock: Clock) -> Iterator[Database]:
    """The database of a fixture, brought up to date."""
    url = source.fresh(old.make_and_migrate)
    database = Database(url, clock)
    yield database
    database.dispose()
    source.forget(url)


def normal(row):
    """A row to compare: moments are written alike, whatever the database keeps them as."""
    return {name: _normal(value) for name, value in row.items()}


def _normal(value):
    if isinstance(value, str) and value[:4].isdigit() and "T" in value:
        return datetime.fromisoformat(value)
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, datetime | int | None) else str(value)


def test_it_ends_with_the_tables_of_a_new_database(came_up, source):
    assert shape(came_up.engine) == shape_of_new(source)
    with came_up.engine.connect() as connection:
        assert schema_of(connection) == newest_schema()
    assert migrate(came_up) is None, "there is nothing left to do"


@cache
def shape_of_new(source):
    """The tables of a new database, looked at once in a test process."""
    database = Database(source.empty())
    migrate(database)
    found = shape(database.engine)
    database.dispose()
    source.forget(database.url)
    return found


def test_nothing_that_was_in_it_is_lost(came_up, old):
    with came_up.engine.connect() as connection:
        for name, rows in groupby(old.expected(), key=lambda row: row[0]):
            if name in GOES and old.schema < "0004":
                continue
            table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
            found = [normal(row) for row in connection.execute(select(table)).mappings()]
            for _, row in rows:
                kept = {k: v for k, v in normal(row).items() if (name, k) not in RENAMED}
                assert any(kept.items() <= one.items() for one in found), (name, row)
        if connection.dialect.name == "sqlite":  # PostgreSQL never lets go of a reference
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_its_pages_are_read_its_decision_is_taken_and_its_record_verifies(came_up, clock, tmp_path):
    place = make_installation(
        Settings(
            database_url=came_up.url,
            secret="a secret of the tests",
            tick_seconds=0,
            erasures=str(tmp_path / "erasures.jsonl"),
        ),
        clock=clock,
    )
    community = Community.at(came_up, clock, SLUG)
    with came_up.reading() as reader:
        open_round = text(
            "SELECT number FROM amendment WHERE id IN "
            "(SELECT amendment_id FROM round WHERE outcome IS NULL)"
        )
        number = reader.session.execute(open_round).scalar_one()
    with TestClient(create_app(place), follow_redirects=False) as client:
        sign_in(client, place, "amara")
        read_all(client, number, FEW)
        # Who objected lets others go on, and the deadline passes: it is published.
        community.resolve("farid", number, 1, "withdrawn")
        community.answer("farid", number, "consent")
        community.answer("jonas", number, "concern", "Who keeps the list of permissions?")
        community.pass_deadline(number)
        closed = community.close("amara", number)
        assert (closed.outcome.value, closed.revision) == ("passed", 5)
        read_all(client, number, PAGES)
        assert "recordings or screenshots" in client.get(BASE).text
        assert exported_is_consistent(client)
    check_laws(community)
    sent = []
    post = Post(place.settings.base_url, "charter@localhost", place.secret, "en")
    do_what_is_due(came_up, sent.append, post)
    assert "News about the Care Charter" in {one["Subject"] for one in sent}
    place.database.dispose()


def sign_in(client, place, who):
    with place.database.writing() as writer:
        code = new_code(writer, place.secret, f"{who}@example.org")
    answer = client.post("/sign-in/code", data={"email": f"{who}@example.org", "code": code})
    assert answer.status_code == 303, answer.text


def read_all(client, number, pages):
    for path in pages:
        answer = client.get(path.format(k=number))
        assert answer.status_code == 200, (path, answer.text)


def exported_is_consistent(client):
    lines = client.get(API + "/record").text.split("\n")
    report = verify(lines)
    assert report.problems == ()
    return report.is_consistent


@pytest.mark.parametrize("old", FIRST_0002, ids=str, indirect=True)
def test_an_objection_that_stands_can_be_set_aside_twice_by_the_same_steward(came_up):
    """At first, the database itself let nobody do it twice in a round."""
    again = text(
        "INSERT INTO setting_aside (objection_id, member_id, raised_in, at, reason_id) "
        "SELECT 1, 1, 1, MAX(published_at), (SELECT MIN(id) FROM words) FROM revision"
    )
    for _ in range(2):
        with came_up.writing() as writer:
            writer.session.execute(again)


@pytest.mark.parametrize("old", FIRST_0002, ids=str, indirect=True)
def test_the_table_that_is_made_anew_goes_on_refusing_changes(came_up):
    for act in ("DELETE FROM setting_aside", "UPDATE setting_aside SET raised_in = 2"):
        with (
            pytest.raises(DBAPIError, match="rows of setting_aside are never changed"),
            came_up.writing() as writer,
        ):
            writer.session.execute(text(act))


@pytest.mark.parametrize("old", FIRST_0001, ids=str, indirect=True)
def test_rounds_that_were_closed_at_first_tell_what_was_counted_and_what_became_of_objections(
    came_up, clock
):
    community = Community.at(came_up, clock, SLUG)
    closing = community.round(1).closing
    assert closing.counts[StanceKind.CONSENT] == 7
    assert closing.objections == {}
