"""An upgrade that is killed has done nothing: at any statement, and before the commit.

A few statements of a few schemas here. `CHARTER_TESTS_KILLS=1` kills at each one, which takes about
an hour, `CHARTER_TESTS_KILLS=7` at every seventh; `-s` shows how many there were.
"""

from __future__ import annotations

import os

import pytest

from app.storage.engine.database import Database
from app.storage.upkeep.migrate import migrate
from app.storage.upkeep.upgrading import newest_schema, schema_of
from tests.support.schemas.fixtures import FIXTURES
from tests.support.schemas.kills import AT_COMMIT, all_of, is_killed

#: Together they go through every migration, and through both ways of the repair.
KILLED = [one for one in FIXTURES if one.name in {"0001-first", "0002-first", "0007"}]
STEP = int(os.environ.get("CHARTER_TESTS_KILLS", "97"))


@pytest.mark.slow
@pytest.mark.timeout(4000)
@pytest.mark.parametrize("old", KILLED, ids=str)
def test_an_upgrade_that_is_killed_leaves_all_as_it_was_and_goes_through_the_next_time(old, source):
    url = source.fresh(old.make)
    before = all_of(url)
    assert is_killed(url, AT_COMMIT)
    assert all_of(url) == before
    at, kills = STEP, 0
    while is_killed(url, at):
        assert all_of(url) == before, f"killed at statement {at}"
        at, kills = at + STEP, kills + 1
    print(f"{old} on {url.partition(':')[0]}: killed {kills + 1} times, each as it was before")  # noqa: T201 - for those who ask with -s
    database = Database(url)
    with database.engine.connect() as connection:
        assert schema_of(connection) == newest_schema()
    assert migrate(database) is None
    database.dispose()
    source.forget(url)
