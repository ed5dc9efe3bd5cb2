import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.storage.engine.clock_rules import RecordAhead
from app.storage.engine.database import Database
from app.storage.tables import PersonRow
from tests.support.clock import START

SECONDS = 20


def person(name, at=START):
    return PersonRow(email=f"{name}@example.org", name=name, created_at=at)


def names(database):
    with database.reading() as reader:
        return list(reader.session.execute(text("SELECT name FROM person ORDER BY id")).scalars())


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
    ],
)
def test_every_connection_to_sqlite_is_set_alike(sqlite_database, pragma, value):
    with sqlite_database.reading() as one, sqlite_database.writing() as other:
        for transaction in (one, other):
            assert transaction.session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_foreign_key_has_to_be_there(database):
    row = text("INSERT INTO author (amendment_id, member_id) VALUES (98, 99)")
    with pytest.raises(IntegrityError), database.writing() as writer:
        writer.session.execute(row)


def test_what_is_written_is_kept_and_what_raises_is_undone(database):
    with database.writing() as writer:
        writer.session.add(person("ada"))
    with pytest.raises(IntegrityError), database.writing() as writer:
        writer.session.add_all([person("bela"), person("ada")])
    assert names(database) == ["ada"]


def test_what_is_done_while_reading_is_not_kept(database):
    with database.reading() as reader:
        reader.session.add(person("ada"))
        reader.session.flush()
    assert names(database) == []


def test_writers_wait_for_one_another_instead_of_failing(database):
    """The second begins while the first still holds what it has read and written."""
    begun, entered = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def second():
        begun.set()
        try:
            with database.writing() as writer:
                _lock(writer)
                entered.set()
                writer.session.add(person("bela"))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test says so
            failed.append(error)

    with database.writing() as writer:
        _lock(writer)
        thread = threading.Thread(target=second)
        thread.start()
        assert begun.wait(SECONDS)
        assert not entered.wait(0.2), "the second writer did not wait"
        writer.session.add(person("ada"))
    thread.join(SECONDS)
    assert failed == []
    assert names(database) == ["ada", "bela"]


def _lock(writer):
    """On PostgreSQL writers wait where they touch the same row; any of one table will do."""
    if writer.session.get_bind().dialect.name == "postgresql":
        writer.session.execute(text("SELECT * FROM alembic_version FOR UPDATE"))


def test_a_sqlite_writer_has_the_lock_from_its_very_beginning(sqlite_database):
    impatient = Database(sqlite_database.url)
    with impatient.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0").close()
        connection.rollback()
        with sqlite_database.writing(), pytest.raises(Exception, match="locked"):
            connection.execution_options(immediate=True).exec_driver_sql("SELECT 1")
    impatient.dispose()


def test_readers_do_not_wait_for_a_writer(database):
    with database.writing() as writer:
        writer.session.add(person("ada"))
        writer.session.flush()
        assert names(database) == []
    assert names(database) == ["ada"]


def test_a_reader_sees_one_state_from_beginning_to_end(database):
    count = text("SELECT count(*) FROM person")
    with database.reading() as reader:
        before = reader.session.execute(count).scalar()
        with database.writing() as writer:
            writer.session.add(person("ada"))
        assert reader.session.execute(count).scalar() == before


def test_a_moment_comes_back_as_it_was_and_aware(database):
    moment = datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=UTC)
    with database.writing() as writer:
        writer.session.add(person("ada", moment))
    with database.reading() as reader:
        stored = reader.session.get_one(PersonRow, 1).created_at
    assert stored == moment
    assert stored.utcoffset() == timedelta(0)


def test_a_moment_in_another_zone_is_the_same_moment(database):
    there = datetime.fromisoformat("2026-03-02T12:30:00+03:30")
    with database.writing() as writer:
        writer.session.add(person("ada", there))
    with database.reading() as reader:
        stored = reader.session.get_one(PersonRow, 1).created_at
    assert stored == there
    assert stored.tzinfo is UTC


def test_moments_are_sorted_and_compared_by_time(database):
    steps = [timedelta(0), timedelta(microseconds=1), timedelta(milliseconds=1)]
    moments = [START + step for step in [*steps, timedelta(seconds=1), timedelta(days=400)]]
    with database.writing() as writer:
        for number in (3, 0, 4, 1, 2):
            writer.session.add(person(f"p{number}", moments[number]))
    with database.reading() as reader:
        found = reader.session.execute(text("SELECT name FROM person ORDER BY created_at"))
        assert list(found.scalars()) == ["p0", "p1", "p2", "p3", "p4"]


def test_the_time_of_a_transaction_is_taken_once(database, clock):
    with database.reading() as reader:
        first = reader.now
        clock.advance(timedelta(hours=1))
        assert reader.now == first == START


def test_the_time_of_a_writer_never_goes_behind_a_moment_it_was_told(database, clock):
    with database.writing() as writer:
        writer.not_before(START + timedelta(minutes=4))
        assert writer.now == START + timedelta(minutes=4)
        writer.not_before(START)
        assert writer.now == START + timedelta(minutes=4)


def test_a_writer_does_not_follow_a_moment_that_has_not_come(database, clock):
    with database.writing() as writer:
        writer.not_before(START + timedelta(minutes=5))
    for ahead in (timedelta(minutes=5, microseconds=1), timedelta(days=3650)):
        with pytest.raises(RecordAhead, match="now it is 2026-03-02"), database.writing() as writer:
            writer.not_before(START + ahead)


def test_without_a_clock_the_time_is_real_and_aware(database_url):
    real = Database(database_url)
    with real.reading() as reader:
        assert abs(reader.now - datetime.now(UTC)) < timedelta(minutes=1)
        assert reader.now.tzinfo is UTC
    real.dispose()
