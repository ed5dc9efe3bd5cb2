"""What is said when the database fails: what is known to be undone, and what nobody knows."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.storage.engine.commit_fate import CommitFate, beside, following, in_words, what_became
from tests.faults.driver import Driver, Harm

UNKNOWN = "It may have been saved. Look before you try again."


def sqlite_error(code):
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


def write(database):
    with database.writing() as writer:
        writer.session.connection().execute(text("UPDATE person SET name = name"))


def failing(database, harm, at):
    """Let a write fail at a statement. What became of it, and what is said."""
    driver = Driver(harm=harm, at=at, end_backend=lambda _pid: None)
    with following(), driver.between():
        try:
            write(database)
        except DBAPIError as error:
            return what_became(), in_words(error)
    raise AssertionError("nothing failed")


@pytest.fixture
def points(database):
    """How many statements a write sends, but for what a program asks a database once."""
    write(database)
    with Driver().between() as sent:
        write(database)
    return len(sent.points)


@pytest.mark.parametrize("harm", [Harm.FULL, Harm.IO])
def test_before_a_commit_everything_is_known_to_be_undone(database, points, harm):
    for at in range(points - 1):
        became, words = failing(database, harm, at)
        assert became is CommitFate.UNDONE
        assert "nothing was saved" in words


def test_a_full_disk_is_said_as_such(database, points):
    assert "can only be read" in failing(database, Harm.FULL, 0)[1]
    assert "does not answer" in failing(database, Harm.IO, 0)[1]


def test_a_full_disk_refuses_a_commit_for_certain(database, points):
    assert failing(database, Harm.FULL, points - 1)[0] is CommitFate.UNDONE


def test_what_a_lost_commit_did_nobody_knows(database, points):
    became, words = failing(database, Harm.LOST_AFTER, points - 1)
    assert became is CommitFate.UNKNOWN
    assert UNKNOWN in words


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), CommitFate.UNDONE),
        (sqlite_error(sqlite3.SQLITE_BUSY), CommitFate.UNDONE),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), CommitFate.UNDONE),
        (sqlite_error(sqlite3.SQLITE_READONLY), CommitFate.UNDONE),
        # Its last page may be in the file, and be found there after a restart.
        (sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), CommitFate.UNKNOWN),
        (sqlite3.OperationalError("of which nothing is known"), CommitFate.UNKNOWN),
        (errors.SerializationFailure("refused"), CommitFate.UNDONE),
        (errors.UniqueViolation("refused"), CommitFate.UNDONE),
        (errors.DiskFull("refused"), CommitFate.UNDONE),
        (errors.AdminShutdown("while it was waiting"), CommitFate.UNKNOWN),
        (errors.TransactionResolutionUnknown("so it says"), CommitFate.UNKNOWN),
        (errors.StatementCompletionUnknown("so it says"), CommitFate.UNKNOWN),
        (psycopg.OperationalError("server closed the connection unexpectedly"), CommitFate.UNKNOWN),
    ],
    ids=repr,
)
def test_which_errors_at_a_commit_undo_for_certain(sqlite_database, monkeypatch, error, fate):
    def refuse(_connection):
        raise error

    dialect = sqlite_database.engine.dialect
    monkeypatch.setattr(dialect, "do_commit", refuse)
    # So that errors of the other driver are taken for errors of this one.
    monkeypatch.setattr(dialect.loaded_dbapi, "Error", Exception)
    with following():
        with pytest.raises((DBAPIError, sqlite3.Error, psycopg.Error)):
            write(sqlite_database)
        assert what_became() is fate


def test_what_was_kept_before_the_failure_counts(database, points):
    with following():
        write(database)
        assert what_became() is CommitFate.UNKNOWN


def test_what_nobody_asked_for_does_not_count(database):
    with following():
        with beside():
            write(database)
        assert what_became() is CommitFate.UNDONE


def test_one_caller_knows_nothing_of_another(database):
    with following():
        write(database)
        with following():
            assert what_became() is CommitFate.UNDONE
        assert what_became() is CommitFate.UNKNOWN


def test_to_who_only_read_nothing_is_said_of_saving(database, points):
    error = DBAPIError("SELECT 1", {}, sqlite_error(sqlite3.SQLITE_IOERR))
    with following():
        assert in_words(error, only_read=True) == (
            "The database does not answer right now. Try again soon."
        )
