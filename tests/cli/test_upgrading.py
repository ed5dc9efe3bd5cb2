"""A command that brings an older database up to date says where it is kept as it was."""

from app.storage.engine.database import Database
from app.storage.upkeep.copies import copies_of
from tests.support.schemas.fixtures import FIXTURES

(SEVEN,) = (one for one in FIXTURES if one.name == "0007")


def test_the_copy_is_told_in_one_sentence_and_once(charter, monkeypatch, tmp_path):
    url = f"sqlite:///{tmp_path / 'charter.db'}"
    SEVEN.make(url)
    monkeypatch.setenv("CHARTER_DATABASE_URL", url)
    done = charter("tick")
    assert done.status == 0
    database = Database(url)
    (copy,) = copies_of(database)
    database.dispose()
    # Without a server for mail, letters are printed after it.
    first, *letters = done.err.splitlines()
    assert first == f"The database is up to date now; as it was before, it is kept in {copy}."
    assert not any(str(copy) in line for line in [*letters, *charter("tick").err.splitlines()])
