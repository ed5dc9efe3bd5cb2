"""A disk that is really full, or really fails: the database says so, and the service goes on."""

from __future__ import annotations

import json
import os
import resource
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.faults.acts import Request, Said
from tests.faults.stage import Stage, dice
from tests.matrix.parts import K

LONG = "We say it again and again. " * 300
COMMENT = Request("a long comment", "finn", "POST", f"{K}/comments", {"body": LONG})
READ = (
    "/", "/{slug}", "/{slug}/revisions", "/{slug}/amendments", f"{K}", "/{slug}/members", "/me",
    "/me/mail", "/me/security", "/{slug}/record", "/{slug}/rules", "/api/v1/charters",
    "/api/v1/charters/{slug}/amendments/{k:int}",
)  # fmt: skip


@contextmanager
def full(stage: Stage):
    """A database that can grow no more: SQLite at its most pages, PostgreSQL in read-only mode."""

    def most_pages(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}").close()

    def only_read(connection, _record):
        connection.execute("SET default_transaction_read_only = on")
        connection.commit()

    engine = stage.installation.database.engine
    limit = most_pages if stage.is_sqlite else only_read
    event.listen(engine, "connect", limit)
    engine.dispose()
    yield
    event.remove(engine, "connect", limit)
    engine.dispose()


def test_a_full_database_says_that_nothing_was_saved_and_takes_it_later(stage):
    before = stage.look()
    with full(stage):
        for _ in range(3):
            said = COMMENT.do(stage)
            assert said.kind == "nothing", said
            assert "can only be read right now" in said.text
            assert "Tell whoever runs it" in said.text
            assert stage.held() == 0
    assert stage.look() == before
    assert COMMENT.do(stage) == Said("done", "303")
    assert stage.verifies()


def test_everything_can_be_read_while_the_database_is_full(stage):
    """Also what would be noted by the way (the first visit of a day), or is due, cannot be kept."""
    stage.execute("UPDATE web_session SET last_used_on = NULL")
    stage.execute("UPDATE api_token SET last_used_on = NULL")
    stage.clock.set(stage.world.later)
    stage.execute("UPDATE web_session SET expires_at = '2099-01-01'")
    with full(stage):
        for path in READ:
            for who in ("finn", None):
                if who or not path.startswith("/me"):
                    said = Request(path, who, "GET", path).do(stage)
                    assert said.kind == "done", (path, who, said)


@contextmanager
def failing_writes(access: int):
    """A disk that takes so many bytes more in a file, and then fails."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (access, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@pytest.mark.parametrize("more", [0, 1, 24, 32, 4096, 4152, 12_345, 40_000, 60_000, 90_000])
def test_a_disk_that_fails_in_the_middle_of_a_commit(sqlite_stage, more):
    """The limit of the system on a file's size is real: SQLite's own `write` fails part-way."""
    stage = sqlite_stage
    before = stage.look()
    stage.leave()
    log = Path(stage.url.removeprefix("sqlite:///") + "-wal")
    told, tells = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            stage.installation.database.engine.dispose(close=False)
            assert Request("look", "finn", "GET", "/{slug}").do(stage).kind == "done"
            size = log.stat().st_size
            with dice(stage.clock, "act"), failing_writes(size + more):
                said = COMMENT.do(stage)
            again = Request("look", "finn", "GET", "/{slug}").do(stage)
            os.write(tells, json.dumps([said.kind, again.kind]).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(tells)
    said, again = json.loads(os.read(told, 100))
    state = stage.look()
    assert again == "done", "the next request found nothing usable"
    assert stage.verifies()
    assert said in {"done", "unknown", "nothing"}
    if said == "nothing":
        assert state == before
    if said == "done":
        assert state != before
